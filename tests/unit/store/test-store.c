/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "fixture.h"
#include "store/connection.h"
#include "store/reader-lessons.h"
#include "store/reader-services.h"
#include "store/reader.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A bundled store of edition 3 in one folder, an empty state folder. */
typedef struct
{
  TiltasTestFolder *folder;
  char *bundled, *state;
  GStrv records;
} Fixture;

static const char *const LT[] = { "lt", NULL };

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = tiltas_test_folder_new ();
  self->bundled = g_build_filename (self->folder, "bundled.db", NULL);
  self->state = g_build_filename (self->folder, "state", NULL);
  self->records = tiltas_test_records ("store/library.jsonl");
  tiltas_test_store_create (self->bundled, (const char *const *) self->records, 3);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->bundled);
  g_free (self->state);
  g_strfreev (self->records);
  tiltas_test_folder_end (self->folder);
}

static TiltasStore *
open_store (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  char *repaired = NULL;
  TiltasStore *store = tiltas_store_open (self->state, self->bundled, &repaired, &error);
  gboolean changed = FALSE;
  g_assert_no_error (error);
  g_assert_null (repaired);
  tiltas_store_catch_up (store, NULL, &changed, NULL); /* not where there is no bundled store */
  return store;
}

static void
assert_name (TiltasStore *store, const char *expected)
{
  g_autofree char *path = tiltas_store_path (store);
  g_autofree char *name = g_path_get_basename (path);
  g_assert_cmpstr (name, ==, expected);
}

/* Title of a lesson as a fresh reader sees it, or NULL. */
static char *
title_of (TiltasStore *store, const char *lesson)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasReader) reader = tiltas_reader_open (store, FALSE, &error);
  g_assert_no_error (error);
  g_autoptr (TiltasLesson) found = tiltas_reader_lesson (reader, lesson, LT, &error);
  g_assert_no_error (error);
  return found != NULL ? g_strdup (found->title) : NULL;
}

static void
assert_title (TiltasStore *store, const char *lesson, const char *expected)
{
  g_autofree char *title = title_of (store, lesson);
  g_assert_cmpstr (title, ==, expected);
}

/* lnb's pack with another title of lesson l03. */
static char *
retitled_pack (Fixture *self, const char *title)
{
  g_autofree char *pack = tiltas_test_pack ((const char *const *) self->records, "lnb");
  g_auto (GStrv) parts = g_strsplit (pack, "Bibliotekos kortelė", -1);
  return g_strjoinv (title, parts);
}

static void
import_title (Fixture *self, TiltasStore *store, gint64 seq, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pack = retitled_pack (self, title);
  g_autoptr (TiltasImporter) importer = tiltas_importer_open (store, &error);
  g_assert_no_error (error);
  tiltas_test_import (importer, "lnb", seq, pack, NULL, &error);
  g_assert_no_error (error);
}

/* The bundled store of a newer package. */
static void
bundle_title (Fixture *self, gint64 seq, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pack = retitled_pack (self, title);
  g_unlink (self->bundled);
  g_autoptr (TiltasImporter) importer = tiltas_importer_create (self->bundled, &error);
  g_assert_no_error (error);
  g_assert_true (tiltas_test_import (importer, "lnb", seq, pack, NULL, &error));
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint files = 0;
  while (g_dir_read_name (dir) != NULL)
    files++;
  return files;
}

static void
test_first_start (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  {
    g_autoptr (TiltasStore) store = open_store (self);
    g_assert_false (tiltas_store_is_read_only (store));
    assert_name (store, "store-1.db");
    assert_title (store, "l03", "Bibliotekos kortelė");
    g_assert_true (tiltas_store_check (store, NULL, &error));
    g_assert_no_error (error);
    import_title (self, store, 4, "Nauja kortelė");
  }
  g_autoptr (TiltasStore) again = open_store (self); /* what was imported stays */
  assert_name (again, "store-1.db");
  assert_title (again, "l03", "Nauja kortelė");
  g_assert_true (tiltas_store_check (again, NULL, &error));
  g_autofree char *path = tiltas_store_path (again);
  GStatBuf info;
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

static void
test_package_upgrade (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&(TiltasStore *){ open_store (self) }, tiltas_store_unref);
  bundle_title (self, 5, "Iš paketo");
  {
    g_autoptr (TiltasStore) store = open_store (self);
    assert_name (store, "store-1.db");
    assert_title (store, "l03", "Iš paketo");
    g_autoptr (TiltasReader) reader = tiltas_reader_open (store, FALSE, NULL);
    g_autoptr (TiltasService) kept = tiltas_reader_service (reader, "vil/help", LT, NULL);
    g_assert_nonnull (kept); /* a publisher that the package does not bring stays */
    import_title (self, store, 6, "Iš tinklo");
  }
  g_autoptr (TiltasStore) store = open_store (self); /* an older package brings nothing */
  assert_title (store, "l03", "Iš tinklo");
}

/* What the National Library has withdrawn does not come back from the package, unless the package is newer. */
static void
test_withdrawn (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  {
    g_autoptr (TiltasStore) store = open_store (self);
    g_autoptr (TiltasImporter) importer = tiltas_importer_open (store, &error);
    g_assert_true (tiltas_importer_retain (importer, (const char *const[]){ "vil", NULL }, &error));
  }
  {
    g_autoptr (TiltasStore) store = open_store (self);
    assert_title (store, "l03", NULL);
  }
  bundle_title (self, 4, "Vėl čia");
  g_autoptr (TiltasStore) store = open_store (self);
  assert_title (store, "l03", "Vėl čia");
}

static void
test_current_lost (Fixture *self, gconstpointer data)
{
  static const char *const DAMAGE[] = { NULL, "", "store-7.db\n", "../../etc/passwd\n", "store-0.db", "\xff\xff" };
  g_autofree char *current = g_build_filename (self->state, "current", NULL);
  {
    g_autoptr (TiltasStore) store = open_store (self);
    import_title (self, store, 4, "Nauja kortelė");
  }
  for (gsize i = 0; i < G_N_ELEMENTS (DAMAGE); i++)
    {
      g_unlink (current);
      if (DAMAGE[i] != NULL)
        g_assert_true (g_file_set_contents (current, DAMAGE[i], -1, NULL));
      g_autoptr (TiltasStore) store = open_store (self);
      assert_name (store, "store-1.db");
      assert_title (store, "l03", "Nauja kortelė");
    }
}

/* Another version's file, newer or older, gives a new one with the same content. */
static void
test_other_version (Fixture *self, gconstpointer data)
{
  static const char *const VERSIONS[] = { "PRAGMA user_version = 999; DROP TABLE unit; DROP TABLE text",
                                          "PRAGMA user_version = 999; CREATE TABLE added (x)" };
  for (gsize i = 0; i < G_N_ELEMENTS (VERSIONS); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *title = g_strdup_printf ("Kortelė %u", (guint) i);
      g_autofree char *path = NULL;
      {
        g_autoptr (TiltasStore) store = open_store (self);
        import_title (self, store, 10 + (gint64) i, title);
        path = tiltas_store_path (store);
      }
      {
        g_autoptr (TiltasDatabase) db = tiltas_connection_open (path, TILTAS_CONNECTION_WRITE, NULL, &error);
        g_assert_true (tiltas_sql_exec (db, VERSIONS[i], &error));
      }
      g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, NULL, &error);
      g_assert_no_error (error);
      /* The start does not wait for it: the bundled store is shown, and the file stays as it is. */
      g_assert_true (tiltas_store_is_read_only (store));
      assert_title (store, "l03", "Bibliotekos kortelė");
      g_autoptr (TiltasReader) reader = tiltas_reader_open (store, FALSE, &error);
      gboolean changed = FALSE;
      g_assert_true (tiltas_store_catch_up (store, NULL, &changed, &error));
      g_assert_true (changed);
      g_assert_true (tiltas_reader_is_stale (reader));
      g_assert_false (tiltas_store_is_read_only (store));
      g_autofree char *new_path = tiltas_store_path (store);
      g_assert_cmpstr (new_path, !=, path);
      assert_title (store, "l03", title);
      g_assert_true (tiltas_store_check (store, NULL, &error));
      g_assert_no_error (error);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS)); /* the old one is tidied away */
      g_assert_true (tiltas_store_catch_up (store, NULL, &changed, &error));
      g_assert_false (changed);
    }
}

/* A file is where the state folder should be, so that even root cannot write there. */
static void
test_unwritable_state (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (g_file_set_contents (self->state, "a file", -1, NULL));
  g_autoptr (TiltasStore) store = open_store (self);
  g_assert_true (tiltas_store_is_read_only (store));
  g_autofree char *path = tiltas_store_path (store);
  g_assert_cmpstr (path, ==, self->bundled);
  assert_title (store, "l03", "Bibliotekos kortelė");
  g_assert_null (tiltas_importer_open (store, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_true (tiltas_store_check (store, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (tiltas_store_repair (store, NULL, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_BUNDLED);
  g_autofree char *wal = g_strconcat (self->bundled, "-wal", NULL);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

static void
test_no_bundled (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_clear_pointer (&(TiltasStore *){ open_store (self) }, tiltas_store_unref);
  g_unlink (self->bundled);
  {
    g_autoptr (TiltasStore) store = open_store (self); /* the own one is enough */
    assert_title (store, "l03", "Bibliotekos kortelė");
  }
  tiltas_test_folder_remove (self->state);
  g_assert_null (tiltas_store_open (self->state, self->bundled, NULL, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_BUNDLED);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (self->bundled, "not a database at all, but longer than a header is", -1, NULL));
  g_assert_null (tiltas_store_open (self->state, self->bundled, NULL, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_BUNDLED);
}

/* Runs function in a child as another user; TRUE when it ended well. */
static gboolean
as_nobody (void (*function) (Fixture *), Fixture *self)
{
  pid_t child = fork ();
  if (child == 0)
    {
      if (setgid (65534) != 0 || setuid (65534) != 0)
        _exit (2);
      function (self);
      _exit (0);
    }
  int status;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

static void
read_as_nobody (Fixture *self)
{
  g_autoptr (TiltasStore) store = open_store (self);
  if (!tiltas_store_is_read_only (store))
    _exit (3);
  g_autofree char *title = title_of (store, "l03");
  if (g_strcmp0 (title, "Bibliotekos kortelė") != 0)
    _exit (4);
}

/* As installed: bundled store and state folder belong to root, the kiosk is another user. */
static void
test_unwritable_folders (Fixture *self, gconstpointer data)
{
  if (geteuid () != 0)
    {
      g_chmod (self->folder, 0500);
      read_as_nobody (self);
      g_chmod (self->folder, 0700);
      return;
    }
  g_assert_cmpint (g_mkdir (self->state, 0755), ==, 0);
  g_assert_cmpint (g_chmod (self->folder, 0755), ==, 0);
  g_assert_true (as_nobody (read_as_nobody, self));
  g_assert_cmpuint (count_files (self->state), ==, 0);
}

static void
test_symbolic_links (Fixture *self, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (self->folder, "elsewhere.db", NULL);
  g_autofree char *planted = g_build_filename (self->state, "store-1.db", NULL);
  g_autofree char *link = g_build_filename (self->folder, "link", NULL);
  tiltas_test_store_create (elsewhere, (const char *const *) self->records, 9);
  g_assert_cmpint (g_mkdir (self->state, 0700), ==, 0);
  g_assert_cmpint (symlink (elsewhere, planted), ==, 0);
  {
    g_autoptr (TiltasStore) store = open_store (self); /* a link is no store */
    assert_name (store, "store-2.db");
  }
  /* a link above the state folder is the administrator's business */
  g_assert_cmpint (symlink (self->folder, link), ==, 0);
  g_autofree char *through = g_build_filename (link, "state", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasStore) store = tiltas_store_open (through, self->bundled, NULL, &error);
  g_assert_no_error (error);
  assert_title (store, "l03", "Bibliotekos kortelė");
}

/* While another process holds the lock, the file that is there is used as it is. */
static void
test_locked (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&(TiltasStore *){ open_store (self) }, tiltas_store_unref);
  g_autofree char *path = g_build_filename (self->state, "store.lock", NULL);
  FILE *lock = g_fopen (path, "re");
  g_assert_cmpint (flock (fileno (lock), LOCK_EX), ==, 0);
  g_autoptr (TiltasStore) store = open_store (self);
  assert_name (store, "store-1.db");
  g_assert_false (tiltas_store_is_read_only (store));
  assert_title (store, "l03", "Bibliotekos kortelė");
  fclose (lock);
}

/* Two stores stand for two processes. */
static void
test_replaced_by_another (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  g_autoptr (TiltasStore) kiosk = open_store (self);
  g_autoptr (TiltasReader) reader = tiltas_reader_open (kiosk, FALSE, &error);
  g_assert_false (tiltas_reader_is_stale (reader));
  g_autoptr (TiltasStore) tool = open_store (self);
  g_assert_true (tiltas_store_repair (tool, &aside, &error));
  g_assert_no_error (error);
  g_assert_nonnull (aside);
  g_assert_true (tiltas_reader_is_stale (reader));
  assert_name (kiosk, "store-2.db");
  g_assert_true (g_str_has_prefix (aside, "damaged-") && g_str_has_suffix (aside, ".db"));
  g_autofree char *kept = g_build_filename (self->state, aside, NULL);
  g_assert_true (g_file_test (kept, G_FILE_TEST_IS_REGULAR));
  assert_title (kiosk, "l03", "Bibliotekos kortelė");
}

/* Files set aside do not fill the disk. */
static void
test_damage_is_forgotten (Fixture *self, gconstpointer data)
{
  g_autoptr (TiltasStore) store = open_store (self);
  for (guint i = 0; i < 6; i++)
    g_assert_true (tiltas_store_repair (store, NULL, NULL));
  assert_title (store, "l03", "Bibliotekos kortelė");
  g_autoptr (GDir) dir = g_dir_open (self->state, 0, NULL);
  guint damaged = 0;
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    damaged += g_str_has_prefix (name, "damaged-") && g_str_has_suffix (name, ".db");
  g_assert_cmpuint (damaged, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/store/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("first-start", test_first_start);
  ADD ("package-upgrade", test_package_upgrade);
  ADD ("withdrawn", test_withdrawn);
  ADD ("current-lost", test_current_lost);
  ADD ("other-version", test_other_version);
  ADD ("unwritable-state", test_unwritable_state);
  ADD ("no-bundled", test_no_bundled);
  ADD ("unwritable-folders", test_unwritable_folders);
  ADD ("symbolic-links", test_symbolic_links);
  ADD ("locked", test_locked);
  ADD ("replaced-by-another", test_replaced_by_another);
  ADD ("damage-is-forgotten", test_damage_is_forgotten);
  return g_test_run ();
}
