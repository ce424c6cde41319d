/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What an edition's lines say about its size and its blobs, before anything is imported. */

#define TILTAS_BLOB_MAX (8 * 1024 * 1024)

typedef struct
{
  guint64 records;
  guint64 blob_bytes;    /* of all blobs together, each counted once */
  GHashTable *blobs;     /* SHA-256 hex → guint64 * length */
  GHashTable *languages; /* SHA-256 hex → the one language that needs it; not there: none, or several */
} TiltasPackScan;

TiltasPackScan *tiltas_pack_scan_new (void);
void tiltas_pack_scan_free (TiltasPackScan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPackScan, tiltas_pack_scan_free)

/* Notes a blob. Fails with TILTAS_SYNC_ERROR_REFUSED: larger than TILTAS_BLOB_MAX, or named with two lengths. */
gboolean tiltas_pack_scan_add (TiltasPackScan *self, const char *sha256, gint64 length, GError **error);
/* Notes which language a blob is for; NULL or another one than before: several. */
void tiltas_pack_scan_set_language (TiltasPackScan *self, const char *sha256, const char *language);
/* Reads pack.jsonl to its end. Records are not validated here: that is the importer's part. Blocks. */
TiltasPackScan *tiltas_pack_scan (GInputStream *stream, GCancellable *cancellable, GError **error);

G_END_DECLS
