/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/updater.h"

G_BEGIN_DECLS

/* The folder tuf/ in the state folder: TUF metadata, bytes as received, replaced atomically after each verified step.
 * Apart from the store, so that repairing that never loses rollback protection. Beside the metadata lies
 * `timestamp.etag`, which tells what the server called the timestamp. Blocks for the disk. */
typedef struct _TiltasMetadataStore TiltasMetadataStore;

/* Makes the folder when it is missing. Errors: TILTAS_SYNC_ERROR. */
TiltasMetadataStore *tiltas_metadata_store_open (const char *state_dir, GError **error);
void tiltas_metadata_store_free (TiltasMetadataStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasMetadataStore, tiltas_metadata_store_free)

/* The bytes kept under name, or NULL. */
GBytes *tiltas_metadata_store_read (TiltasMetadataStore *self, const char *name);
/* Does what a step of the updater asks for. */
gboolean tiltas_metadata_store_keep (TiltasMetadataStore *self, const TiltasKeep *keep, GError **error);
/* The validator that address gave for exactly these kept bytes of timestamp.json, or NULL. Transfer full. */
char *tiltas_metadata_store_get_etag (TiltasMetadataStore *self, const char *address, GBytes *timestamp);
/* Remembers it; etag NULL forgets. A failure only costs a few bytes later. */
void
tiltas_metadata_store_set_etag (TiltasMetadataStore *self, const char *address, GBytes *timestamp, const char *etag);
/* Removes everything that was kept. */
gboolean tiltas_metadata_store_clear (TiltasMetadataStore *self, GError **error);
/* Before anything here is used: what was kept under another installed root than this one is removed, and this one noted
 * (`installed.sha256`). adopt: files without such a note, of an older program, are taken for this root's. */
gboolean tiltas_metadata_store_use_root (TiltasMetadataStore *self, GBytes *root, gboolean adopt, GError **error);

G_END_DECLS
