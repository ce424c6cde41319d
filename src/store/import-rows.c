/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/import-rows.h"

#include "content/pack-reader.h"
#include "store/derive.h"
#include "store/edition.h"
#include "store/editions.h"
#include "store/previous.h"

#include <string.h>

typedef enum
{
  NEXT_ROW,
  INSERT_ROW,
  DELETE_ROW,
  FIND_ROW,
  N_STATEMENTS,
} Statement;

static const char *const SQL[N_STATEMENTS] = {
  [NEXT_ROW] = "SELECT record_id, key, raw FROM record WHERE key > :after AND key < :end ORDER BY key LIMIT 1",
  [INSERT_ROW] = "INSERT INTO record (record_id, key, publisher, raw) VALUES (:record_id, :key, :publisher, :raw)",
  [DELETE_ROW] = "DELETE FROM record WHERE record_id = :record_id",
  [FIND_ROW] = "SELECT record_id, raw FROM record WHERE key = :key",
};

struct _TiltasImportRows
{
  TiltasDatabase *db;
  TiltasStatement *statements[N_STATEMENTS];
  TiltasDeriver *deriver;
  TiltasPrevious *previous; /* NULL when old rows are not remembered */
  TiltasImportCounts counts;
  /* The stored row that the merge compares with the next line. */
  gboolean begun, has_row;
  gint64 row_id;
  GString *row_key; /* before the first row: the beginning of all keys */
  GString *row_raw;
};

TiltasImportRows *
tiltas_import_rows_new (TiltasDatabase *db, const char *publisher, gboolean remember, GError **error)
{
  g_autoptr (TiltasImportRows) self = g_new0 (TiltasImportRows, 1);
  g_autofree char *first = tiltas_edition_first_key (publisher), *end = tiltas_edition_end_key (publisher);
  self->db = db;
  self->row_key = g_string_new (first);
  self->row_raw = g_string_new (NULL);
  for (guint i = 0; i < N_STATEMENTS; i++)
    if ((self->statements[i] = tiltas_sql_prepare (db, SQL[i], error)) == NULL)
      return NULL;
  tiltas_sql_bind_text (self->statements[NEXT_ROW], ":end", end);
  self->deriver = tiltas_deriver_new (db, error);
  if (self->deriver == NULL)
    return NULL;
  if (remember && (self->previous = tiltas_previous_begin (db, publisher, error)) == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

void
tiltas_import_rows_free (TiltasImportRows *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_STATEMENTS; i++)
    tiltas_statement_free (self->statements[i]);
  tiltas_deriver_free (self->deriver);
  tiltas_previous_free (self->previous);
  g_string_free (self->row_key, TRUE);
  g_string_free (self->row_raw, TRUE);
  g_free (self);
}

const TiltasImportCounts *
tiltas_import_rows_get_counts (const TiltasImportRows *self)
{
  return &self->counts;
}

/* ---- One row ---- */

static gboolean
remember (TiltasImportRows *self, const char *key, GError **error)
{
  return self->previous == NULL || tiltas_previous_remember (self->previous, key, error);
}

static gboolean
remove_row (TiltasImportRows *self, const char *key, gint64 record_id, GError **error)
{
  if (!remember (self, key, error) || !tiltas_deriver_remove (self->deriver, record_id, error))
    return FALSE;
  tiltas_sql_bind_int (self->statements[DELETE_ROW], ":record_id", record_id);
  return tiltas_sql_run (self->statements[DELETE_ROW], error);
}

/* record_id is the number of the new row; 0: SQLite chooses one. */
static gboolean
insert_row (TiltasImportRows *self, gint64 record_id, const TiltasPackLine *line, GError **error)
{
  TiltasStatement *statement = self->statements[INSERT_ROW];
  if (record_id > 0)
    tiltas_sql_bind_int (statement, ":record_id", record_id);
  else
    tiltas_sql_bind_null (statement, ":record_id");
  tiltas_sql_bind_text (statement, ":key", line->key->key);
  tiltas_sql_bind_text (statement, ":publisher", line->key->publisher);
  tiltas_sql_bind_bytes (statement, ":raw", line->text, line->length);
  if (!tiltas_sql_run (statement, error))
    return FALSE;
  return tiltas_deriver_put (self->deriver, sqlite3_last_insert_rowid (self->db), line->key, line->record, error);
}

static gboolean
add_row (TiltasImportRows *self, const TiltasPackLine *line, GError **error)
{
  self->counts.added++;
  return remember (self, line->key->key, error) && insert_row (self, 0, line, error);
}

/* Replaces a stored row by the line. The row keeps its number. */
static gboolean
replace_row (TiltasImportRows *self, gint64 record_id, const TiltasPackLine *line, GError **error)
{
  self->counts.changed++;
  return remove_row (self, line->key->key, record_id, error) && insert_row (self, record_id, line, error);
}

/* ---- Merging ---- */

/* Goes to the next stored row and copies it, so that no statement is open while rows are written. */
static gboolean
next_row (TiltasImportRows *self, GError **error)
{
  TiltasStatement *statement = self->statements[NEXT_ROW];
  tiltas_sql_bind_text (statement, ":after", self->row_key->str);
  TiltasStep step = tiltas_sql_step (statement, error);
  self->has_row = step == TILTAS_STEP_ROW;
  if (self->has_row)
    {
      const char *raw = tiltas_sql_text (statement, 2);
      self->row_id = sqlite3_column_int64 (statement, 0);
      g_string_assign (self->row_key, tiltas_sql_text (statement, 1));
      g_string_truncate (self->row_raw, 0);
      g_string_append_len (self->row_raw, raw, sqlite3_column_bytes (statement, 2));
    }
  tiltas_sql_reset (statement);
  return step != TILTAS_STEP_ERROR;
}

/* Removes the stored rows before key, or all that are left when key is NULL. */
static gboolean
skip_to (TiltasImportRows *self, const char *key, GError **error)
{
  if (!self->begun && !next_row (self, error))
    return FALSE;
  self->begun = TRUE;
  while (self->has_row && (key == NULL || strcmp (self->row_key->str, key) < 0))
    {
      if (!remove_row (self, self->row_key->str, self->row_id, error) || !next_row (self, error))
        return FALSE;
      self->counts.removed++;
    }
  return TRUE;
}

gboolean
tiltas_import_rows_merge (TiltasImportRows *self, const TiltasPackLine *line, GError **error)
{
  if (!skip_to (self, line->key->key, error))
    return FALSE;
  if (!self->has_row || !g_str_equal (self->row_key->str, line->key->key))
    return add_row (self, line, error);
  gboolean same = self->row_raw->len == line->length && memcmp (self->row_raw->str, line->text, line->length) == 0;
  return (same || replace_row (self, self->row_id, line, error)) && next_row (self, error);
}

gboolean
tiltas_import_rows_merge_end (TiltasImportRows *self, GError **error)
{
  return skip_to (self, NULL, error);
}

/* ---- Single rows ---- */

/* Finds a row. *record_id is 0 when there is none. Appends the stored line to line, if line is not NULL. */
static gboolean
find_row (TiltasImportRows *self, const char *key, gint64 *record_id, GByteArray *line, GError **error)
{
  TiltasStatement *statement = self->statements[FIND_ROW];
  tiltas_sql_bind_text (statement, ":key", key);
  TiltasStep step = tiltas_sql_step (statement, error);
  *record_id = step == TILTAS_STEP_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  if (*record_id != 0 && line != NULL)
    {
      const char *raw = tiltas_sql_text (statement, 1);
      g_byte_array_append (line, (const guint8 *) raw, (guint) sqlite3_column_bytes (statement, 1));
    }
  tiltas_sql_reset (statement);
  return step != TILTAS_STEP_ERROR;
}

gboolean
tiltas_import_rows_get (TiltasImportRows *self, const char *key, GByteArray *line, gboolean *found, GError **error)
{
  gint64 record_id = 0;
  gboolean ok = find_row (self, key, &record_id, line, error);
  *found = record_id != 0;
  return ok;
}

gboolean
tiltas_import_rows_put (TiltasImportRows *self, const TiltasPackLine *line, GError **error)
{
  gint64 record_id = 0;
  if (!find_row (self, line->key->key, &record_id, NULL, error))
    return FALSE;
  return record_id != 0 ? replace_row (self, record_id, line, error) : add_row (self, line, error);
}

gboolean
tiltas_import_rows_drop (TiltasImportRows *self, const char *key, gboolean *found, GError **error)
{
  gint64 record_id = 0;
  *found = FALSE;
  if (!find_row (self, key, &record_id, NULL, error))
    return FALSE;
  if (record_id == 0)
    return TRUE;
  *found = TRUE;
  self->counts.removed++;
  return remove_row (self, key, record_id, error);
}
