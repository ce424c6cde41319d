/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/metadata-store.h"

#include "base/files.h"
#include "base/hash.h"
#include "base/owner.h"
#include "sync/error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define ETAG_NAME "timestamp.etag"
#define ETAG_FILE_MAX 4096
/* Holds the SHA-256 of the installed root under which all other files were verified. */
#define ROOT_NAME "installed.sha256"

struct _TiltasMetadataStore
{
  char *folder;
  GHashTable *files; /* name → GBytes: what was read or written so far; NULL: there is no such file */
};

static gboolean
propagate (GError *local, GError **error)
{
  g_propagate_error (error, tiltas_sync_error_take (local));
  return FALSE;
}

/* Makes the folder. An empty one that belongs to another user is replaced: the owner of the folder above may remove it.
 */
static gboolean
make_folder (const char *folder, const char *state_dir, GError **error)
{
  if (!tiltas_folder_make (folder, error))
    return FALSE;
  if (access (folder, R_OK | W_OK | X_OK) == 0)
    return TRUE;
  if (errno == EACCES && g_rmdir (folder) == 0)
    return tiltas_folder_make (folder, error);
  g_autofree char *advice = tiltas_owner_advice (state_dir);
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_READ_ONLY, "%s cannot be written%s%s", folder,
               advice != NULL ? ". " : "", advice != NULL ? advice : "");
  return FALSE;
}

TiltasMetadataStore *
tiltas_metadata_store_open (const char *state_dir, GError **error)
{
  g_autoptr (TiltasMetadataStore) self = g_new0 (TiltasMetadataStore, 1);
  GError *local = NULL;

  self->folder = g_build_filename (state_dir, "tuf", NULL);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  if (!make_folder (self->folder, state_dir, &local))
    {
      propagate (local, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
tiltas_metadata_store_free (TiltasMetadataStore *self)
{
  g_hash_table_unref (self->files);
  g_free (self->folder);
  g_free (self);
}

/* The path of a file, or NULL for a name that is none. Names come escaped from trust and are one path segment. */
static char *
path_of (TiltasMetadataStore *self, const char *name)
{
  g_return_val_if_fail (strchr (name, '/') == NULL && *name != '\0' && *name != '.', NULL);
  return g_build_filename (self->folder, name, NULL);
}

/* Remembers what the file holds now; bytes NULL: there is no such file. */
static void
remember (TiltasMetadataStore *self, const char *name, GBytes *bytes)
{
  g_hash_table_insert (self->files, g_strdup (name), bytes != NULL ? g_bytes_ref (bytes) : NULL);
}

GBytes *
tiltas_metadata_store_read (TiltasMetadataStore *self, const char *name)
{
  g_autofree char *path = path_of (self, name);
  gpointer known;

  if (path == NULL)
    return NULL;
  if (!g_hash_table_lookup_extended (self->files, name, NULL, &known))
    {
      g_autoptr (GBytes) bytes = tiltas_file_read (path, TILTAS_TARGETS_MAX, NULL);
      remember (self, name, bytes);
      known = bytes;
    }
  return known != NULL ? g_bytes_ref (known) : NULL;
}

static gboolean
replace (TiltasMetadataStore *self, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = path_of (self, name);
  GError *local = NULL;
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  if (path == NULL || !tiltas_file_replace (path, data, length, &local))
    return propagate (local, error);
  remember (self, name, bytes);
  return TRUE;
}

static void
drop (TiltasMetadataStore *self, const char *name)
{
  g_autofree char *path = path_of (self, name);

  if (path == NULL)
    return;
  g_unlink (path);
  g_hash_table_remove (self->files, name);
}

gboolean
tiltas_metadata_store_keep (TiltasMetadataStore *self, const TiltasKeep *keep, GError **error)
{
  for (gsize i = 0; keep->drop != NULL && keep->drop[i] != NULL; i++)
    drop (self, keep->drop[i]);
  if (keep->name == NULL)
    return TRUE;
  if (keep->chain_name != NULL && !replace (self, keep->chain_name, keep->bytes, error))
    return FALSE;
  /* Bytes that stay the same are not written again: a run without news leaves the disk alone. */
  g_autoptr (GBytes) old = tiltas_metadata_store_read (self, keep->name);
  return (old != NULL && g_bytes_equal (old, keep->bytes)) || replace (self, keep->name, keep->bytes, error);
}

/* The content of the file timestamp.etag, three lines: address, validator, SHA-256 of the timestamp. Transfer full. */
static char *
etag_line (const char *address, const char *etag, GBytes *timestamp)
{
  g_autofree char *hash = tiltas_sha256_hex (g_bytes_get_data (timestamp, NULL), g_bytes_get_size (timestamp));

  return g_strdup_printf ("%s\n%s\n%s\n", address, etag, hash);
}

char *
tiltas_metadata_store_get_etag (TiltasMetadataStore *self, const char *address, GBytes *timestamp)
{
  g_autofree char *path = g_build_filename (self->folder, ETAG_NAME, NULL);
  g_autoptr (GBytes) bytes = tiltas_file_read (path, ETAG_FILE_MAX, NULL);
  if (bytes == NULL || timestamp == NULL)
    return NULL;
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", 4);
  if (g_strv_length (lines) != 4)
    return NULL;
  g_autofree char *expected = etag_line (address, lines[1], timestamp);
  return g_str_equal (expected, text) ? g_strdup (lines[1]) : NULL;
}

void
tiltas_metadata_store_set_etag (TiltasMetadataStore *self, const char *address, GBytes *timestamp, const char *etag)
{
  g_autofree char *path = g_build_filename (self->folder, ETAG_NAME, NULL);
  g_autoptr (GError) error = NULL;

  if (etag == NULL)
    {
      g_unlink (path);
      return;
    }
  g_autofree char *text = etag_line (address, etag, timestamp);
  if (!tiltas_file_replace (path, text, strlen (text), &error))
    g_debug ("%s", error->message);
}

/* Removes all files but the note of the root. */
static gboolean
clear (TiltasMetadataStore *self, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  g_hash_table_remove_all (self->files);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      if (g_str_equal (name, ROOT_NAME) || g_unlink (path) == 0 || errno == ENOENT)
        continue;
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_READ_ONLY, "%s: %s", path, g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

gboolean
tiltas_metadata_store_use_root (TiltasMetadataStore *self, GBytes *root, gboolean adopt, GError **error)
{
  g_autofree char *hash = tiltas_sha256_hex (g_bytes_get_data (root, NULL), g_bytes_get_size (root));
  g_autofree char *line = g_strconcat (hash, "\n", NULL);
  g_autoptr (GBytes) wanted = g_bytes_new (line, strlen (line));
  g_autoptr (GBytes) known = tiltas_metadata_store_read (self, ROOT_NAME);

  if (known != NULL && g_bytes_equal (known, wanted))
    return TRUE;
  /* The note is written last: when the power fails before, the next run clears the folder again. */
  return ((known == NULL && adopt) || clear (self, error)) && replace (self, ROOT_NAME, wanted, error);
}
