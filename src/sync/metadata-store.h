/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/updater.h"

G_BEGIN_DECLS

/* The folder tuf/ in the state folder: TUF metadata, byte for byte as received, each replaced atomically after the step
 * that verified it. It lies apart from the store, so that a repair of the store never loses the protection against
 * rollback. Beside the metadata lie `timestamp.etag`, the validator that the server gave for the timestamp, and
 * `installed.sha256`, the hash of the installed root. For one run, whose caller holds the lock of the state folder:
 * each file is read from the disk once and then remembered. Blocks for the disk. */
typedef struct _TiltasMetadataStore TiltasMetadataStore;

/* Makes the folder when it is missing. Errors: TILTAS_SYNC_ERROR. */
TiltasMetadataStore *tiltas_metadata_store_open (const char *state_dir, GError **error);
void tiltas_metadata_store_free (TiltasMetadataStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasMetadataStore, tiltas_metadata_store_free)

/* Call this first: removes everything when it was verified under another installed root than this one, and notes this
 * one. adopt: files without a note, of an older program, count as verified under this root. Errors: TILTAS_SYNC_ERROR.
 */
gboolean tiltas_metadata_store_use_root (TiltasMetadataStore *self, GBytes *root, gboolean adopt, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* The bytes of a file, or NULL when there is none. Transfer full. */
GBytes *tiltas_metadata_store_read (TiltasMetadataStore *self, const char *name);
/* Removes and replaces the files that a step of the updater names (trust/updater.h). Errors: TILTAS_SYNC_ERROR. */
gboolean tiltas_metadata_store_keep (TiltasMetadataStore *self,
                                     const TiltasKeep *keep,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The validator that the server at address gave for exactly these bytes of timestamp.json, or NULL. Transfer full. */
char *tiltas_metadata_store_get_etag (TiltasMetadataStore *self, const char *address, GBytes *timestamp);
/* Notes the validator; etag NULL removes the note. A failure is only logged: without the note the next run fetches the
 * timestamp once more. */
void
tiltas_metadata_store_set_etag (TiltasMetadataStore *self, const char *address, GBytes *timestamp, const char *etag);

G_END_DECLS
