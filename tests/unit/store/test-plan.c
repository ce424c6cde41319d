/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "fixture.h"
#include "store/reader-articles.h"
#include "store/reader-branches.h"
#include "store/reader-hidden.h"
#include "store/reader-holidays.h"
#include "store/reader-lessons.h"
#include "store/reader-private.h"
#include "store/reader-query.h"
#include "store/reader-search.h"
#include "store/reader-services.h"
#include "store/reader-shown.h"
#include "store/reader-terms.h"

#include <string.h>

/* The statements that the reader runs, which SQLite's trace records, and SQLite's plan for each. */
typedef struct
{
  TiltasTestFolder *folder;
  TiltasStore *store;
  TiltasReader *reader;
  GPtrArray *statements;
} Fixture;

static const char *const UK[] = { "uk", "en", "lt", NULL };

static int
note (unsigned int event, void *statements, void *statement, void *text)
{
  g_ptr_array_add (statements, g_strdup (sqlite3_sql (statement)));
  return 0;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  self->folder = tiltas_test_folder_new ();
  g_auto (GStrv) records = tiltas_test_records ("store/library.jsonl");
  g_autofree char *bundled = g_build_filename (self->folder, "bundled.db", NULL);
  g_autofree char *state = g_build_filename (self->folder, "state", NULL);
  tiltas_test_store_create (bundled, (const char *const *) records, 1);
  self->store = tiltas_store_open (state, bundled, NULL, &error);
  self->reader = tiltas_reader_open (self->store, FALSE, &error);
  tiltas_reader_hide (self->reader, data, &error);
  g_assert_no_error (error);
  self->statements = g_ptr_array_new_with_free_func (g_free);
  sqlite3_trace_v2 (self->reader->db, SQLITE_TRACE_STMT, note, self->statements);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->statements);
  tiltas_reader_free (self->reader);
  tiltas_store_unref (self->store);
  tiltas_test_folder_end (self->folder);
}

/* Only that it ran matters. */
#define DROP(object, unref) g_clear_pointer (&(gpointer){ object }, unref)

/* Checks the tables in the SCAN lines of a plan: only those in allowed may be read as a whole. */
static void
check_plan (TiltasDatabase *db, const char *sql, const char *const *allowed)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr (TiltasStatement) statement = tiltas_sql_prepare (db, explain, &error);
  g_assert_no_error (error);
  while (tiltas_sql_step (statement, &error) == TILTAS_STEP_ROW)
    {
      const char *detail = tiltas_sql_text (statement, 3);
      if (!g_str_has_prefix (detail, "SCAN ") || strstr (detail, "VIRTUAL TABLE INDEX") != NULL ||
          g_str_has_prefix (detail, "SCAN CONSTANT ROW"))
        continue;
      g_auto (GStrv) words = g_strsplit (detail, " ", -1);
      const char *table = g_str_has_prefix (words[1], "main.") ? words[1] + strlen ("main.") : words[1];
      if (!g_strv_contains (allowed, table))
        {
          g_test_message ("%s", sql);
          g_test_fail_printf ("%s", detail);
        }
    }
  g_assert_no_error (error);
}

/* Checks all statements since the last call. */
static void
check_statements (Fixture *self, const char *const *allowed)
{
  sqlite3_trace_v2 (self->reader->db, 0, NULL, NULL);
  guint queries = 0;
  for (guint i = 0; i < self->statements->len; i++)
    {
      const char *sql = g_ptr_array_index (self->statements, i);
      if (!g_str_has_prefix (sql, "SELECT") || strstr (sql, "'main'.") != NULL) /* FTS5's own */
        continue;
      check_plan (self->reader->db, sql, allowed);
      queries++;
    }
  g_assert_cmpuint (queries, >, 0);
  g_ptr_array_set_size (self->statements, 0);
  sqlite3_trace_v2 (self->reader->db, SQLITE_TRACE_STMT, note, self->statements);
}

/* Single records, and lists of one unit or category: no table is read whole. */
static void
test_single (Fixture *self, gconstpointer data)
{
  static const char *const NOTHING[] = { NULL };
  g_autoptr (TiltasLesson) lesson = tiltas_reader_lesson (self->reader, "lnb/l01", UK, NULL);
  g_autoptr (TiltasLesson) bare = tiltas_reader_lesson (self->reader, "l01", UK, NULL);
  g_assert_nonnull (lesson);
  g_assert_nonnull (bare);
  check_statements (self, NOTHING);
  g_autoptr (TiltasService) service = tiltas_reader_service (self->reader, "em-police", UK, NULL);
  g_assert_nonnull (service);
  check_statements (self, NOTHING);
  DROP (tiltas_reader_unit (self->reader, "safe", UK, NULL), tiltas_group_unref);
  DROP (tiltas_reader_category (self->reader, "legal", UK, NULL), tiltas_group_unref);
  check_statements (self, NOTHING);
  DROP (tiltas_reader_term (self->reader, "password", UK, NULL), tiltas_term_unref);
  DROP (tiltas_reader_branch (self->reader, "central", NULL), tiltas_branch_unref);
  check_statements (self, NOTHING);
  DROP (tiltas_reader_lessons (self->reader, "safe", UK, NULL), g_ptr_array_unref);
  DROP (tiltas_reader_services (self->reader, "legal", UK, NULL), g_ptr_array_unref);
  check_statements (self, NOTHING);
  DROP (tiltas_reader_announcements (self->reader, "central", 20800, UK, NULL), g_ptr_array_unref);
  check_statements (self, NOTHING);
}

/* Lists of all of a kind read that kind's small table and nothing else whole. */
static void
test_lists (Fixture *self, gconstpointer data)
{
  DROP (tiltas_reader_units (self->reader, UK, NULL), g_ptr_array_unref);
  check_statements (self, (const char *const[]){ "unit", NULL });
  DROP (tiltas_reader_categories (self->reader, UK, NULL), g_ptr_array_unref);
  check_statements (self, (const char *const[]){ "category", NULL });
  DROP (tiltas_reader_lessons (self->reader, NULL, UK, NULL), g_ptr_array_unref);
  check_statements (self, (const char *const[]){ "lesson", NULL });
  DROP (tiltas_reader_services (self->reader, NULL, UK, NULL), g_ptr_array_unref);
  check_statements (self, (const char *const[]){ "service", NULL });
  tiltas_reader_holiday (self->reader, 20800, UK);
  check_statements (self, (const char *const[]){ "holiday", NULL });
  DROP (tiltas_reader_shown (self->reader, NULL), g_ptr_array_unref);
  check_statements (self, (const char *const[]){ "edition", "lesson", NULL });
}

static void
test_search (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) hits = tiltas_reader_search (self->reader, "a", UK, 50, NULL);
  g_assert_cmpuint (hits->len, >, 0);
  check_statements (self, (const char *const[]){ NULL });
}

int
main (int argc, char **argv)
{
  static const char *const hidden[] = { "vil", "nobody", NULL };
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                     \
  g_test_add ("/store/plan/" name, Fixture, NULL, set_up, function, tear_down); \
  g_test_add ("/store/plan/hidden/" name, Fixture, hidden, set_up, function, tear_down)
  ADD ("single", test_single);
  ADD ("lists", test_lists);
  ADD ("search", test_search);
  return g_test_run ();
}
