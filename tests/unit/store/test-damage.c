/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "content/canonical.h"
#include "content/record.h"
#include "fixture.h"
#include "store/connection.h"
#include "store/reader-articles.h"
#include "store/reader-branches.h"
#include "store/reader-editions.h"
#include "store/reader-lessons.h"
#include "store/reader-search.h"
#include "store/reader-services.h"
#include "store/reader-terms.h"
#include "store/reader.h"

#include "base/date.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE 4096

/* A state folder whose store holds edition 4 of lnb, newer than the bundled edition 3. */
typedef struct
{
  TiltasTestFolder *folder;
  char *bundled, *state, *path;
  char *sound; /* bytes of the undamaged store */
  gsize length;
  char *newer; /* pack of edition 4 */
  char *older;
} Fixture;

static const char *const UK[] = { "uk", "en", "lt", NULL };

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) records = tiltas_test_records ("store/library.jsonl");
  self->folder = tiltas_test_folder_new ();
  self->bundled = g_build_filename (self->folder, "bundled.db", NULL);
  self->state = g_build_filename (self->folder, "state", NULL);
  self->path = g_build_filename (self->state, "store-1.db", NULL);
  self->older = tiltas_test_pack ((const char *const *) records, "lnb");
  g_auto (GStrv) parts = g_strsplit (self->older, "Bibliotekos kortelė", -1);
  self->newer = g_strjoinv ("Nauja kortelė", parts);
  tiltas_test_store_create (self->bundled, (const char *const *) records, 3);
  {
    g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, NULL, &error);
    g_autoptr (TiltasImporter) importer = tiltas_importer_open (store, &error);
    g_assert_true (tiltas_test_import (importer, "lnb", 4, self->newer, NULL, &error));
    g_assert_no_error (error);
  }
  g_assert_true (g_file_get_contents (self->path, &self->sound, &self->length, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->bundled);
  g_free (self->state);
  g_free (self->path);
  g_free (self->sound);
  g_free (self->newer);
  g_free (self->older);
  tiltas_test_folder_end (self->folder);
}

/* Makes a state folder whose store has these bytes. */
static void
plant (Fixture *self, const char *bytes, gsize length)
{
  g_autofree char *current = g_build_filename (self->state, "current", NULL);
  tiltas_test_folder_remove (self->state);
  g_assert_cmpint (g_mkdir (self->state, 0700), ==, 0);
  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) length, NULL));
  g_assert_true (g_file_set_contents (current, "store-1.db\n", -1, NULL));
}

/* Calls everything that the screens call. Errors are allowed, a crash is not. */
static void
read_everything (TiltasReader *reader)
{
  static const char *const REFS[] = { "lnb/l01",  "lnb/l02",      "lnb/l03", "lnb/em-police",
                                      "vil/help", "lnb/password", "safe" };
  GPtrArray *arrays[] = {
    tiltas_reader_units (reader, UK, NULL),
    tiltas_reader_categories (reader, UK, NULL),
    tiltas_reader_lessons (reader, NULL, UK, NULL),
    tiltas_reader_services (reader, NULL, UK, NULL),
    tiltas_reader_services (reader, "legal", UK, NULL),
    tiltas_reader_branches (reader, NULL),
    tiltas_reader_announcements (reader, "central", 20811, UK, NULL),
    tiltas_reader_articles (reader, UK, NULL),
    tiltas_reader_search (reader, "a", UK, 50, NULL),
    tiltas_reader_search (reader, "slaptažodis", UK, 50, NULL),
    tiltas_reader_editions (reader, NULL),
  };
  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_clear_pointer (&arrays[i], g_ptr_array_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (REFS); i++)
    {
      g_clear_pointer (&(TiltasLesson *){ tiltas_reader_lesson (reader, REFS[i], UK, NULL) }, tiltas_lesson_unref);
      g_clear_pointer (&(TiltasService *){ tiltas_reader_service (reader, REFS[i], UK, NULL) }, tiltas_service_unref);
      g_clear_pointer (&(TiltasTerm *){ tiltas_reader_term (reader, REFS[i], UK, NULL) }, tiltas_term_unref);
      g_clear_pointer (&(TiltasGroup *){ tiltas_reader_unit (reader, REFS[i], UK, NULL) }, tiltas_group_unref);
    }
  tiltas_reader_published (reader);
}

static void
read_store (TiltasStore *store)
{
  g_autoptr (TiltasReader) reader = tiltas_reader_open (store, TRUE, NULL);
  if (reader != NULL)
    read_everything (reader);
}

static char *
title_of (TiltasStore *store, const char *lesson)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasReader) reader = tiltas_reader_open (store, FALSE, &error);
  g_assert_no_error (error);
  g_autoptr (TiltasLesson) found = tiltas_reader_lesson (reader, lesson, UK, &error);
  g_assert_no_error (error);
  return found != NULL ? g_strdup (found->title) : NULL;
}

/* Does what the program does: opens the store, reads, checks it, and repairs it when the check fails. Asserts that
 * the store is sound in the end and has one of the two editions as a whole. TRUE when that is the newer one. */
static gboolean
recover (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *repaired = NULL;
  g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, &repaired, &error);
  g_assert_no_error (error);
  read_store (store);
  gboolean changed = FALSE;
  /* A damaged header may look like another version's; a bundled store that is damaged has nothing newer. */
  tiltas_store_catch_up (store, NULL, &changed, NULL);
  g_assert_false (tiltas_store_is_read_only (store));
  read_store (store);
  if (!tiltas_store_check (store, NULL, &error))
    {
      g_autofree char *aside = NULL;
      g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED);
      g_clear_error (&error);
      g_assert_true (tiltas_store_repair (store, &aside, &error));
      g_assert_no_error (error);
      g_assert_nonnull (aside);
      g_assert_true (tiltas_store_check (store, NULL, &error));
    }
  g_assert_no_error (error);
  g_autofree char *title = title_of (store, "l03");
  if (g_strcmp0 (title, "Nauja kortelė") == 0)
    return TRUE;
  g_assert_cmpstr (title, ==, "Bibliotekos kortelė");
  return FALSE;
}

static void
test_sound (Fixture *self, gconstpointer data)
{
  plant (self, self->sound, self->length);
  g_assert_true (recover (self));
}

static void
test_truncated (Fixture *self, gconstpointer data)
{
  const gsize LENGTHS[] = {
    0, 1, 15, 16, 99, 100, 512, PAGE - 1, PAGE, PAGE + 1, 5 * PAGE, self->length / 2, self->length - PAGE
  };
  for (gsize i = 0; i < G_N_ELEMENTS (LENGTHS); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *repaired = NULL;
      plant (self, self->sound, LENGTHS[i]);
      {
        g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, &repaired, &error);
        g_assert_no_error (error);
        g_assert_nonnull (repaired);
        g_assert_true (g_str_has_prefix (repaired, "damaged-"));
        g_autofree char *title = title_of (store, "l03");
        g_assert_cmpstr (title, ==, "Bibliotekos kortelė");
      }
      recover (self);
    }
  plant (self, self->sound, self->length - 1); /* the last byte may have been unused */
  recover (self);
}

static void
test_header (Fixture *self, gconstpointer data)
{
  for (gsize offset = 0; offset < 100; offset++)
    {
      g_autofree char *bytes = g_memdup2 (self->sound, self->length);
      bytes[offset] ^= 0x55;
      plant (self, bytes, self->length);
      recover (self);
    }
  g_autofree char *bytes = g_memdup2 (self->sound, self->length);
  memset (bytes, 0, PAGE);
  plant (self, bytes, self->length);
  g_assert_false (recover (self));
}

/* Every page in turn is overwritten. Where no record was hit, nothing is lost. */
static void
test_each_page (Fixture *self, gconstpointer data)
{
  guint kept = 0, pages = 0;
  for (gsize page = 1; page < self->length / PAGE; page++, pages++)
    {
      g_autofree char *bytes = g_memdup2 (self->sound, self->length);
      memset (bytes + page * PAGE, (int) (page * 37) & 0xFF, PAGE);
      plant (self, bytes, self->length);
      kept += recover (self);
    }
  g_test_message ("%u of %u times the newer edition was saved", kept, pages);
  g_assert_cmpuint (kept, >, pages / 2);
}

static void
test_random_bytes (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *bytes = g_memdup2 (self->sound, self->length);
      for (int j = g_test_rand_int_range (1, 60); j > 0; j--)
        bytes[g_test_rand_int_range (0, (gint32) self->length)] = (char) g_test_rand_int_range (0, 256);
      plant (self, bytes, self->length);
      recover (self);
    }
}

/* Changes bytes inside a record's text: the file is still a database, but not what was signed. */
static void
test_changed_record (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  {
    g_autoptr (TiltasDatabase) db = tiltas_connection_open (self->path, TILTAS_CONNECTION_PLAIN, NULL, &error);
    g_assert_true (tiltas_sql_exec (
      db, "UPDATE record SET raw = replace (raw, 'Nauja', 'Sena') WHERE key = 'lnb/lesson-text/l03/lt'", &error));
    g_assert_no_error (error);
  }
  g_assert_false (recover (self));
}

static void
count_damage (gpointer data)
{
  ++*(guint *) data;
}

static void
test_broken_record (Fixture *self, gconstpointer data)
{
  static const char *const RAW[] = {
    "",
    "{",
    "[]",
    "null",
    "7",
    "\"l03\"",
    "{\"kind\":\"lesson\"}",
    "{\"id\":\"l03\",\"kind\":\"lesson-text\",\"lang\":\"lt\",\"title\":7,\"cards\":{}}",
    "{\"id\":\"l03\",\"kind\":\"lesson-text\",\"lang\":\"lt\",\"publisher\":\"lnb\",\"title\":7,\"cards\":{}}",
    "{\"id\":3,\"kind\":\"lesson-text\",\"lang\":\"lt\",\"publisher\":\"lnb\",\"title\":\"a\",\"cards\":[]}",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (RAW); i++)
    {
      g_autoptr (GError) error = NULL;
      plant (self, self->sound, self->length);
      {
        g_autoptr (TiltasDatabase) db = tiltas_connection_open (self->path, TILTAS_CONNECTION_PLAIN, NULL, &error);
        g_autoptr (TiltasStatement) update =
          tiltas_sql_prepare (db, "UPDATE record SET raw = :raw WHERE key = 'lnb/lesson-text/l03/lt'", &error);
        tiltas_sql_bind_text (update, ":raw", RAW[i]);
        g_assert_true (tiltas_sql_run (update, &error));
      }
      {
        g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, NULL, &error);
        g_autoptr (TiltasReader) reader = tiltas_reader_open (store, FALSE, &error);
        g_assert_null (tiltas_reader_lesson (reader, "l03", UK, &error));
        g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED);
      }
      g_assert_false (recover (self));
    }
}

/* Writes json as the line of a stored record. */
static void
alter (TiltasDatabase *db, const char *key, json_t *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasStatement) update = tiltas_sql_prepare (db, "UPDATE record SET raw = :raw WHERE key = :key", &error);
  char *raw = json_dumps (json, JSON_COMPACT);
  tiltas_sql_bind_text (update, ":key", key);
  tiltas_sql_bind_text (update, ":raw", raw);
  g_assert_true (tiltas_sql_run (update, &error));
  free (raw);
}

/* Reads everything while each member in turn is missing or of another type. */
static guint
alter_members (TiltasReader *reader, TiltasDatabase *db, const char *key, json_t *record)
{
  static const char *const NAME[] = { "publisher", "kind", "id", "lang", NULL };
  static const char *const OTHER[] = { NULL, "7", "[]", "{}", "[7,{},[[]]]", "\"\"" };
  guint n = 0;
  for (void *i = json_object_iter (record); i != NULL; i = json_object_iter_next (record, i))
    for (gsize j = 0; !g_strv_contains (NAME, json_object_iter_key (i)) && j < G_N_ELEMENTS (OTHER); j++, n++)
      {
        g_autoptr (json_t) copy = json_deep_copy (record);
        if (OTHER[j] == NULL)
          json_object_del (copy, json_object_iter_key (i));
        else
          json_object_set_new (copy, json_object_iter_key (i), json_loads (OTHER[j], JSON_DECODE_ANY, NULL));
        alter (db, key, copy);
        read_everything (reader);
      }
  return n;
}

/* A record that parses but is not as it was imported may give less, and does not crash. One of each kind. */
static void
test_altered_members (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = g_strsplit (self->newer, "\n", -1);
  g_autoptr (GHashTable) kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;
  plant (self, self->sound, self->length);
  {
    g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, NULL, &error);
    g_autoptr (TiltasReader) reader = tiltas_reader_open (store, TRUE, &error);
    g_autoptr (TiltasDatabase) db = tiltas_connection_open (self->path, TILTAS_CONNECTION_WRITE, NULL, &error);
    g_assert_no_error (error);
    g_assert_true (tiltas_sql_exec (db, "PRAGMA synchronous = OFF", &error));
    for (guint i = 0; *lines[i] != '\0'; i++)
      {
        g_autoptr (json_t) record = json_loads (lines[i], 0, NULL);
        g_autoptr (TiltasKey) key = tiltas_key_of (record, NULL);
        if (!g_hash_table_add (kinds, g_strdup (key->kind)))
          continue;
        n += alter_members (reader, db, key->key, record);
        alter (db, key->key, record);
      }
  }
  g_test_message ("%u alterations of %u kinds", n, g_hash_table_size (kinds));
  g_assert_cmpuint (g_hash_table_size (kinds), ==, 17);
}

/* The first reader that meets a record which does not parse tells the store, which begins the repair. */
static void
test_broken_record_is_told (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  plant (self, self->sound, self->length);
  {
    g_autoptr (TiltasDatabase) db = tiltas_connection_open (self->path, TILTAS_CONNECTION_PLAIN, NULL, &error);
    g_assert_true (tiltas_sql_exec (db, "UPDATE record SET raw = '{' WHERE key GLOB 'lnb/service/*'", &error));
  }
  g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, NULL, &error);
  g_autoptr (TiltasReader) reader = tiltas_reader_open (store, TRUE, &error);
  guint told = 0;
  tiltas_store_watch (store, count_damage, &told);
  g_assert_null (tiltas_reader_services (reader, NULL, UK, NULL)); /* who asks without an error tells it too */
  g_assert_cmpuint (told, ==, 1);
  g_assert_null (tiltas_reader_services (reader, NULL, UK, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED);
  g_assert_cmpuint (told, ==, 1);
  tiltas_store_watch (store, NULL, NULL);
  g_clear_pointer (&reader, tiltas_reader_free);
  g_assert_true (tiltas_store_repair (store, NULL, NULL));
  g_autoptr (TiltasReader) again = tiltas_reader_open (store, TRUE, NULL);
  g_autoptr (GPtrArray) services = tiltas_reader_services (again, NULL, UK, NULL);
  g_assert_nonnull (services);
}

/* An index that does not fit its documents is found by the check and made anew without losing the edition. */
static void
test_wrong_index (Fixture *self, gconstpointer data)
{
  static const char *const HARM[] = {
    "DELETE FROM search WHERE rowid IN (SELECT record_id FROM search_document WHERE kind = 0)",
    "UPDATE search_document SET title = 'other' WHERE kind = 1",
    "DELETE FROM search_document WHERE kind = 2",
    "DELETE FROM lesson",
    "DELETE FROM text WHERE lang = 'uk'",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (HARM); i++)
    {
      g_autoptr (GError) error = NULL;
      plant (self, self->sound, self->length);
      {
        g_autoptr (TiltasDatabase) db = tiltas_connection_open (self->path, TILTAS_CONNECTION_PLAIN, NULL, &error);
        g_assert_true (tiltas_sql_exec (db, HARM[i], &error));
        g_assert_no_error (error);
      }
      g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, NULL, &error);
      g_assert_false (tiltas_store_check (store, NULL, &error));
      g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED);
      g_clear_pointer (&store, tiltas_store_unref);
      g_assert_true (recover (self));
    }
}

/* Files with our header and other contents. Plain SQLite makes them. */
static void
test_hostile_schema (Fixture *self, gconstpointer data)
{
  static const char *const SQL[] = {
    "CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM edition; END",
    "CREATE VIEW v AS WITH RECURSIVE r (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x FROM r",
    "DROP TABLE term; CREATE VIEW term (ref) AS WITH RECURSIVE r (x) AS (SELECT 1 UNION ALL SELECT 1) SELECT x FROM r",
    "ALTER TABLE lesson ADD COLUMN y BLOB GENERATED ALWAYS AS (zeroblob (1000000000))",
    "CREATE TABLE stowaway (x)",
    "DROP INDEX lesson_unit",
    "DROP TABLE search",
    "CREATE VIRTUAL TABLE other USING fts5 (x)",
    "PRAGMA application_id = 1",
    "PRAGMA user_version = 0",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (SQL); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *repaired = NULL;
      sqlite3 *db = NULL;
      plant (self, self->sound, self->length);
      g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (db, SQL[i], NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (db);
      g_autoptr (TiltasStore) store = tiltas_store_open (self->state, self->bundled, &repaired, &error);
      g_assert_no_error (error);
      g_assert_nonnull (repaired);
      g_assert_true (tiltas_store_check (store, NULL, &error));
      g_assert_no_error (error);
    }
}

/* A foreign WAL, or nonsense, beside a sound store. */
static void
test_strange_wal (Fixture *self, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *nonsense = g_strnfill (50000, 'w');
  plant (self, self->sound, self->length);
  g_assert_true (g_file_set_contents (wal, nonsense, -1, NULL));
  g_assert_true (recover (self));
  plant (self, self->sound, self->length);
  g_assert_true (g_file_set_contents (wal, self->sound, (gssize) self->length, NULL));
  g_assert_true (recover (self));
}

static void
test_no_file (Fixture *self, gconstpointer data)
{
  plant (self, "", 0);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  g_assert_cmpint (g_mkdir (self->path, 0700), ==, 0);
  g_assert_false (recover (self));
  plant (self, "", 0);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  g_assert_cmpint (mkfifo (self->path, 0600), ==, 0);
  g_assert_false (recover (self));
}

/* When the bundled store is damaged too, the sound records of the store are enough; when there are none, it is
 * BUNDLED. */
static void
test_bundled_damaged (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (self->bundled, &bytes, &length, NULL));
  memset (bytes + PAGE, 0xEE, length - PAGE);
  g_assert_true (g_file_set_contents (self->bundled, bytes, (gssize) length, NULL));
  plant (self, self->sound, self->length);
  {
    g_autoptr (TiltasDatabase) db = tiltas_connection_open (self->path, TILTAS_CONNECTION_PLAIN, NULL, &error);
    g_assert_true (tiltas_sql_exec (db, "DELETE FROM lesson", &error));
  }
  g_assert_true (recover (self)); /* derived anew from its own records */
  plant (self, self->sound, PAGE);
  g_assert_null (tiltas_store_open (self->state, self->bundled, NULL, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_BUNDLED);
  g_assert_true (g_file_test (self->path, G_FILE_TEST_EXISTS)); /* nothing is thrown away */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/damage/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("sound", test_sound);
  ADD ("truncated", test_truncated);
  ADD ("header", test_header);
  ADD ("each-page", test_each_page);
  ADD ("random-bytes", test_random_bytes);
  ADD ("changed-record", test_changed_record);
  ADD ("broken-record", test_broken_record);
  ADD ("altered-members", test_altered_members);
  ADD ("broken-record-is-told", test_broken_record_is_told);
  ADD ("wrong-index", test_wrong_index);
  ADD ("hostile-schema", test_hostile_schema);
  ADD ("strange-wal", test_strange_wal);
  ADD ("no-file", test_no_file);
  ADD ("bundled-damaged", test_bundled_damaged);
  return g_test_run ();
}
