/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "fixture.h"
#include "store/check.h"
#include "store/connection.h"
#include "store/import.h"
#include "store/reader.h"
#include "store/rebuild.h"

#include <fcntl.h>
#include <string.h>

/* A bundled store of the sample records, and an importer beside it. */
typedef struct
{
  TiltasTestFolder *folder;
  char *path;
  GStrv records;
  char *pack;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = tiltas_test_folder_new ();
  self->path = g_build_filename (self->folder, "bundled.db", NULL);
  self->records = tiltas_test_records ("store/library.jsonl");
  self->pack = tiltas_test_pack ((const char *const *) self->records, "lnb");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  tiltas_test_folder_end (self->folder);
  g_free (self->path);
  g_strfreev (self->records);
  g_free (self->pack);
}

static TiltasImporter *
create (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  TiltasImporter *importer = tiltas_importer_create (self->path, &error);
  g_assert_no_error (error);
  return importer;
}

static char *
stored_pack (TiltasImporter *importer, const char *publisher)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_assert_true (tiltas_importer_write_pack (importer, publisher, stream, &error));
  g_assert_no_error (error);
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  const char *bytes = g_memory_output_stream_get_data (memory);
  return g_strndup (bytes != NULL ? bytes : "", g_memory_output_stream_get_data_size (memory));
}

static void
assert_counts (const TiltasImportCounts *counts, guint added, guint changed, guint removed)
{
  g_assert_cmpuint (counts->added, ==, added);
  g_assert_cmpuint (counts->changed, ==, changed);
  g_assert_cmpuint (counts->removed, ==, removed);
}

/* Checks as tiltas_store_check does, on a file that nobody has open. */
static void
assert_sound (const char *path)
{
  g_autoptr (GError) error = NULL;
  tiltas_check_full (path, TILTAS_CHECK_WRITE, NULL, &error);
  g_assert_no_error (error);
}

static char *
replace (const char *text, const char *from, const char *to)
{
  g_assert_nonnull (strstr (text, from));
  g_auto (GStrv) parts = g_strsplit (text, from, -1);
  return g_strjoinv (to, parts);
}

/* The pack without the lines that hold needle. */
static char *
without (const char *pack, const char *needle)
{
  g_auto (GStrv) lines = g_strsplit (pack, "\n", -1);
  GString *rest = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && strstr (lines[i], needle) == NULL)
      g_string_append_printf (rest, "%s\n", lines[i]);
  return g_string_free (rest, FALSE);
}

static guint
count_lines (const char *pack)
{
  guint lines = 0;
  for (const char *p = pack; *p != '\0'; p++)
    lines += *p == '\n';
  return lines;
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TiltasImportCounts counts;
  {
    g_autoptr (TiltasImporter) importer = create (self);
    tiltas_test_import (importer, "lnb", 1, self->pack, &counts, &error);
    g_assert_no_error (error);
    assert_counts (&counts, count_lines (self->pack), 0, 0);
    g_autofree char *again = stored_pack (importer, "lnb");
    g_assert_cmpstr (again, ==, self->pack);
    g_autofree char *nothing = stored_pack (importer, "nobody");
    g_assert_cmpstr (nothing, ==, "");
  }
  assert_sound (self->path);
}

static void
test_difference (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TiltasImportCounts counts;
  g_autofree char *changed = replace (self->pack, "Ilgas slaptažodis", "Labai ilgas slaptažodis");
  g_autofree char *shorter = without (changed, "\"id\":\"l03\"");
  {
    g_autoptr (TiltasImporter) importer = create (self);
    g_assert_true (tiltas_test_import (importer, "lnb", 1, self->pack, NULL, &error));
    g_assert_true (tiltas_test_import (importer, "lnb", 2, shorter, &counts, &error));
    g_assert_no_error (error);
    assert_counts (&counts, 0, 1, 2);
    g_assert_true (tiltas_test_import (importer, "lnb", 3, self->pack, &counts, &error));
    assert_counts (&counts, 2, 1, 0);
    g_autofree char *again = stored_pack (importer, "lnb");
    g_assert_cmpstr (again, ==, self->pack);
    /* a new number for the same bytes touches no record */
    g_assert_true (tiltas_test_import (importer, "lnb", 4, self->pack, &counts, &error));
    assert_counts (&counts, 0, 0, 0);
    /* an edition without any record is an edition */
    g_assert_true (tiltas_test_import (importer, "lnb", 5, "", &counts, &error));
    assert_counts (&counts, 0, 0, count_lines (self->pack));
    g_assert_true (tiltas_test_import (importer, "lnb", 6, self->pack, &counts, &error));
    g_assert_no_error (error);
  }
  assert_sound (self->path);
}

/* The same rows and index whether an edition came at once or through others. */
static void
test_same_search_after_changes (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *other = replace (self->pack, "slaptažodis", "raktažodis");
  TiltasImportCounts counts;
  g_autoptr (TiltasImporter) importer = create (self);
  g_assert_true (tiltas_test_import (importer, "lnb", 1, self->pack, NULL, &error));
  g_assert_true (tiltas_test_import (importer, "lnb", 2, other, &counts, &error));
  g_assert_cmpuint (counts.changed, >, 0);
  g_clear_pointer (&importer, tiltas_importer_free);
  assert_sound (self->path);
  g_autoptr (TiltasDatabase) db = tiltas_connection_open (self->path, TILTAS_CONNECTION_READ, NULL, &error);
  g_assert_no_error (error);
  gint64 old_words, new_words;
  tiltas_sql_get_int (db, "SELECT count (*) FROM search WHERE search MATCH 'slaptazodis'", -1, &old_words, &error);
  tiltas_sql_get_int (db, "SELECT count (*) FROM search WHERE search MATCH 'raktazodis'", -1, &new_words, &error);
  g_assert_no_error (error);
  g_assert_cmpint (old_words, ==, 0);
  g_assert_cmpint (new_words, >, 0);
}

static void
test_sequence (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TiltasImportCounts counts = { 9, 9, 9 };
  g_autofree char *shorter = without (self->pack, "\"id\":\"l03\"");
  g_autoptr (TiltasImporter) importer = create (self);
  g_assert_true (tiltas_test_import (importer, "lnb", 5, self->pack, NULL, &error));
  g_assert_true (tiltas_test_import (importer, "lnb", 5, self->pack, &counts, &error));
  assert_counts (&counts, 0, 0, 0);
  g_assert_true (tiltas_test_import (importer, "lnb", 3, self->pack, &counts, &error));
  g_assert_false (tiltas_test_import (importer, "lnb", 5, shorter, NULL, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (tiltas_test_import (importer, "lnb", 4, shorter, NULL, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (tiltas_test_import (importer, "lnb", 0, shorter, NULL, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
  g_autofree char *again = stored_pack (importer, "lnb");
  g_assert_cmpstr (again, ==, self->pack);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *pack, *line;
  } CASES[] = {
    { "{\"id\":\"a\",\"kind\":\"unit\",\"publisher\":\"lnb\"}\n", "line 1: " }, /* members missing */
    { "{\"id\":\"a\",\"kind\":\"x\",\"publisher\":\"lnb\"}\n{\"id\":\"a\",\"kind\":\"x\",\"publisher\":\"vil\"}\n",
      "line 2: " },
    { "{\"id\":\"b\",\"kind\":\"x\",\"publisher\":\"lnb\"}\n{\"id\":\"a\",\"kind\":\"x\",\"publisher\":\"lnb\"}\n",
      "line 2: " },
    { "{\"id\":\"a\",\"kind\":\"x\",\"publisher\":\"lnb\"}\n{\"id\":\"a\",\"kind\":\"x\",\"publisher\":\"lnb\"}\n",
      "line 2: " },
    { "{\"id\": \"a\",\"kind\":\"x\",\"publisher\":\"lnb\"}\n", "line 1: " }, /* white space */
    { "{\"id\":\"a\",\"kind\":\"x\",\"publisher\":\"lnb\"}", "line 1: " },    /* no newline */
    { "{\"id\":\"a\",\"kind\":\"x\",\"publisher\":\"lnb\"}\n\n", "line 2: " },
    { "{\"id\":\"a\",\"kind\":\"x\",\"publisher\":\"lnb\",\"v\":1.5}\n", "line 1: " },
    { "nonsense\n", "line 1: " },
    { "<!DOCTYPE html>\n<html>", "line 1: " },
  };
  g_autoptr (TiltasImporter) importer = create (self);
  g_autoptr (GError) error = NULL;
  g_assert_true (tiltas_test_import (importer, "lnb", 1, self->pack, NULL, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_assert_false (tiltas_test_import (importer, "lnb", 2, CASES[i].pack, NULL, &error));
      g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
      g_assert_true (g_str_has_prefix (error->message, CASES[i].line));
      g_clear_error (&error);
      g_autofree char *again = stored_pack (importer, "lnb");
      g_assert_cmpstr (again, ==, self->pack);
    }
  g_clear_pointer (&importer, tiltas_importer_free);
  assert_sound (self->path);
}

/* A fault in the last line rolls back everything before it. */
static void
test_refused_late (Fixture *self, gconstpointer data)
{
  g_autoptr (TiltasImporter) importer = create (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *changed = replace (self->pack, "slaptažodis", "raktažodis");
  g_autofree char *broken = g_strconcat (changed, "{\"bad\":1}\n", NULL);
  g_assert_true (tiltas_test_import (importer, "lnb", 1, self->pack, NULL, &error));
  g_assert_false (tiltas_test_import (importer, "lnb", 2, broken, NULL, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
  g_autofree char *where = g_strdup_printf ("line %u: ", count_lines (broken));
  g_assert_true (g_str_has_prefix (error->message, where));
  g_autofree char *again = stored_pack (importer, "lnb");
  g_assert_cmpstr (again, ==, self->pack);
  g_clear_pointer (&importer, tiltas_importer_free);
  assert_sound (self->path);
}

static void
test_wrong_state (Fixture *self, gconstpointer data)
{
  g_autoptr (TiltasImporter) importer = create (self);
  g_autoptr (GError) error = NULL;
  g_assert_true (tiltas_test_import (importer, "lnb", 1, self->pack, NULL, &error));
  g_autofree char *shorter = without (self->pack, "\"id\":\"l03\"");
  g_autoptr (TiltasEdition) edition = tiltas_test_edition ("lnb", 2, self->pack);
  edition->state[0] = edition->state[0] == 'a' ? 'b' : 'a';
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (shorter, (gssize) strlen (shorter), NULL);
  g_assert_false (tiltas_importer_import (importer, edition, NULL, stream, NULL, NULL, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_STATE);
  g_autofree char *again = stored_pack (importer, "lnb");
  g_assert_cmpstr (again, ==, self->pack);
}

static gboolean
import_with_quota (Fixture *self, TiltasImporter *importer, gint64 seq, const TiltasQuota *quota, GError **error)
{
  g_autoptr (TiltasEdition) edition = tiltas_test_edition ("lnb", seq, self->pack);
  g_autoptr (GInputStream) stream =
    g_memory_input_stream_new_from_data (self->pack, (gssize) strlen (self->pack), NULL);
  return tiltas_importer_import (importer, edition, quota, stream, NULL, NULL, error);
}

static void
test_quota (Fixture *self, gconstpointer data)
{
  static const char *const FEW[] = { "service", "service-text", NULL };
  guint64 records = count_lines (self->pack), bytes = strlen (self->pack);
  const TiltasQuota too_small[] = {
    { NULL, records - 1, 0, 0 }, { NULL, 0, bytes - 1, 0 }, { NULL, 0, 0, 999 }, { FEW, 0, 0, 0 }
  };
  const TiltasQuota enough[] = { { NULL, records, bytes, 1000 }, { NULL, 0, 0, 0 } }; /* one picture of 1000 bytes */
  g_autoptr (TiltasImporter) importer = create (self);
  g_autoptr (GError) error = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (too_small); i++)
    {
      g_assert_false (import_with_quota (self, importer, 1, &too_small[i], &error));
      g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
      g_clear_error (&error);
      g_autofree char *nothing = stored_pack (importer, "lnb");
      g_assert_cmpstr (nothing, ==, "");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (enough); i++)
    g_assert_true (import_with_quota (self, importer, (gint64) i + 1, &enough[i], &error));
  g_assert_no_error (error);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (TiltasImporter) importer = create (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (TiltasEdition) edition = tiltas_test_edition ("lnb", 1, self->pack);
  g_autoptr (GInputStream) stream =
    g_memory_input_stream_new_from_data (self->pack, (gssize) strlen (self->pack), NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (tiltas_importer_import (importer, edition, NULL, stream, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (tiltas_test_import (importer, "lnb", 1, self->pack, NULL, &error));
}

static void
test_retain (Fixture *self, gconstpointer data)
{
  g_autofree char *partner = tiltas_test_pack ((const char *const *) self->records, "vil");
  g_autoptr (GError) error = NULL;
  {
    g_autoptr (TiltasImporter) importer = create (self);
    g_assert_true (tiltas_test_import (importer, "lnb", 1, self->pack, NULL, &error));
    g_assert_true (tiltas_test_import (importer, "vil", 7, partner, NULL, &error));
    g_assert_true (tiltas_importer_retain (importer, (const char *const[]){ "lnb", "other", NULL }, &error));
    g_assert_no_error (error);
    g_autofree char *gone = stored_pack (importer, "vil");
    g_assert_cmpstr (gone, ==, "");
    g_autofree char *kept = stored_pack (importer, "lnb");
    g_assert_cmpstr (kept, ==, self->pack);
    /* it may come back, also with the number it had */
    g_assert_true (tiltas_test_import (importer, "vil", 7, partner, NULL, &error));
    g_autofree char *back = stored_pack (importer, "vil");
    g_assert_cmpstr (back, ==, partner);
  }
  assert_sound (self->path);
}

/* A publisher whose name begins with another one's keeps its records. */
static void
test_similar_names (Fixture *self, gconstpointer data)
{
  static const char *const RECORDS[] = {
    "{\"publisher\":\"a\",\"kind\":\"x\",\"id\":\"1\"}",     "{\"publisher\":\"a-b\",\"kind\":\"x\",\"id\":\"1\"}",
    "{\"publisher\":\"a0\",\"kind\":\"x\",\"id\":\"1\"}",    "{\"publisher\":\"aa\",\"kind\":\"x\",\"id\":\"1\"}",
    "{\"publisher\":\"a\",\"kind\":\"x-y\",\"id\":\"zz-\"}", NULL
  };
  static const char *const NAMES[] = { "a", "a-b", "a0", "aa" };
  g_autoptr (TiltasImporter) importer = create (self);
  g_autoptr (GError) error = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *pack = tiltas_test_pack (RECORDS, NAMES[i]);
      g_assert_true (tiltas_test_import (importer, NAMES[i], 1, pack, NULL, &error));
    }
  g_assert_true (tiltas_test_import (importer, "a", 2, "", NULL, &error));
  for (gsize i = 1; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *pack = tiltas_test_pack (RECORDS, NAMES[i]);
      g_autofree char *stored = stored_pack (importer, NAMES[i]);
      g_assert_cmpstr (stored, ==, pack);
    }
}

static void
test_busy (Fixture *self, gconstpointer data)
{
  g_autoptr (TiltasImporter) importer = create (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasDatabase) other = tiltas_connection_open (self->path, TILTAS_CONNECTION_PLAIN, NULL, &error);
  g_assert_true (tiltas_sql_exec (other, "BEGIN IMMEDIATE", &error));
  gint64 start = g_get_monotonic_time ();
  g_assert_false (tiltas_test_import (importer, "lnb", 1, self->pack, NULL, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_cmpint (g_get_monotonic_time () - start, >, TILTAS_SQL_WAIT_MS * 900);
  g_assert_true (tiltas_sql_exec (other, "ROLLBACK", &error));
  g_assert_true (tiltas_test_import (importer, "lnb", 1, self->pack, NULL, &error));
}

/* The same content gives the same file, to the byte. */
static void
test_reproducible (Fixture *self, gconstpointer data)
{
  g_autofree char *other = g_build_filename (self->folder, "other.db", NULL);
  g_autofree char *one_bytes = NULL, *other_bytes = NULL;
  gsize one_length, other_length;
  tiltas_test_store_create (self->path, (const char *const *) self->records, 3);
  g_usleep (1100 * 1000);
  tiltas_test_store_create (other, (const char *const *) self->records, 3);
  g_assert_true (g_file_get_contents (self->path, &one_bytes, &one_length, NULL));
  g_assert_true (g_file_get_contents (other, &other_bytes, &other_length, NULL));
  g_assert_cmpmem (one_bytes, one_length, other_bytes, other_length);
  g_assert_cmpint (one_bytes[18], ==, 1); /* the format for rollback journals: opens in an unwritable folder */
}

static void
test_create_refuses_existing (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (g_file_set_contents (self->path, "mine", -1, NULL));
  g_assert_null (tiltas_importer_create (self->path, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FAILED);
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (self->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/import/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("difference", test_difference);
  ADD ("same-search-after-changes", test_same_search_after_changes);
  ADD ("sequence", test_sequence);
  ADD ("refused", test_refused);
  ADD ("refused-late", test_refused_late);
  ADD ("wrong-state", test_wrong_state);
  ADD ("quota", test_quota);
  ADD ("cancelled", test_cancelled);
  ADD ("retain", test_retain);
  ADD ("similar-names", test_similar_names);
  ADD ("busy", test_busy);
  ADD ("reproducible", test_reproducible);
  ADD ("create-refuses-existing", test_create_refuses_existing);
  return g_test_run ();
}
