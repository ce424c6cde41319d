/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "fixture.h"
#include "store/connection.h"
#include "store/editions.h"
#include "store/import.h"
#include "store/reader-editions.h"
#include "store/reader-services.h"
#include "store/reader.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* After any end of the process and any failure of the disk, the store holds the whole old edition or the whole new
 * one. */

#define RECORDS 1500
#define KILLS 20

typedef struct
{
  TiltasTestFolder *folder;
  char *bundled, *newer_bundled, *state, *path;
  char *old_pack, *new_pack;
  char *old_state, *new_state;
  char *bytes; /* of a store with the old edition */
  gsize length;
} Fixture;

/* A pack of many services with texts. Another round changes a third of them, and adds and removes some. */
static char *
make_pack (guint round)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  for (guint i = round * 40; i < RECORDS + round * 40; i++)
    {
      g_ptr_array_add (records, g_strdup_printf ("{\"publisher\":\"lnb\",\"kind\":\"service\",\"id\":\"s%05u\","
                                                 "\"categories\":[\"c\"],\"position\":%u,\"status\":\"active\","
                                                 "\"verified\":true,\"name\":\"Tarnyba %u\",\"fee\":\"free\","
                                                 "\"source\":\"s\"}",
                                                 i, i, i % 3 == 0 ? i + round : i));
      g_ptr_array_add (records,
                       g_strdup_printf ("{\"publisher\":\"lnb\",\"kind\":\"service-text\",\"id\":\"s%05u\","
                                        "\"lang\":\"en\",\"state\":\"reviewed\",\"name\":\"Service number %u\","
                                        "\"description\":\"Round %u of many words about nothing.\"}",
                                        i, i, i % 3 == 0 ? round : 0));
    }
  g_ptr_array_add (records, NULL);
  return tiltas_test_pack ((const char *const *) records->pdata, "lnb");
}

static void
create (const char *path, gint64 seq, const char *pack)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasImporter) importer = tiltas_importer_create (path, &error);
  g_assert_true (tiltas_test_import (importer, "lnb", seq, pack, NULL, &error));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  self->folder = tiltas_test_folder_new ();
  self->bundled = g_build_filename (self->folder, "bundled.db", NULL);
  self->newer_bundled = g_build_filename (self->folder, "newer.db", NULL);
  self->state = g_build_filename (self->folder, "state", NULL);
  self->path = g_build_filename (self->state, "store-1.db", NULL);
  self->old_pack = make_pack (0);
  self->new_pack = make_pack (1);
  g_autoptr (TiltasEdition) old_edition = tiltas_test_edition ("lnb", 1, self->old_pack);
  g_autoptr (TiltasEdition) new_edition = tiltas_test_edition ("lnb", 2, self->new_pack);
  self->old_state = g_strdup (old_edition->state);
  self->new_state = g_strdup (new_edition->state);
  create (self->bundled, 1, self->old_pack);
  create (self->newer_bundled, 2, self->new_pack);
  g_clear_pointer (&(TiltasStore *){ tiltas_store_open (self->state, self->bundled, NULL, &error) },
                   tiltas_store_unref);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (self->path, &self->bytes, &self->length, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->bundled);
  g_free (self->newer_bundled);
  g_free (self->state);
  g_free (self->path);
  g_free (self->old_pack);
  g_free (self->new_pack);
  g_free (self->old_state);
  g_free (self->new_state);
  g_free (self->bytes);
  tiltas_test_folder_end (self->folder);
}

/* The state folder as it was after the first start. */
static void
plant (Fixture *self)
{
  g_autofree char *current = g_build_filename (self->state, "current", NULL);
  tiltas_test_folder_remove (self->state);
  g_assert_cmpint (g_mkdir (self->state, 0700), ==, 0);
  g_assert_true (g_file_set_contents (self->path, self->bytes, (gssize) self->length, NULL));
  g_assert_true (g_file_set_contents (current, "store-1.db\n", -1, NULL));
}

/* Edition that the store holds, after a thorough check: 1 or 2. */
static gint64
sound_edition (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *repaired = NULL;
  g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, &repaired, &error);
  g_assert_no_error (error);
  g_assert_null (repaired);
  g_assert_false (tiltas_store_is_read_only (store));
  g_assert_true (tiltas_store_check (store, NULL, &error)); /* states, derived rows, index */
  g_assert_no_error (error);
  g_autoptr (TiltasReader) reader = tiltas_reader_open (store, FALSE, &error);
  g_autoptr (GPtrArray) editions = tiltas_reader_editions (reader, &error);
  g_assert_cmpuint (editions->len, ==, 1);
  const TiltasEdition *edition = g_ptr_array_index (editions, 0);
  g_assert_cmpstr (edition->state, ==, edition->seq == 1 ? self->old_state : self->new_state);
  guint lessons, services;
  g_assert_true (tiltas_reader_counts (reader, &lessons, &services, &error));
  g_assert_cmpuint (services, ==, RECORDS);
  return edition->seq;
}

static void
do_import (Fixture *self)
{
  g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, NULL, NULL);
  g_autoptr (TiltasImporter) importer = tiltas_importer_open (store, NULL);
  tiltas_test_import (importer, "lnb", 2, self->new_pack, NULL, NULL);
}

static void
do_first_start (Fixture *self)
{
  g_clear_pointer (&(TiltasStore *){ tiltas_store_open (self->state, self->bundled, NULL, NULL) }, tiltas_store_unref);
}

static void
do_upgrade (Fixture *self)
{
  g_clear_pointer (&(TiltasStore *){ tiltas_store_open (self->state, self->newer_bundled, NULL, NULL) },
                   tiltas_store_unref);
}

static void
do_repair (Fixture *self)
{
  g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, NULL, NULL);
  tiltas_store_repair (store, NULL, NULL);
}

static pid_t
start (void (*work) (Fixture *), Fixture *self)
{
  pid_t child = fork ();
  if (child != 0)
    return child;
  work (self);
  _exit (0);
}

/* Microseconds that the work takes when nothing stops it. */
static gint64
measure (void (*work) (Fixture *), Fixture *self)
{
  gint64 begin = g_get_monotonic_time ();
  int status;
  g_assert_cmpint (waitpid (start (work, self), &status, 0), >, 0);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  return g_get_monotonic_time () - begin;
}

static void
kill_at_random (Fixture *self, void (*prepare) (Fixture *), void (*work) (Fixture *), const char *what)
{
  guint killed = 0, editions[3] = { 0 };
  prepare (self);
  gint64 duration = measure (work, self);
  for (guint i = 0; i < KILLS; i++)
    {
      int status;
      prepare (self);
      pid_t child = start (work, self);
      g_usleep ((gulong) (g_test_rand_double () * 1.1 * (double) duration));
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      killed += WIFSIGNALED (status);
      editions[sound_edition (self)]++;
    }
  g_test_message ("%s, %d ms: killed %u of %u times; then the old edition %u times, the new one %u times", what,
                  (int) (duration / 1000), killed, KILLS, editions[1], editions[2]);
}

static void
no_state (Fixture *self)
{
  tiltas_test_folder_remove (self->state);
}

static void
test_kill_import (Fixture *self, gconstpointer data)
{
  kill_at_random (self, plant, do_import, "import");
}

static void
test_kill_first_start (Fixture *self, gconstpointer data)
{
  kill_at_random (self, no_state, do_first_start, "first start");
}

static void
test_kill_upgrade (Fixture *self, gconstpointer data)
{
  kill_at_random (self, plant, do_upgrade, "package upgrade");
}

static void
test_kill_repair (Fixture *self, gconstpointer data)
{
  kill_at_random (self, plant, do_repair, "repair");
}

/* A reader that stays open during imports sees only whole editions. */
static void
test_reader_beside_import (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  plant (self);
  g_autoptr (TiltasDatabase) db = tiltas_connection_open (self->path, TILTAS_CONNECTION_READ, NULL, &error);
  g_assert_no_error (error);
  pid_t child = start (do_import, self);
  guint seen[2] = { 0 };
  int status;
  while (waitpid (child, &status, WNOHANG) == 0)
    {
      g_autofree char *state = tiltas_edition_state (db, "lnb", &error);
      g_assert_no_error (error);
      g_assert_true (g_str_equal (state, self->old_state) || g_str_equal (state, self->new_state));
      seen[g_str_equal (state, self->new_state)]++;
    }
  g_test_message ("seen: old %u times, new %u times", seen[0], seen[1]);
  g_autofree char *state = tiltas_edition_state (db, "lnb", &error);
  g_assert_cmpstr (state, ==, self->new_state);
}

/* Files may not grow past bytes; 0: no limit. */
static void
limit_files (gsize bytes)
{
  struct rlimit limit;
  getrlimit (RLIMIT_FSIZE, &limit);
  limit.rlim_cur = bytes > 0 ? bytes : limit.rlim_max;
  setrlimit (RLIMIT_FSIZE, &limit);
}

static void
test_no_room_for_import (Fixture *self, gconstpointer data)
{
  guint full = 0;
  signal (SIGXFSZ, SIG_IGN);
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (GError) error = NULL;
      plant (self);
      {
        g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, NULL, &error);
        g_autoptr (TiltasImporter) importer = tiltas_importer_open (store, &error);
        g_assert_no_error (error);
        limit_files (self->length * i / 10 + 4096);
        gboolean done = tiltas_test_import (importer, "lnb", 2, self->new_pack, NULL, &error);
        limit_files (0);
        if (!done)
          {
            g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FULL);
            g_clear_error (&error);
            g_test_message ("limit %u: full", i);
            full++;
          }
        g_autoptr (TiltasReader) reader = tiltas_reader_open (store, FALSE, &error);
        g_assert_no_error (error);
        g_autoptr (TiltasService) service =
          tiltas_reader_service (reader, "s00050", (const char *const[]){ NULL }, &error);
        g_assert_nonnull (service); /* the screens keep working */
        g_autoptr (TiltasDatabase) db = tiltas_connection_open (self->path, TILTAS_CONNECTION_READ, NULL, &error);
        g_autofree char *state = tiltas_edition_state (db, "lnb", &error);
        g_assert_cmpstr (state, ==, done ? self->new_state : self->old_state);
        g_assert_true (tiltas_test_import (importer, "lnb", 2, self->new_pack, NULL, &error)); /* room again */
        g_assert_no_error (error);
      }
      g_assert_cmpint (sound_edition (self), ==, 2);
    }
  g_assert_cmpuint (full, >, 2);
}

static void
test_no_room_for_first_start (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  no_state (self);
  signal (SIGXFSZ, SIG_IGN);
  limit_files (self->length / 2);
  g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, NULL, &error);
  limit_files (0);
  g_assert_no_error (error);
  g_assert_true (tiltas_store_is_read_only (store));
  g_autoptr (TiltasReader) reader = tiltas_reader_open (store, FALSE, &error);
  g_autoptr (TiltasService) service = tiltas_reader_service (reader, "s00050", (const char *const[]){ NULL }, &error);
  g_assert_nonnull (service);
  g_assert_cmpint (sound_edition (self), ==, 1); /* the next start has room */
}

static void
test_no_room_for_repair (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  plant (self);
  {
    g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, NULL, &error);
    signal (SIGXFSZ, SIG_IGN);
    limit_files (self->length / 2);
    gboolean done = tiltas_store_repair (store, NULL, &error);
    limit_files (0);
    g_assert_false (done);
    g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FULL);
    g_assert_true (g_file_test (self->path, G_FILE_TEST_EXISTS)); /* what there is stays */
  }
  g_assert_cmpint (sound_edition (self), ==, 1);
}

/* Runs in a child, on a small disk of its own that becomes full at different moments. Exit status 0: as expected;
 * 77: no right to mount. */
static void
on_small_disk (Fixture *self)
{
  g_autofree char *disk = g_build_filename (self->folder, "disk", NULL);
  g_autofree char *size = g_strdup_printf ("size=%" G_GSIZE_FORMAT, self->length * 2);
  g_mkdir (disk, 0700);
  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("tiltas-test", disk, "tmpfs", 0, size) != 0)
    _exit (77);
  g_free (self->state);
  g_free (self->path);
  self->state = g_build_filename (disk, "state", NULL);
  self->path = g_build_filename (self->state, "store-1.db", NULL);
  g_autofree char *ballast = g_build_filename (disk, "ballast", NULL);
  guint full = 0;
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (GError) error = NULL;
      plant (self);
      {
        g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, NULL, &error);
        g_autoptr (TiltasImporter) importer = tiltas_importer_open (store, &error);
        g_assert_no_error (error);
        g_autofree char *filler = g_strnfill (self->length * (8 - i) / 9, 'b');
        g_assert_true (g_file_set_contents (ballast, filler, -1, NULL));
        if (!tiltas_test_import (importer, "lnb", 2, self->new_pack, NULL, &error))
          {
            g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FULL);
            full++;
          }
        g_unlink (ballast);
      }
      sound_edition (self);
    }
  g_assert_cmpuint (full, >, 0);
}

static void
test_small_disk (Fixture *self, gconstpointer data)
{
  int status;
  g_assert_cmpint (waitpid (start (on_small_disk, self), &status, 0), >, 0);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 77)
    g_test_message ("no rights to mount: the file size limit above has to do");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/crash/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("kill-import", test_kill_import);
  ADD ("kill-first-start", test_kill_first_start);
  ADD ("kill-upgrade", test_kill_upgrade);
  ADD ("kill-repair", test_kill_repair);
  ADD ("reader-beside-import", test_reader_beside_import);
  ADD ("no-room-for-import", test_no_room_for_import);
  ADD ("no-room-for-first-start", test_no_room_for_first_start);
  ADD ("no-room-for-repair", test_no_room_for_repair);
  ADD ("small-disk", test_small_disk);
  return g_test_run ();
}
