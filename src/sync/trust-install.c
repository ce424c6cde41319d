/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/run.h"

#include "base/files.h"
#include "base/hash.h"
#include "sync/lock.h"
#include "sync/metadata-store.h"

#include <errno.h>
#include <string.h>

static gboolean
check_hash (GBytes *root, const char *file, const char *sha256_hex, GError **error)
{
  g_autofree char *expected = g_ascii_strdown (sha256_hex, -1);
  g_autofree char *actual = tiltas_sha256_hex (g_bytes_get_data (root, NULL), g_bytes_get_size (root));

  if (g_str_equal (expected, actual))
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_HASH, "%s has the SHA-256 %s, not the one given", file,
               actual);
  return FALSE;
}

/* Another chain of roots begins: what the old one vouched for is forgotten. First, so that a crash in between never
 * leaves files that the new root cannot explain. */
static gboolean
forget_old (const TiltasSyncConfig *config, GBytes *root, GError **error)
{
  g_autoptr (GBytes) old = tiltas_file_read (config->root_path, TILTAS_ROOT_MAX, NULL);
  if (old != NULL && g_bytes_equal (old, root))
    return TRUE;
  g_autoptr (TiltasMetadataStore) metadata = tiltas_metadata_store_open (config->state_dir, error);
  return metadata != NULL && tiltas_metadata_store_empty (metadata, error);
}

static gboolean
install (const TiltasSyncConfig *config, const char *file, const char *sha256_hex, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (config->root_path);
  g_autoptr (GBytes) root = tiltas_file_read (file, TILTAS_ROOT_MAX, error);
  g_autoptr (TiltasUpdater) updater = NULL;

  if (root == NULL || !check_hash (root, file, sha256_hex, error))
    return FALSE;
  updater = tiltas_updater_new (root, 0, error); /* the time does not matter: a first root may be expired */
  if (updater == NULL || !forget_old (config, root, error))
    return FALSE;
  /* Not tiltas_folder_make: the kiosk runs as another user and has to read it. */
  if (g_mkdir_with_parents (folder, 0755) < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));
      return FALSE;
    }
  return tiltas_file_replace (config->root_path, g_bytes_get_data (root, NULL), g_bytes_get_size (root), error);
}

gboolean
tiltas_trust_install (const TiltasSyncConfig *config, const char *file, const char *sha256_hex, GError **error)
{
  g_return_val_if_fail (config != NULL && config->root_path != NULL && file != NULL && sha256_hex != NULL, FALSE);
  g_autoptr (TiltasLock) lock = tiltas_lock_take (config->state_dir, error);
  GError *local = NULL;

  if (lock == NULL)
    return FALSE;
  if (install (config, file, sha256_hex, &local))
    return TRUE;
  g_propagate_error (error, tiltas_sync_error_take (local));
  return FALSE;
}
