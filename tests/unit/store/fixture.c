/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "fixture.h"

#include "base/hash.h"
#include "content/canonical.h"
#include "content/record.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

GStrv
tiltas_test_records (const char *file)
{
  g_autofree char *path = g_build_filename (g_getenv ("TILTAS_TEST_DATA"), file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_strchomp (text);
  return g_strsplit (text, "\n", -1);
}

typedef struct
{
  char *key;
  GBytes *line;
} Line;

static void
line_free (gpointer data)
{
  Line *self = data;
  g_free (self->key);
  g_bytes_unref (self->line);
  g_free (self);
}

static gint
by_key (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const Line *const *) a)->key, (*(const Line *const *) b)->key);
}

/* NULL when the record is another publisher's. */
static Line *
make_line (const char *text, const char *publisher)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) record = tiltas_canonical_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  g_autoptr (TiltasKey) key = tiltas_key_of (record, &error);
  g_assert_no_error (error);
  if (!g_str_equal (key->publisher, publisher))
    return NULL;
  Line *line = g_new (Line, 1);
  line->key = g_steal_pointer (&key->key);
  line->line = tiltas_canonical_write (record, &error);
  g_assert_no_error (error);
  return line;
}

char *
tiltas_test_pack (const char *const *records, const char *publisher)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  for (guint i = 0; records[i] != NULL; i++)
    {
      Line *line = make_line (records[i], publisher);
      if (line != NULL)
        g_ptr_array_add (lines, line);
    }
  g_ptr_array_sort (lines, by_key);
  GString *pack = g_string_new (NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      gsize length;
      const char *line = g_bytes_get_data (((Line *) g_ptr_array_index (lines, i))->line, &length);
      g_string_append_len (pack, line, (gssize) length);
      g_string_append_c (pack, '\n');
    }
  return g_string_free (pack, FALSE);
}

TiltasEdition *
tiltas_test_edition (const char *publisher, gint64 seq, const char *pack)
{
  TiltasEdition *edition = g_new0 (TiltasEdition, 1);
  edition->publisher = g_strdup (publisher);
  edition->seq = seq;
  edition->state = tiltas_sha256_hex (pack, strlen (pack));
  edition->published = g_strdup_printf ("2026-11-%02dT08:00:00Z", (int) (seq % 28) + 1);
  return edition;
}

gboolean
tiltas_test_import (TiltasImporter *importer,
                    const char *publisher,
                    gint64 seq,
                    const char *pack,
                    TiltasImportCounts *counts,
                    GError **error)
{
  g_autoptr (TiltasEdition) edition = tiltas_test_edition (publisher, seq, pack);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (pack, (gssize) strlen (pack), NULL);
  return tiltas_importer_import (importer, edition, NULL, stream, NULL, counts, error);
}

void
tiltas_test_store_create (const char *path, const char *const *records, gint64 seq)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasImporter) importer = tiltas_importer_create (path, &error);
  g_assert_no_error (error);
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; records[i] != NULL; i++)
    {
      g_autoptr (json_t) record = tiltas_canonical_parse (records[i], strlen (records[i]), &error);
      g_assert_no_error (error);
      g_autoptr (TiltasKey) key = tiltas_key_of (record, &error);
      g_assert_no_error (error);
      if (!g_hash_table_add (done, g_strdup (key->publisher)))
        continue;
      g_autofree char *pack = tiltas_test_pack (records, key->publisher);
      tiltas_test_import (importer, key->publisher, seq, pack, NULL, &error);
      g_assert_no_error (error);
    }
}

char *
tiltas_test_folder_new (void)
{
  /* A folder in memory, where there is one: these tests sync thousands of times. */
  const char *parent = g_access ("/dev/shm", W_OK) == 0 ? "/dev/shm" : g_get_tmp_dir ();
  char *path = g_build_filename (parent, "tiltas-test-XXXXXX", NULL);
  g_assert_nonnull (g_mkdtemp (path));
  return path;
}

void
tiltas_test_folder_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        tiltas_test_folder_remove (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}
