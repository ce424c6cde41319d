/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

char *
fixture_data (const char *name)
{
  const char *data = g_getenv ("TILTAS_TEST_DATA");

  g_assert_nonnull (data);
  return g_build_filename (data, "publish", name, NULL);
}

char *
fixture_folder (void)
{
  char *path = g_dir_make_tmp ("tiltas-publish-XXXXXX", NULL);

  g_assert_nonnull (path);
  return path;
}

static GPtrArray *
names_in (const char *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  return names;
}

void
fixture_copy (const char *from, const char *to)
{
  g_autoptr (GPtrArray) names = names_in (from);

  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *source = g_build_filename (from, names->pdata[i], NULL);
      g_autofree char *target = g_build_filename (to, names->pdata[i], NULL);
      g_autofree char *data = NULL;
      gsize length = 0;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        {
          fixture_copy (source, target);
          continue;
        }
      g_assert_true (g_file_get_contents (source, &data, &length, NULL));
      g_assert_true (g_file_set_contents (target, data, (gssize) length, NULL));
    }
}

void
fixture_remove (const char *path)
{
  g_autoptr (GPtrArray) names = names_in (path);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *full = g_build_filename (path, names->pdata[i], NULL);

      if (g_file_test (full, G_FILE_TEST_IS_DIR) && !g_file_test (full, G_FILE_TEST_IS_SYMLINK))
        fixture_remove (full);
      else
        g_unlink (full);
    }
  g_rmdir (path);
}

void
fixture_replace (const char *path, const char *from, const char *to)
{
  g_autofree char *data = NULL;
  g_autoptr (GString) changed = g_string_new (NULL);
  gsize length = 0;
  const char *found;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  found = memmem (data, length, from, strlen (from));
  if (found == NULL)
    g_error ("%s has no “%s”", path, from);
  g_string_append_len (changed, data, found - data);
  g_string_append (changed, to);
  found += strlen (from);
  g_string_append_len (changed, found, (gssize) (data + length - found));
  g_assert_true (g_file_set_contents (path, changed->str, (gssize) changed->len, NULL));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
list (const char *root, const char *below, GString *text)
{
  g_autofree char *path = g_build_filename (root, below, NULL);
  g_autoptr (GPtrArray) names = names_in (path);

  g_ptr_array_sort (names, compare);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = g_build_filename (below, names->pdata[i], NULL);
      g_autofree char *full = g_build_filename (root, name, NULL);
      g_autofree char *data = NULL;
      g_autofree char *hash = NULL;
      gsize length = 0;

      if (g_file_test (full, G_FILE_TEST_IS_DIR))
        {
          list (root, name, text);
          continue;
        }
      g_assert_true (g_file_get_contents (full, &data, &length, NULL));
      hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
      g_string_append_printf (text, "%s %" G_GSIZE_FORMAT " %s\n", name, length, hash);
    }
}

char *
fixture_listing (const char *path)
{
  GString *text = g_string_new (NULL);

  list (path, "", text);
  return g_string_free (text, FALSE);
}

char *
fixture_good (void)
{
  char *folder = fixture_folder ();
  g_autofree char *good = fixture_data ("good");

  fixture_copy (good, folder);
  return folder;
}
