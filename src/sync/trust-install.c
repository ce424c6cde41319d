/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/trust-install.h"

#include "base/files.h"
#include "base/hash.h"
#include "sync/error.h"
#include "sync/lock.h"
#include "sync/metadata-store.h"
#include "trust/updater.h"

#include <errno.h>

static gboolean
check_hash (GBytes *root, const char *file, const char *sha256_hex, GError **error)
{
  g_autofree char *expected = g_ascii_strdown (sha256_hex, -1);
  g_autofree char *actual = tiltas_sha256_hex (g_bytes_get_data (root, NULL), g_bytes_get_size (root));

  if (g_str_equal (expected, actual))
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_HASH, "%s has the SHA-256 %s; you gave %s", file, actual,
               expected);
  return FALSE;
}

GBytes *
tiltas_trust_read (const char *file, const char *sha256_hex, GError **error)
{
  g_return_val_if_fail (file != NULL && sha256_hex != NULL, NULL);
  g_autoptr (GBytes) root = tiltas_file_read (file, TILTAS_ROOT_MAX, error);
  g_autoptr (TiltasUpdater) updater = NULL;
  GError *local = NULL;

  if (root == NULL || !check_hash (root, file, sha256_hex, error))
    return NULL;
  updater = tiltas_updater_new (root, 0, &local); /* time 0: the installed root may be expired */
  if (updater != NULL)
    return g_steal_pointer (&root);
  g_prefix_error (&local, "%s: ", file);
  g_propagate_error (error, tiltas_sync_error_take (local));
  return NULL;
}

gboolean
tiltas_trust_put (const TiltasSyncConfig *config, GBytes *root, gboolean *another, GError **error)
{
  g_return_val_if_fail (config != NULL && config->root_path != NULL && root != NULL, FALSE);
  g_autofree char *folder = g_path_get_dirname (config->root_path);
  g_autoptr (GBytes) old = tiltas_file_read (config->root_path, TILTAS_ROOT_MAX, NULL);

  *another = old == NULL || !g_bytes_equal (old, root);

  /* Not by tiltas_folder_make, whose folders only their owner can read: the kiosk runs as another user. */
  if (g_mkdir_with_parents (folder, 0755) == 0)
    return tiltas_file_replace (config->root_path, g_bytes_get_data (root, NULL), g_bytes_get_size (root), error);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));
  return FALSE;
}

gboolean
tiltas_trust_forget (const TiltasSyncConfig *config, GBytes *root, gboolean another, GError **error)
{
  g_return_val_if_fail (config != NULL && config->state_dir != NULL && root != NULL, FALSE);
  g_autofree char *tuf = g_build_filename (config->state_dir, "tuf", NULL);

  if (!g_file_test (tuf, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autoptr (TiltasLock) lock = tiltas_lock_take (config->state_dir, error);
  g_autoptr (TiltasMetadataStore) metadata =
    lock != NULL ? tiltas_metadata_store_open (config->state_dir, error) : NULL;
  return metadata != NULL && tiltas_metadata_store_use_root (metadata, root, !another, error);
}
