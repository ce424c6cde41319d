/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/owner.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  self->folder = g_dir_make_tmp ("tiltas-owner-XXXXXX", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const NAMES[] = { "link", "file", "deep/er", "deep", "loose" };

  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, NAMES[i], NULL);
      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
}

static void
test_own_folder (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (TiltasOwner) owner = { .fd = -1 };
  g_autoptr (GError) error = NULL;

  tiltas_owner_find (self->folder, 0, &owner, &error);
  g_assert_no_error (error);
  g_assert_true (owner.whole);
  g_assert_cmpuint (owner.uid, ==, geteuid ());
}

/* Nothing is made but by root below its own folders, and by it only when asked to. */
static void
test_missing (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (self->folder, "deep", "er", NULL);
  g_auto (TiltasOwner) first = { .fd = -1 }, second = { .fd = -1 };

  g_assert_true (tiltas_owner_find (path, 0, &first, NULL));
  g_assert_false (first.whole);
  g_assert_cmpuint (first.uid, ==, geteuid ());
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (tiltas_owner_find (path, 0700, &second, NULL));
  g_assert_cmpint (second.whole, ==, geteuid () == 0);
  g_assert_cmpint (g_file_test (path, G_FILE_TEST_IS_DIR), ==, geteuid () == 0);
}

static void
expect (const char *path, int code, const char *says)
{
  g_auto (TiltasOwner) owner = { .fd = -1 };
  g_autoptr (GError) error = NULL;

  g_assert_false (tiltas_owner_find (path, 0, &owner, &error));
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_nonnull (strstr (error->message, path));
  g_assert_cmpint (owner.fd, ==, -1);
}

static void
test_refused (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *file = g_build_filename (self->folder, "file", NULL);
  g_autofree char *link = g_build_filename (self->folder, "link", NULL);
  g_autofree char *loose = g_build_filename (self->folder, "loose", NULL);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  expect (file, G_IO_ERROR_NOT_DIRECTORY, "is no folder");
  g_assert_cmpint (symlink ("/", link), ==, 0);
  if (geteuid () != 0)
    {
      expect (link, G_IO_ERROR_PERMISSION_DENIED, "is a link to /");
      return;
    }
  g_assert_cmpint (g_mkdir (loose, 0700), ==, 0);
  g_assert_cmpint (g_chmod (loose, 0777), ==, 0);
  expect (loose, G_IO_ERROR_PERMISSION_DENIED, "chmod go-w");
  g_assert_cmpint (lchown (link, 65534, 65534), ==, 0);
  expect (link, G_IO_ERROR_PERMISSION_DENIED, "is a link to /");
}

/* A link that leads to itself, made by root. */
static void
test_circle (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *link = g_build_filename (self->folder, "link", NULL);
  g_auto (TiltasOwner) owner = { .fd = -1 };

  g_assert_cmpint (symlink ("link", link), ==, 0);
  g_assert_false (tiltas_owner_find (link, 0, &owner, NULL));
}

static void
test_advice (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *file = g_build_filename (self->folder, "file", NULL);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_null (tiltas_owner_advice (self->folder));
  if (geteuid () != 0)
    return;
  g_assert_cmpint (chown (file, 65534, 65534), ==, 0);
  g_autofree char *advice = tiltas_owner_advice (self->folder);
  g_assert_nonnull (strstr (advice, "file belongs to nobody, not to root. As root: chown -R root: "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/base/owner/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("own-folder", test_own_folder);
  ADD ("missing", test_missing);
  ADD ("refused", test_refused);
  ADD ("circle", test_circle);
  ADD ("advice", test_advice);
  return g_test_run ();
}
