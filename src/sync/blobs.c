/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/blobs.h"

#include "base/files.h"
#include "base/hash.h"
#include "sync/disk-space.h"
#include "sync/error.h"
#include "sync/part.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define LIST_MAX (16 * 1024 * 1024)

char *
tiltas_blob_path (const char *state_dir, const char *sha256)
{
  return g_strdup_printf ("%s/blobs/%.2s/%s", state_dir, sha256, sha256);
}

static char *
list_path (const char *state_dir, const char *publisher)
{
  return g_strdup_printf ("%s/blobs/%s.list", state_dir, publisher);
}

/* The list of the edition before the stored one: its blobs stay, too. */
static char *
previous_path (const char *state_dir, const char *publisher)
{
  return g_strdup_printf ("%s/blobs/%s.previous", state_dir, publisher);
}

/* The first line of a list is the state; every other line is "SHA-256 LENGTH" or "SHA-256 LENGTH LANGUAGE". NULL when
 * the file is not there, is no such list, or is of another state than this one (NULL: any). */
static TiltasPackScan *
read_list (const char *path, const char *state)
{
  g_autoptr (TiltasPackScan) self = tiltas_pack_scan_new ();
  g_autoptr (GBytes) bytes = tiltas_file_read (path, LIST_MAX, NULL);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return NULL;
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  if (state != NULL && !g_str_equal (lines[0], state))
    return NULL;
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 3);
      if (!tiltas_is_sha256_hex (words[0]) || words[1] == NULL ||
          !tiltas_pack_scan_add (self, words[0], g_ascii_strtoll (words[1], NULL, 10), NULL))
        return NULL;
      tiltas_pack_scan_set_language (self, words[0], words[2]);
    }
  return g_steal_pointer (&self);
}

TiltasPackScan *
tiltas_blobs_read_list (const char *state_dir, const char *publisher, const char *state)
{
  g_autofree char *path = list_path (state_dir, publisher);

  return read_list (path, state);
}

gboolean
tiltas_blobs_restore_list (const char *state_dir, const char *publisher, const char *state)
{
  g_autofree char *path = list_path (state_dir, publisher);
  g_autofree char *previous = previous_path (state_dir, publisher);
  g_autoptr (TiltasPackScan) scan = read_list (previous, state);

  return scan != NULL && g_rename (previous, path) == 0;
}

/* Makes the list of another edition the previous one, because a rollback needs its blobs. */
static gboolean
set_aside (const char *state_dir, const char *publisher, const char *state, GError **error)
{
  g_autofree char *path = list_path (state_dir, publisher);
  g_autofree char *previous = previous_path (state_dir, publisher);
  g_autoptr (TiltasPackScan) same = read_list (path, state);

  if (same != NULL || g_rename (path, previous) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", previous, g_strerror (errno));
  return FALSE;
}

gboolean
tiltas_blobs_write_list (const char *state_dir,
                         const char *publisher,
                         const char *state,
                         const TiltasPackScan *scan,
                         GError **error)
{
  g_autofree char *folder = g_build_filename (state_dir, "blobs", NULL);
  g_autofree char *path = list_path (state_dir, publisher);
  g_autoptr (GString) text = g_string_new (state);
  GHashTableIter iter;
  gpointer sha256, length;

  g_string_append_c (text, '\n');
  g_hash_table_iter_init (&iter, scan->blobs);
  while (g_hash_table_iter_next (&iter, &sha256, &length))
    {
      const char *language = g_hash_table_lookup (scan->languages, sha256);
      g_string_append_printf (text, "%s %" G_GUINT64_FORMAT, (char *) sha256, *(guint64 *) length);
      if (language != NULL && *language != '\0')
        g_string_append_printf (text, " %s", language);
      g_string_append_c (text, '\n');
    }
  return set_aside (state_dir, publisher, state, error) && tiltas_folder_make (folder, error) &&
         tiltas_file_replace (path, text->str, text->len, error);
}

static gboolean
is_there (const char *path, guint64 length)
{
  GStatBuf info;

  return g_lstat (path, &info) == 0 && S_ISREG (info.st_mode) && (guint64) info.st_size == length;
}

static gboolean
fetch_one (const char *state_dir, const char *sha256, guint64 length, const TiltasSignedFiles *files, GError **error)
{
  g_autofree char *path = tiltas_blob_path (state_dir, sha256);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *part = tiltas_part_path (files->folder, sha256);

  if (is_there (path, length))
    return TRUE;
  if (!tiltas_folder_make (folder, error) || !tiltas_signed_files_fetch_blob (files, sha256, length, error))
    return FALSE;
  if (g_rename (part, path) == 0)
    {
      tiltas_part_remove (part);
      return TRUE;
    }
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
  return FALSE;
}

/* A blob that is missing. Those of a lower rank are fetched first. */
typedef struct
{
  const char *sha256;
  guint64 length;
  guint rank;
} Wanted;

static guint
rank_of (const char *language, const char *const *languages)
{
  guint rank = 0;

  if (language == NULL || *language == '\0' || languages == NULL)
    return 0;
  while (languages[rank] != NULL && !g_str_equal (languages[rank], language))
    rank++;
  return rank;
}

/* Of one rank the small ones come first: so more of them are there when the connection breaks. */
static gint
compare_wanted (gconstpointer a, gconstpointer b)
{
  const Wanted *one = a, *other = b;

  if (one->rank != other->rank)
    return one->rank < other->rank ? -1 : 1;
  if (one->length != other->length)
    return one->length < other->length ? -1 : 1;
  return strcmp (one->sha256, other->sha256);
}

static GArray *
list_wanted (const char *state_dir, const TiltasPackScan *scan, const char *const *languages)
{
  GArray *wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  GHashTableIter iter;
  gpointer sha256, length;

  g_hash_table_iter_init (&iter, scan->blobs);
  while (g_hash_table_iter_next (&iter, &sha256, &length))
    {
      g_autofree char *path = tiltas_blob_path (state_dir, sha256);
      Wanted item = { sha256, *(guint64 *) length, rank_of (g_hash_table_lookup (scan->languages, sha256), languages) };
      if (!is_there (path, item.length))
        g_array_append_val (wanted, item);
    }
  g_array_sort (wanted, compare_wanted);
  return wanted;
}

/* TRUE for faults of one blob, after which the next one may still come. */
static gboolean
may_go_on (const GError *fault)
{
  return g_error_matches (fault, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MISSING) ||
         g_error_matches (fault, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_HASH) ||
         g_error_matches (fault, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_LENGTH);
}

static gboolean
check_disk (const char *state_dir, guint64 length, GError **error)
{
  if (tiltas_disk_free (state_dir) >= tiltas_disk_space_needed (0, length))
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_DISK_FULL, "%s: no space for pictures and sounds",
               state_dir);
  return FALSE;
}

gboolean
tiltas_blobs_fetch (const char *state_dir,
                    const TiltasPackScan *scan,
                    const char *const *languages,
                    const TiltasSignedFiles *files,
                    GError **error)
{
  g_autoptr (GArray) wanted = list_wanted (state_dir, scan, languages);
  g_autoptr (GError) first = NULL;
  gboolean goes_on = TRUE;

  for (guint i = 0; i < wanted->len && goes_on; i++)
    {
      const Wanted *item = &g_array_index (wanted, Wanted, i);
      GError *fault = NULL;
      if (check_disk (state_dir, item->length, &fault) &&
          fetch_one (state_dir, item->sha256, item->length, files, &fault))
        continue;
      goes_on = may_go_on (fault);
      if (first == NULL)
        first = fault;
      else
        g_error_free (fault);
    }
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

static void
prune_lists (const char *folder, const char *const *publishers)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gboolean is_list = g_str_has_suffix (name, ".list") || g_str_has_suffix (name, ".previous");
      g_autofree char *publisher = is_list ? g_strndup (name, strcspn (name, ".")) : NULL;
      if (publisher != NULL && !g_strv_contains (publishers, publisher))
        g_unlink (path);
    }
}

static void
prune_folder (const char *folder, GHashTable *wanted)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (!g_hash_table_contains (wanted, name))
        g_unlink (path);
    }
}

static void
want (GHashTable *wanted, const TiltasPackScan *scan)
{
  GHashTableIter iter;
  gpointer sha256;

  g_hash_table_iter_init (&iter, scan->blobs);
  while (g_hash_table_iter_next (&iter, &sha256, NULL))
    g_hash_table_add (wanted, g_strdup (sha256));
}

void
tiltas_blobs_prune (const char *state_dir, const char *const *publishers)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *top = g_build_filename (state_dir, "blobs", NULL);
  g_autoptr (GDir) dir = g_dir_open (top, 0, NULL);
  const char *name;

  for (guint i = 0; publishers[i] != NULL; i++)
    {
      g_autoptr (TiltasPackScan) scan = tiltas_blobs_read_list (state_dir, publishers[i], NULL);
      g_autofree char *path = previous_path (state_dir, publishers[i]);
      g_autoptr (TiltasPackScan) previous = read_list (path, NULL);
      if (scan == NULL)
        return;
      want (wanted, scan);
      if (previous != NULL)
        want (wanted, previous);
    }
  prune_lists (top, publishers);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (top, name, NULL);
      if (strlen (name) == 2)
        prune_folder (folder, wanted);
    }
}
