/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* An edition's bytes (formats.md, "Pack, edition, state"). */

/* pack.jsonl of a publisher: one canonical record a line, in key order. Transfer full. */
GBytes *tiltas_packing_bytes (TiltasPublisher *publisher);
/* SHA-256 (lower-case hexadecimal) of the pictures that its records name, each once, sorted. Transfer container. */
GPtrArray *tiltas_packing_blobs (TiltasPublisher *publisher);
gint64 tiltas_packing_blob_bytes (TiltasTree *tree, TiltasPublisher *publisher);
/* Writes the blobs of a publisher under FOLDER/xx/sha256; those that are there already are left. Blocks for the disk.
 */
gboolean tiltas_packing_write_blobs (TiltasTree *tree, TiltasPublisher *publisher, const char *folder, GError **error);

G_END_DECLS
