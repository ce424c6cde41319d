/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/files.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *file;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  (void) data;
  self->folder = g_dir_make_tmp ("tiltas-files-XXXXXX", &error);
  g_assert_no_error (error);
  self->file = g_build_filename (self->folder, "state", NULL);
}

static guint
count_entries (const char *folder)
{
  guint n = 0;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  const char *name = NULL;
  (void) data;
  GDir *dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_dir_close (dir);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->file);
}

static void
assert_content (const char *path, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tiltas_file_read (path, 1000, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

static void
test_replace (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  struct stat info;
  (void) data;
  g_assert_true (tiltas_file_replace (self->file, "one", 3, &error));
  assert_content (self->file, "one");
  g_assert_true (tiltas_file_replace (self->file, "", 0, &error));
  assert_content (self->file, "");
  g_assert_true (tiltas_file_replace_with_mode (self->file, "key", 3, 0600, &error));
  assert_content (self->file, "key");
  g_assert_cmpint (stat (self->file, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_entries (self->folder), ==, 1);
}

/* What a killed process left goes; what only looks like it stays. */
static void
test_forget (Fixture *self, gconstpointer data)
{
  static const char *const NAMES[] = { ".state.0123abcd.tmp", ".other.0123abcd.tmp", ".state.0123abcg.tmp",
                                       "state.0123abcd.tmp",  ".state.123abcd.tmp",  ".0123abcd.tmp" };
  (void) data;
  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, NAMES[i], NULL);
      g_assert_true (g_file_set_contents (path, "", 0, NULL));
    }
  tiltas_folder_forget_temporaries (self->folder, "state");
  g_assert_cmpuint (count_entries (self->folder), ==, 5);
  tiltas_folder_forget_temporaries (self->folder, "stat");
  g_assert_cmpuint (count_entries (self->folder), ==, 5);
  tiltas_folder_forget_temporaries (self->folder, NULL);
  g_assert_cmpuint (count_entries (self->folder), ==, 4);
  tiltas_folder_forget_temporaries ("/nonexistent", NULL);
}

/* A full disk, as a limit on the size of files: the old content stands and nothing is left behind. */
static void
test_full (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *large = g_strnfill (100000, 'x');
  struct rlimit before, small;
  (void) data;
  g_assert_true (tiltas_file_replace (self->file, "old", 3, &error));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  gboolean replaced = tiltas_file_replace (self->file, large, 100000, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_false (replaced);
  g_assert_nonnull (error);
  assert_content (self->file, "old");
  g_assert_cmpuint (count_entries (self->folder), ==, 1);
}

/* rename onto a folder fails after the bytes were written. */
static void
test_onto_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  (void) data;
  g_assert_cmpint (g_mkdir (self->file, 0700), ==, 0);
  g_assert_false (tiltas_file_replace (self->file, "x", 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_cmpuint (count_entries (self->folder), ==, 1);
  g_clear_error (&error);
  g_autofree char *nowhere = g_build_filename (self->folder, "missing", "state", NULL);
  g_assert_false (tiltas_file_replace (nowhere, "x", 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_replace_link (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *link = g_build_filename (self->folder, "link", NULL);
  (void) data;
  g_assert_true (tiltas_file_replace (self->file, "target", 6, &error));
  g_assert_cmpint (symlink (self->file, link), ==, 0);
  g_assert_true (tiltas_file_replace (link, "new", 3, &error));
  assert_content (self->file, "target");
  assert_content (link, "new");
}

static void
assert_unreadable (const char *path, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tiltas_file_read (path, 8, &error);
  g_assert_null (bytes);
  g_assert_error (error, G_IO_ERROR, code);
}

static void
test_read (Fixture *self, gconstpointer data)
{
  g_autofree char *link = g_build_filename (self->folder, "link", NULL);
  g_autofree char *pipe = g_build_filename (self->folder, "pipe", NULL);
  (void) data;
  assert_unreadable (self->file, G_IO_ERROR_NOT_FOUND);
  assert_unreadable (self->folder, G_IO_ERROR_NOT_REGULAR_FILE);
  assert_unreadable ("/dev/zero", G_IO_ERROR_NOT_REGULAR_FILE);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_unreadable (pipe, G_IO_ERROR_NOT_REGULAR_FILE);
  g_assert_true (tiltas_file_replace (self->file, "12345678", 8, NULL));
  assert_content (self->file, "12345678");
  g_assert_cmpint (symlink (self->file, link), ==, 0);
  assert_unreadable (link, G_IO_ERROR_NOT_REGULAR_FILE);
  g_assert_true (tiltas_file_replace (self->file, "123456789", 9, NULL));
  assert_unreadable (self->file, G_IO_ERROR_NO_SPACE);
  /* A file that says it is empty and is not: the limit holds for what is read. */
  assert_unreadable ("/proc/self/status", G_IO_ERROR_NO_SPACE);
}

static void
test_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *deep = g_build_filename (self->file, "a", NULL);
  struct stat info;
  (void) data;
  g_assert_true (tiltas_folder_make (deep, &error));
  g_assert_true (tiltas_folder_make (deep, &error));
  g_assert_cmpint (stat (deep, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_rmdir (deep), ==, 0);
  g_assert_true (tiltas_file_replace (deep, "", 0, &error));
  g_autofree char *below = g_build_filename (deep, "b", NULL);
  g_assert_false (tiltas_folder_make (below, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_assert_cmpint (g_remove (deep), ==, 0);
}

static void
test_disk_free (Fixture *self, gconstpointer data)
{
  (void) data;
  g_assert_cmpuint (tiltas_disk_free (self->folder), <, G_MAXUINT64);
  g_assert_cmpuint (tiltas_disk_free (self->file), ==, G_MAXUINT64);
}

#define ADD(name, function) g_test_add ("/base/files/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("replace", test_replace);
  ADD ("forget", test_forget);
  ADD ("full", test_full);
  ADD ("onto-folder", test_onto_folder);
  ADD ("replace-link", test_replace_link);
  ADD ("read", test_read);
  ADD ("folder", test_folder);
  ADD ("disk-free", test_disk_free);
  return g_test_run ();
}
