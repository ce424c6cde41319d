/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/local-repository.h"

#include "base/files.h"
#include "base/hash.h"
#include "sync/error.h"
#include "sync/source-folder.h"
#include "sync/trust-copy.h"

#include <jansson.h>

#define FILE_MAX (4 * 1024 * 1024) /* bytes of one file of metadata; targets are the largest */

/* The number signed.version of metadata; 0 when there is none. */
static gint64
version_of (GBytes *bytes)
{
  json_t *root = json_loadb (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), JSON_REJECT_DUPLICATES, NULL);
  gint64 version = json_integer_value (json_object_get (json_object_get (root, "signed"), "version"));

  json_decref (root);
  return version;
}

/* The path that a file of the folder tuf/ has in a repository with consistent snapshots. NULL for files that are no
 * metadata. Transfer full. */
static char *
repository_name (const char *name, GBytes *bytes)
{
  gint64 version = version_of (bytes);

  if (g_str_equal (name, "timestamp.json"))
    return g_strdup ("metadata/timestamp.json");
  if (g_str_has_suffix (name, ".root") && g_ascii_isdigit (*name))
    return g_strdup_printf ("metadata/%s.json", name);
  if (g_str_has_suffix (name, ".json") && version > 0)
    return g_strdup_printf ("metadata/%" G_GINT64_FORMAT ".%s", version, name);
  return NULL;
}

/* Takes name. */
static gboolean
put_and_note (TiltasExportFolder *top, char *name, GBytes *bytes, GHashTable *written, GError **error)
{
  gboolean done = tiltas_export_folder_replace (top, name, bytes, error);

  if (written != NULL)
    g_hash_table_add (written, g_strdup (name));
  g_free (name);
  return done;
}

/* timestamp TRUE: only timestamp.json; FALSE: all metadata but that. */
static gboolean
put_metadata (const char *state_dir, TiltasExportFolder *top, gboolean timestamp, GHashTable *written, GError **error)
{
  g_autofree char *tuf = g_build_filename (state_dir, "tuf", NULL);
  g_autoptr (GDir) dir = g_dir_open (tuf, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (tuf, name, NULL);
      g_autoptr (GBytes) bytes = tiltas_file_read (path, FILE_MAX, NULL);
      char *to =
        bytes != NULL && g_str_equal (name, "timestamp.json") == timestamp ? repository_name (name, bytes) : NULL;
      if (to != NULL && !put_and_note (top, to, bytes, written, error))
        return FALSE;
      n += to != NULL;
    }
  if (n > 0)
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_NOTHING_VERIFIED, "%s: no signed metadata", tuf);
  return FALSE;
}

/* Writes publishers.json, the one target that is no edition. */
static gboolean
put_list (const char *state_dir, TiltasExportFolder *top, GHashTable *written, GError **error)
{
  g_autofree char *path = g_build_filename (state_dir, "publishers", NULL);
  g_autoptr (GBytes) bytes = tiltas_file_read (path, FILE_MAX, NULL);

  if (bytes == NULL)
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_NOTHING_VERIFIED, "%s is missing", path);
      return FALSE;
    }
  g_autofree char *hash = tiltas_sha256_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return put_and_note (top, g_strdup_printf ("targets/%s.publishers.json", hash), bytes, written, error);
}

gboolean
tiltas_local_repository_write (const char *state_dir, TiltasExportFolder *top, GHashTable *written, GError **error)
{
  return put_list (state_dir, top, written, error) && put_metadata (state_dir, top, FALSE, written, error) &&
         put_metadata (state_dir, top, TRUE, written, error);
}

gboolean
tiltas_local_repository_check (const TiltasSyncContext *context, TiltasOfferFunc each, gpointer data, GError **error)
{
  const TiltasSyncConfig *config = context->config;
  g_autoptr (TiltasTrustCopy) copy = tiltas_trust_copy_new (config->state_dir, error);
  g_autofree char *stage = copy != NULL ? g_build_filename (copy->folder, "repository", NULL) : NULL;
  g_autoptr (GBytes) root = copy != NULL ? tiltas_sync_config_read_root (config, error) : NULL;
  g_autoptr (TiltasMetadataStore) metadata = NULL;
  g_autoptr (TiltasSource) source = NULL;
  g_autoptr (TiltasReport) report = NULL;

  metadata = root != NULL ? tiltas_metadata_store_open (copy->folder, error) : NULL;
  if (metadata == NULL || !tiltas_metadata_store_use_root (metadata, root, TRUE, error) ||
      !tiltas_folder_make (stage, error))
    return FALSE;
  g_autoptr (TiltasExportFolder) folder = tiltas_export_folder_open (stage, error);
  if (folder == NULL || !tiltas_local_repository_write (copy->folder, folder, NULL, error))
    return FALSE;
  source = tiltas_source_new_folder (stage);
  report = tiltas_report_read (copy->folder);
  TiltasUpdate update = { .context = context,
                          .state_dir = copy->folder,
                          .metadata = metadata,
                          .source = source,
                          .root = root,
                          .report = report };
  return tiltas_update_dry_run (&update, each, data, error);
}
