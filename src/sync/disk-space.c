/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/disk-space.h"

guint64
tiltas_disk_space_needed (guint64 pack_bytes, guint64 blob_bytes)
{
  guint64 packs, sum;

  return g_uint64_checked_mul (&packs, pack_bytes, 2) && g_uint64_checked_add (&sum, packs, blob_bytes) &&
             g_uint64_checked_add (&sum, sum, TILTAS_DISK_RESERVE)
           ? sum
           : G_MAXUINT64;
}
