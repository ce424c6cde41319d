/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/repository.h"

#include "base/files.h"
#include "trust/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

const char *const tiltas_top_roles[5] = { "root", "targets", "snapshot", "timestamp", NULL };

char *
tiltas_repository_metadata_path (const char *role, gint64 version)
{
  g_autofree char *name = tiltas_metadata_file_name (role, version);

  return g_build_filename ("metadata", name, NULL);
}

char *
tiltas_repository_target_path (const char *path, const char *hash)
{
  g_autofree char *name = tiltas_target_file_name (path, hash);

  return g_build_filename ("targets", name, NULL);
}

char *
tiltas_repository_blob_path (const char *hash)
{
  return g_strdup_printf ("blobs/%.2s/%s", hash, hash);
}

GBytes *
tiltas_repository_read_target (TiltasRepository *self, const TiltasTarget *target, gsize max, GError **error)
{
  g_autofree char *path = tiltas_repository_target_path (target->path, target->sha256 != NULL ? target->sha256 : "");
  g_autofree char *full = g_build_filename (self->path, path, NULL);
  g_autoptr (GBytes) bytes = tiltas_file_read (full, max, error);

  return bytes != NULL && tiltas_target_check (target, bytes, error) ? g_steal_pointer (&bytes) : NULL;
}

void
tiltas_repository_free (TiltasRepository *self)
{
  g_free (self->path);
  if (self->lock >= 0)
    close (self->lock);
  g_clear_pointer (&self->root, tiltas_metadata_unref);
  g_clear_pointer (&self->root_before, tiltas_metadata_unref);
  g_clear_pointer (&self->timestamp, tiltas_metadata_unref);
  g_clear_pointer (&self->snapshot, tiltas_metadata_unref);
  g_clear_pointer (&self->targets, tiltas_metadata_unref);
  g_hash_table_unref (self->roles);
  g_hash_table_unref (self->pending);
  g_hash_table_unref (self->stale);
  g_free (self);
}

static int
compare_versions (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

GArray *
tiltas_repository_versions (const char *path, const char *name)
{
  g_autofree char *folder = g_build_filename (path, "metadata", NULL);
  g_autofree char *suffix = g_strdup_printf (".%s.json", name);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GArray *versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    {
      gsize digits = strspn (file, "0123456789");
      gint64 version = g_ascii_strtoll (file, NULL, 10);

      if (digits > 0 && digits < 19 && strcmp (file + digits, suffix) == 0 && version > 0)
        g_array_append_val (versions, version);
    }
  g_array_sort (versions, compare_versions);
  return versions;
}

gboolean
tiltas_repository_is_vacant (const char *path)
{
  g_autofree char *folder = g_build_filename (path, "metadata", NULL);

  return !g_file_test (folder, G_FILE_TEST_EXISTS);
}

static TiltasMetadata *
read_metadata (TiltasRepository *self, TiltasMetadataType type, const char *role, gint64 version, GError **error)
{
  g_autofree char *path = tiltas_repository_metadata_path (role, version);
  g_autofree char *full = g_build_filename (self->path, path, NULL);
  g_autoptr (GBytes) bytes = tiltas_file_read (full, tiltas_metadata_type_max (type), error);
  g_autoptr (TiltasMetadata) metadata = NULL;

  if (bytes != NULL)
    metadata = tiltas_metadata_parse (bytes, type, role, error);
  if (metadata == NULL)
    {
      g_prefix_error (error, "%s/%s: ", self->path, path);
      return NULL;
    }
  if (type == TILTAS_METADATA_TIMESTAMP || tiltas_metadata_get_version (metadata) == version)
    return g_steal_pointer (&metadata);
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_VERSION, "%s/%s: holds version %" G_GINT64_FORMAT,
               self->path, path, tiltas_metadata_get_version (metadata));
  return NULL;
}

static gboolean
open_root (TiltasRepository *self, GError **error)
{
  g_autoptr (GArray) versions = tiltas_repository_versions (self->path, "root");

  if (versions->len == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "%s is no repository: it has no metadata/1.root.json (see init)", self->path);
      return FALSE;
    }
  self->root =
    read_metadata (self, TILTAS_METADATA_ROOT, "root", g_array_index (versions, gint64, versions->len - 1), error);
  if (self->root == NULL || !tiltas_metadata_verify (self->root, "root", self->root, error))
    return FALSE;
  if (versions->len > 1)
    self->root_before =
      read_metadata (self, TILTAS_METADATA_ROOT, "root", tiltas_metadata_get_version (self->root) - 1, NULL);
  return TRUE;
}

/* Verifies metadata by the keys of the root, or of the root before it: then a change of the root was interrupted,
 * and the role is stale. */
static gboolean
verify_top (TiltasRepository *self, const char *role, TiltasMetadata *metadata, GError **error)
{
  g_autoptr (GError) wrong = NULL;

  if (tiltas_metadata_verify (self->root, role, metadata, &wrong))
    return TRUE;
  if (self->root_before != NULL && tiltas_metadata_verify (self->root_before, role, metadata, NULL))
    return g_hash_table_add (self->stale, g_strdup (role));
  g_propagate_error (error, g_steal_pointer (&wrong));
  return FALSE;
}

/* Reads the file that listing, a timestamp or snapshot, names. The caller verifies its signatures. Transfer full. */
static TiltasMetadata *
open_listed (TiltasRepository *self, TiltasMetadata *listing, TiltasMetadataType type, const char *role, GError **error)
{
  const TiltasFileInfo *info = tiltas_metadata_get_file (listing, role);
  g_autoptr (TiltasMetadata) metadata = NULL;

  if (info == NULL)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND, "%s: “%s” is not listed", self->path, role);
      return NULL;
    }
  metadata = read_metadata (self, type, role, info->version, error);
  if (metadata == NULL || !tiltas_file_info_check (info, role, tiltas_metadata_get_bytes (metadata), error))
    return NULL;
  return g_steal_pointer (&metadata);
}

static gboolean
open_top (TiltasRepository *self, GError **error)
{
  self->timestamp = read_metadata (self, TILTAS_METADATA_TIMESTAMP, "timestamp", 0, error);
  if (self->timestamp == NULL || !verify_top (self, "timestamp", self->timestamp, error))
    return FALSE;
  self->snapshot = open_listed (self, self->timestamp, TILTAS_METADATA_SNAPSHOT, "snapshot", error);
  if (self->snapshot == NULL || !verify_top (self, "snapshot", self->snapshot, error))
    return FALSE;
  self->targets = open_listed (self, self->snapshot, TILTAS_METADATA_TARGETS, "targets", error);
  return self->targets != NULL && verify_top (self, "targets", self->targets, error);
}

/* Looks for a file of role above version, which its publisher signed alone. Files with wrong signatures are ignored. */
static void
open_pending (TiltasRepository *self, const char *role, gint64 version)
{
  g_autoptr (GArray) versions = tiltas_repository_versions (self->path, role);

  for (guint i = versions->len; i > 0 && g_array_index (versions, gint64, i - 1) > version; i--)
    {
      g_autoptr (TiltasMetadata) metadata =
        read_metadata (self, TILTAS_METADATA_TARGETS, role, g_array_index (versions, gint64, i - 1), NULL);

      if (metadata == NULL || !tiltas_metadata_verify (self->targets, role, metadata, NULL))
        continue;
      g_hash_table_insert (self->pending, g_strdup (role), g_steal_pointer (&metadata));
      return;
    }
}

static gboolean
open_roles (TiltasRepository *self, GError **error)
{
  guint n = 0;
  const TiltasRole *const *delegations = tiltas_metadata_get_delegations (self->targets, &n);

  for (guint i = 0; i < n; i++)
    {
      const char *name = delegations[i]->name;
      const TiltasFileInfo *info = tiltas_metadata_get_file (self->snapshot, name);
      TiltasMetadata *role = NULL;

      if (info != NULL)
        {
          role = open_listed (self, self->snapshot, TILTAS_METADATA_TARGETS, name, error);
          if (role == NULL)
            return FALSE;
          g_hash_table_insert (self->roles, g_strdup (name), role);
          if (!tiltas_metadata_verify (self->targets, name, role, NULL))
            g_hash_table_add (self->stale, g_strdup (name));
        }
      open_pending (self, name, info != NULL ? info->version : 0);
    }
  return TRUE;
}

static gboolean
take_lock (TiltasRepository *self, GError **error)
{
  self->lock = open (self->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (self->lock >= 0 && flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, errno == EWOULDBLOCK ? G_IO_ERROR_BUSY : (int) g_io_error_from_errno (errno),
               "%s: %s", self->path, errno == EWOULDBLOCK ? "another process is writing there" : g_strerror (errno));
  return FALSE;
}

TiltasRepository *
tiltas_repository_open_empty (const char *path, gboolean lock, GError **error)
{
  g_autoptr (TiltasRepository) self = g_new0 (TiltasRepository, 1);

  self->path = g_strdup (path);
  self->lock = -1;
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tiltas_metadata_unref);
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tiltas_metadata_unref);
  self->stale = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (lock && !take_lock (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

TiltasRepository *
tiltas_repository_open (const char *path, gboolean lock, GError **error)
{
  g_autoptr (TiltasRepository) self = tiltas_repository_open_empty (path, lock, error);

  if (self == NULL || !open_root (self, error) || !open_top (self, error) || !open_roles (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

TiltasMetadata *
tiltas_repository_role (TiltasRepository *self, const char *name)
{
  TiltasMetadata *pending = g_hash_table_lookup (self->pending, name);

  return pending != NULL ? pending : g_hash_table_lookup (self->roles, name);
}
