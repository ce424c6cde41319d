/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "content/pack-reader.h"
#include "content/record.h"
#include "publish/compile.h"
#include "publish/edition-files.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first line of the input names one of these files, the rest is put into it: whatever it says, what is built is an
 * edition that the reader takes. */
static const char *const files[] = { "publishers.json",      "lib/units.csv",
                                     "lib/glossary/lt.csv",  "lib/services/services.csv",
                                     "lib/services/lt.csv",  "lib/lessons/first/lt.md",
                                     "lib/staff/desk/lt.md", NULL };

static const char publishers[] = "{\"publishers\":[{\"id\":\"lib\",\"name\":{\"lt\":\"B\"},\"languages\":[\"lt\"]}]}";

static char *folder = NULL; /* one for all runs */

static void
remove_folder (void)
{
  static const char *const folders[] = {
    "lib/glossary", "lib/services", "lib/lessons/first", "lib/lessons", "lib/staff/desk", "lib/staff", "lib", "", NULL
  };

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      g_unlink (path);
    }
  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, folders[i], NULL);

      g_rmdir (path);
    }
  g_clear_pointer (&folder, g_free);
}

static void
make_folder (void)
{
  folder = g_dir_make_tmp ("tiltas-fuzz-XXXXXX", NULL);
  g_assert_nonnull (folder);
  atexit (remove_folder);
  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);
      g_autofree char *parent = g_path_get_dirname (path);

      g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
    }
}

/* Not by GLib's g_file_set_contents: it syncs, or, told not to, leaves the end of a longer file. A file that is made
 * anew is not flushed by the kernel, one that is cut is. */
static void
put (const char *name, const char *text, gsize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  FILE *file;

  g_unlink (path);
  file = g_fopen (path, "w");
  g_assert_true (file != NULL && fwrite (text, 1, length, file) == length && fclose (file) == 0);
}

static gboolean
take (const TiltasPackLine *line, gpointer data, GError **error)
{
  (void) line;
  (void) data;
  (void) error;
  return TRUE;
}

static void
check_pack (TiltasPublisher *publisher)
{
  g_autoptr (GBytes) pack = tiltas_edition_files_pack (publisher);
  g_autoptr (TiltasPackReader) reader = tiltas_pack_reader_new (publisher->id, take, NULL);
  g_autoptr (GError) error = NULL;

  tiltas_pack_reader_feed (reader, g_bytes_get_data (pack, NULL), g_bytes_get_size (pack), &error);
  g_assert_no_error (error);
  g_assert_true (tiltas_pack_reader_finish (reader, NULL, &error));
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  const char *end = size > 0 ? memchr (text, '\n', size) : NULL;
  g_autofree char *name = end != NULL ? g_strndup (text, (gsize) (end - text)) : NULL;
  g_autoptr (TiltasTree) tree = NULL;
  g_autofree char *faults = NULL;

  if (name == NULL || !g_strv_contains (files, name))
    return 0;
  if (folder == NULL)
    make_folder ();
  for (guint i = 0; files[i] != NULL; i++)
    put (files[i], "", 0);
  put ("publishers.json", publishers, strlen (publishers));
  put (name, end + 1, size - (gsize) (end + 1 - text));
  tree = tiltas_compile (folder, NULL);
  for (guint i = 0; i < tree->publishers->len; i++)
    check_pack (tree->publishers->pdata[i]);
  faults = tiltas_faults_text (tree->faults, "");
  g_assert_true (g_utf8_validate (faults, -1, NULL));
  return 0;
}
