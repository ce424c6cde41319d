/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* The files of an edition: its pack and blobs (formats.md, "Pack, edition, state"). */

/* pack.jsonl of a publisher: one canonical record a line, in key order. Transfer full. */
GBytes *tiltas_edition_files_pack (TiltasPublisher *publisher);
/* SHA-256, in hexadecimal digits, of the pictures that the publisher's records name, sorted and each once. Transfer
 * container. */
GPtrArray *tiltas_edition_files_blobs (TiltasPublisher *publisher);
/* The bytes of these pictures together. */
gint64 tiltas_edition_files_blob_bytes (TiltasTree *tree, TiltasPublisher *publisher);
/* Writes the blobs of a publisher to FOLDER/HA/HASH; files that exist are left as they are. FALSE and error when one
 * cannot be written. Blocks for the disk. */
gboolean tiltas_edition_files_write_blobs (TiltasTree *tree,
                                           TiltasPublisher *publisher,
                                           const char *folder,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
