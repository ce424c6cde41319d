/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/prune.h"

#include "base/files.h"
#include "base/hash.h"
#include "publish/pack-target.h"

#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  TiltasRepository *repository;
  TiltasPlan *plan;
  gint64 before;      /* UNIX seconds; files that were written later stay */
  GHashTable *needed; /* set of paths, relative to the repository */
  guint n;
} Prune;

static void
need (Prune *self, char *path)
{
  g_hash_table_add (self->needed, path);
}

/* UNIX seconds at which a file was written; -1 when it is no regular file. */
static gint64
written_at (Prune *self, const char *path)
{
  g_autofree char *full = g_build_filename (self->repository->path, path, NULL);
  GStatBuf info;

  return g_lstat (full, &info) == 0 && S_ISREG (info.st_mode) ? (gint64) info.st_mtime : -1;
}

/* ---- What is needed ---- */

/* Every object with sha256 in a record names a blob. */
static void
need_blobs (Prune *self, json_t *value)
{
  const char *hash = json_string_value (json_object_get (value, "sha256"));
  const char *name;
  json_t *child;
  size_t i;

  if (hash != NULL && tiltas_is_sha256_hex (hash))
    need (self, tiltas_repository_blob_path (hash));
  json_object_foreach (value, name, child)
    need_blobs (self, child);
  json_array_foreach (value, i, child)
    need_blobs (self, child);
}

static void
need_pack (Prune *self, const char *path)
{
  g_autofree char *full = g_build_filename (self->repository->path, path, NULL);
  g_autoptr (GBytes) bytes = tiltas_file_read (full, TILTAS_PACK_TARGET_MAX, NULL);
  gsize length = 0;
  const char *line = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  const char *end = line + length;

  while (line != NULL && line < end)
    {
      const char *stop = memchr (line, '\n', (gsize) (end - line));
      json_t *record = json_loadb (line, (gsize) ((stop != NULL ? stop : end) - line), 0, NULL);

      need_blobs (self, record);
      json_decref (record);
      line = stop != NULL ? stop + 1 : end;
    }
}

static gboolean
need_role (Prune *self, const char *role, gint64 version, GError **error)
{
  char *path = tiltas_repository_metadata_path (role, version);
  gboolean known = g_hash_table_contains (self->needed, path);
  g_autofree char *full = g_build_filename (self->repository->path, path, NULL);
  g_autoptr (GBytes) bytes = known ? NULL : tiltas_file_read (full, TILTAS_TARGETS_MAX, error);
  g_autoptr (TiltasMetadata) metadata =
    bytes != NULL ? tiltas_metadata_parse (bytes, TILTAS_METADATA_TARGETS, role, error) : NULL;
  g_auto (GStrv) paths = metadata != NULL ? tiltas_metadata_list_targets (metadata) : NULL;

  need (self, path);
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autoptr (TiltasTarget) target = tiltas_metadata_get_target (metadata, paths[i], TRUE, NULL);
      char *file =
        target != NULL && target->sha256 != NULL ? tiltas_repository_target_path (paths[i], target->sha256) : NULL;

      if (file == NULL)
        continue;
      if (g_str_has_suffix (paths[i], "/pack.jsonl") && !g_hash_table_contains (self->needed, file))
        need_pack (self, file);
      need (self, file);
    }
  return known || metadata != NULL;
}

static gboolean
need_snapshot (Prune *self, gint64 version, GError **error)
{
  char *path = tiltas_repository_metadata_path ("snapshot", version);
  g_autofree char *full = g_build_filename (self->repository->path, path, NULL);
  g_autoptr (GBytes) bytes = tiltas_file_read (full, TILTAS_SNAPSHOT_MAX, error);
  g_autoptr (TiltasMetadata) snapshot =
    bytes != NULL ? tiltas_metadata_parse (bytes, TILTAS_METADATA_SNAPSHOT, "snapshot", error) : NULL;
  g_auto (GStrv) roles = snapshot != NULL ? tiltas_metadata_list_files (snapshot) : NULL;

  need (self, path);
  for (guint i = 0; roles != NULL && roles[i] != NULL; i++)
    if (!need_role (self, roles[i], tiltas_metadata_get_file (snapshot, roles[i])->version, error))
      return FALSE;
  return snapshot != NULL;
}

static gboolean
need_snapshots (Prune *self, guint keep, GError **error)
{
  g_autoptr (GArray) versions = tiltas_repository_versions (self->repository->path, "snapshot");
  gint64 current = tiltas_metadata_get_version (self->repository->snapshot);

  for (guint i = 0; i < versions->len; i++)
    {
      gint64 version = g_array_index (versions, gint64, i);
      gboolean recent = i + MAX (keep, 1) >= versions->len || version >= current;

      if (!recent) /* it was replaced when the next one was written */
        {
          g_autofree char *next = tiltas_repository_metadata_path ("snapshot", g_array_index (versions, gint64, i + 1));

          recent = written_at (self, next) > self->before;
        }
      if (recent && !need_snapshot (self, version, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
need_roles (Prune *self, GHashTable *roles, GError **error)
{
  GHashTableIter iter;
  gpointer role;
  gpointer metadata;

  g_hash_table_iter_init (&iter, roles);
  while (g_hash_table_iter_next (&iter, &role, &metadata))
    if (!need_role (self, role, tiltas_metadata_get_version (metadata), error))
      return FALSE;
  return TRUE;
}

/* ---- What is there ---- */

static gboolean
is_superfluous (Prune *self, const char *path)
{
  gint64 written = written_at (self, path);

  if (written < 0 || written > self->before || g_hash_table_contains (self->needed, path))
    return FALSE;
  return strcmp (path, "metadata/timestamp.json") != 0 && !g_str_has_suffix (path, ".root.json");
}

static void
walk (Prune *self, const char *folder)
{
  g_autofree char *full = g_build_filename (self->repository->path, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (full, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *below = g_build_filename (full, name, NULL);

      if (g_file_test (below, G_FILE_TEST_IS_DIR) && !g_file_test (below, G_FILE_TEST_IS_SYMLINK))
        walk (self, path);
      else if (is_superfluous (self, path))
        {
          tiltas_plan_remove (self->plan, path);
          self->n++;
        }
    }
}

gboolean
tiltas_prune (TiltasPlan *plan, TiltasRepository *repository, const TiltasPruneLimits *limits, guint *n, GError **error)
{
  g_autoptr (GHashTable) needed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Prune self = { repository, plan, limits->now - limits->age, needed, 0 };

  if (repository->snapshot == NULL
        ? !need_roles (&self, repository->roles, error)
        : !need_snapshots (&self, limits->snapshots, error) || !need_roles (&self, repository->pending, error))
    {
      g_prefix_error (error, "nothing was removed: ");
      return FALSE;
    }
  walk (&self, "metadata");
  walk (&self, "targets");
  walk (&self, "blobs");
  *n = self.n;
  return TRUE;
}
