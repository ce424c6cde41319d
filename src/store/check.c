/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/check.h"

#include "store/connection.h"
#include "store/edition.h"
#include "store/editions.h"
#include "store/error.h"
#include "store/schema.h"

/* Writes the whole schema as one text. FTS5 describes its own tables in words that depend on SQLite's version, so of
 * these tables only the names count. */
static char *
describe (TiltasDatabase *db, GError **error)
{
  static const char SQL[] = "SELECT type, name, iif(name GLOB 'search_[dci]*' AND name <> 'search_document', '', sql)"
                            " FROM sqlite_schema ORDER BY type, name";
  g_autoptr (TiltasStatement) statement = tiltas_sql_prepare (db, SQL, error);
  g_autoptr (GString) text = g_string_new (NULL);
  TiltasStep step = TILTAS_STEP_ERROR;
  while (statement != NULL && (step = tiltas_sql_step (statement, error)) == TILTAS_STEP_ROW)
    {
      const char *sql = tiltas_sql_text (statement, 2);
      g_string_append_printf (text, "%s\n%s\n%s\n", tiltas_sql_text (statement, 0), tiltas_sql_text (statement, 1),
                              sql != NULL ? sql : "");
    }
  return step == TILTAS_STEP_DONE ? g_strdup (text->str) : NULL;
}

/* Fails with DAMAGED when the tables are not exactly ours (foreign triggers, views, changed columns). */
static gboolean
check_schema (TiltasDatabase *db, GError **error)
{
  g_autoptr (TiltasDatabase) ours = tiltas_connection_open_memory (error);
  g_autofree char *expected = ours != NULL ? describe (ours, error) : NULL;
  g_autofree char *found = expected != NULL ? describe (db, error) : NULL;
  if (found == NULL)
    return FALSE;
  if (g_str_equal (expected, found))
    return TRUE;
  g_set_error_literal (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED, "the store's tables are not ours");
  return FALSE;
}

TiltasFileVerdict
tiltas_check_quick (const char *path, gboolean immutable, GError **error)
{
  g_autoptr (GError) fault = NULL;
  gint64 version = 0;
  g_autoptr (TiltasDatabase) db =
    tiltas_connection_open (path, immutable ? TILTAS_CONNECTION_IMMUTABLE : TILTAS_CONNECTION_READ, &version, &fault);
  if (db != NULL && version != TILTAS_SCHEMA_VERSION)
    {
      g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FAILED, "%s: schema version %" G_GINT64_FORMAT, path,
                   version);
      return TILTAS_FILE_OTHER_VERSION;
    }
  if (db != NULL && check_schema (db, &fault))
    {
      g_autoptr (GPtrArray) editions = tiltas_editions_list (db, &fault);
      if (editions != NULL)
        return TILTAS_FILE_GOOD;
    }
  gboolean passing = g_error_matches (fault, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_BUSY) ||
                     g_error_matches (fault, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DISK) ||
                     g_error_matches (fault, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FULL);
  g_propagate_error (error, g_steal_pointer (&fault));
  return passing ? TILTAS_FILE_UNKNOWN : TILTAS_FILE_BAD;
}

/* Runs integrity_check and not quick_check, which does not see an index that has lost some of its rows. */
static gboolean
integrity_check (TiltasDatabase *db, GError **error)
{
  g_autoptr (TiltasStatement) statement = tiltas_sql_prepare (db, "PRAGMA integrity_check (1)", error);
  if (statement == NULL || tiltas_sql_step (statement, error) == TILTAS_STEP_ERROR)
    return FALSE;
  const char *verdict = tiltas_sql_text (statement, 0);
  if (g_strcmp0 (verdict, "ok") == 0)
    return TRUE;
  g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED, "integrity_check: %s", verdict);
  return FALSE;
}

static gboolean
check_states (TiltasDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) editions = tiltas_editions_list (db, error);
  for (guint i = 0; editions != NULL && i < editions->len; i++)
    {
      const TiltasEdition *edition = g_ptr_array_index (editions, i);
      g_autofree char *state = tiltas_edition_state (db, edition->publisher, error);
      if (state == NULL)
        return FALSE;
      if (g_strcmp0 (state, edition->state) != 0)
        {
          g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED, "%s: the records are not the signed ones",
                       edition->publisher);
          return FALSE;
        }
    }
  return editions != NULL;
}

/* Compares counts: every record of a kind must have its row in the table of that kind. */
static gboolean
check_derived (TiltasDatabase *db, GError **error)
{
#define KIND " substr (key, length (publisher) + 2) GLOB "
#define DIFFERENCE(kind, table) \
  "SELECT abs ((SELECT count (*) FROM record WHERE" KIND "'" kind "/*') - (SELECT count (*) FROM " table "))"
  static const char *const SQL[] = {
    DIFFERENCE ("unit", "unit"),
    DIFFERENCE ("category", "category"),
    DIFFERENCE ("lesson", "lesson"),
    DIFFERENCE ("service", "service"),
    DIFFERENCE ("term", "term"),
    DIFFERENCE ("branch", "branch"),
    DIFFERENCE ("announcement", "announcement"),
    DIFFERENCE ("article", "article"),
    DIFFERENCE ("holiday", "holiday"),
    DIFFERENCE ("*-text", "text"),
    "SELECT count (*) FROM record LEFT JOIN search_document USING (record_id)"
    " WHERE search_document.record_id IS NULL AND (" KIND "'lesson-text/*' OR" KIND "'service/*' OR" KIND
    "'service-text/*' OR" KIND "'term/*' OR" KIND "'term-text/*')",
  };
#undef KIND
#undef DIFFERENCE
  for (gsize i = 0; i < G_N_ELEMENTS (SQL); i++)
    {
      gint64 differences = 0;
      if (!tiltas_sql_get_int (db, SQL[i], -1, &differences, error))
        return FALSE;
      if (differences != 0)
        {
          g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED,
                       "%" G_GINT64_FORMAT " derived rows are missing", differences);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
tiltas_check_full (const char *path, TiltasCheck how, GCancellable *cancellable, GError **error)
{
  static const TiltasConnectionMode MODES[] = {
    [TILTAS_CHECK_READ] = TILTAS_CONNECTION_READ,
    [TILTAS_CHECK_IMMUTABLE] = TILTAS_CONNECTION_IMMUTABLE,
    [TILTAS_CHECK_WRITE] = TILTAS_CONNECTION_WRITE,
  };
  g_autoptr (TiltasDatabase) db = tiltas_connection_open (path, MODES[how], NULL, error);
  if (db != NULL)
    tiltas_sql_obey (db, cancellable);
  if (db == NULL || !check_schema (db, error))
    return FALSE;
  g_autoptr (TiltasSnapshot) snapshot = tiltas_snapshot_begin (db, error);
  if (snapshot == NULL || !integrity_check (db, error) || !check_states (db, error) || !check_derived (db, error))
    return FALSE;
  g_clear_pointer (&snapshot, tiltas_snapshot_end);
  /* Compares the search index with its documents. SQLite demands a writing connection for this, though it only
   * reads. */
  return how != TILTAS_CHECK_WRITE ||
         tiltas_sql_exec (db, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", error);
}
