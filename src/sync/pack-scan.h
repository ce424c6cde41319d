/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Finds out, before anything is imported, how many records an edition has and which pictures and sounds (blobs) it
 * names. */

#define TILTAS_BLOB_MAX (8 * 1024 * 1024) /* bytes */

typedef struct
{
  guint64 records;
  guint64 blob_bytes;    /* of all blobs together; a blob that is named twice counts once */
  GHashTable *blobs;     /* SHA-256 hex → guint64 *: the length in bytes */
  GHashTable *languages; /* SHA-256 hex → tag of the one language that needs the blob; "": several, or none */
} TiltasPackScan;

TiltasPackScan *tiltas_pack_scan_new (void);
void tiltas_pack_scan_free (TiltasPackScan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPackScan, tiltas_pack_scan_free)

/* Adds a blob of length bytes. TILTAS_SYNC_ERROR_REFUSED when it is larger than TILTAS_BLOB_MAX, or was added with
 * another length. */
gboolean tiltas_pack_scan_add (TiltasPackScan *self, const char *sha256, gint64 length, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Notes that a language needs the blob. language NULL: no language alone, or all. */
void tiltas_pack_scan_set_language (TiltasPackScan *self, const char *sha256, const char *language);
/* Reads a pack.jsonl to its end. Does not validate the records: the importer does. Errors: TILTAS_SYNC_ERROR_REFUSED,
 * and those of content/canonical.h and of the stream. Blocks for the stream. Transfer full. */
TiltasPackScan *tiltas_pack_scan (GInputStream *stream, GCancellable *cancellable, GError **error);

G_END_DECLS
