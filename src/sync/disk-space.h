/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one rule for how much of the disk an update needs (formats.md, "Repository"). Pure. */

/* Bytes that every update leaves free for the store and the system. */
#define TILTAS_DISK_RESERVE (64 * 1024 * 1024)

/* Bytes that must be free before packs of pack_bytes and new pictures and sounds of blob_bytes are fetched: twice the
 * packs, because a pack lies there as a file and again in the store, the blobs once, and the reserve. A sum that does
 * not fit is G_MAXUINT64. */
guint64 tiltas_disk_space_needed (guint64 pack_bytes, guint64 blob_bytes);

G_END_DECLS
