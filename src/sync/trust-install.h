/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sync-config.h"

G_BEGIN_DECLS

/* Installs another root.json, in three steps, because the first two may need rights that the third must not have. The
 * new root is on the disk before anything that the old one vouched for is removed: when a step fails, updates are still
 * protected by one of the two roots. */

/* Step 1: reads file. Its bytes must hash to sha256_hex (either case), and be a valid root that is signed by itself.
 * Errors: G_IO_ERROR when the file cannot be read; TILTAS_SYNC_ERROR_HASH, _SIGNATURE, _FORMAT. Blocks for the disk.
 * Transfer full. */
GBytes *tiltas_trust_read (const char *file, const char *sha256_hex, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Step 2: replaces config->root_path. *another tells whether no root or another one was installed there before. Errors:
 * those of tiltas_file_replace. Blocks for the disk. */
gboolean tiltas_trust_put (const TiltasSyncConfig *config, GBytes *root, gboolean *another, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* Step 3: removes the metadata in the state folder that were verified under another root. another: as step 2 told. When
 * this step is not done, the next run does it, because the folder notes its root. Errors: TILTAS_SYNC_ERROR_BUSY and
 * the others of sync/lock.h. Blocks for the disk. */
gboolean tiltas_trust_forget (const TiltasSyncConfig *config, GBytes *root, gboolean another, GError **error);

G_END_DECLS
