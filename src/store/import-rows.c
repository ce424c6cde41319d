/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/import-private.h"

/* The rows of an import: found, written, remembered. */

static const char *const SQL[TILTAS_IMPORT_N_STATEMENTS] = {
  [TILTAS_IMPORT_NEXT_ROW] =
    "SELECT record_id, key, raw FROM record WHERE key > :after AND key < :end ORDER BY key LIMIT 1",
  [TILTAS_IMPORT_INSERT_ROW] =
    "INSERT INTO record (record_id, key, publisher, raw) VALUES (:record_id, :key, :publisher, :raw)",
  [TILTAS_IMPORT_DELETE_ROW] = "DELETE FROM record WHERE record_id = :record_id",
  [TILTAS_IMPORT_FIND_ROW] = "SELECT record_id, raw FROM record WHERE key = :key",
};

gboolean
tiltas_import_prepare (TiltasImport *self, GError **error)
{
  for (guint i = 0; i < TILTAS_IMPORT_N_STATEMENTS; i++)
    if ((self->statements[i] = tiltas_sql_prepare (self->db, SQL[i], error)) == NULL)
      return FALSE;
  tiltas_sql_bind_text (self->statements[TILTAS_IMPORT_NEXT_ROW], ":end", self->end);
  self->deriver = tiltas_deriver_new (self->db, error);
  if (self->mode != TILTAS_IMPORT_RETURNING)
    self->previous = tiltas_previous_begin (self->db, self->edition->publisher, error);
  return self->deriver != NULL && (self->mode == TILTAS_IMPORT_RETURNING || self->previous != NULL);
}

/* Goes to the next stored row of the publisher, copied out so that no statement is open while rows are written. */
gboolean
tiltas_import_next_row (TiltasImport *self, GError **error)
{
  TiltasStatement *statement = self->statements[TILTAS_IMPORT_NEXT_ROW];
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

static gboolean
remember (TiltasImport *self, const char *key, GError **error)
{
  return self->previous == NULL || tiltas_previous_remember (self->previous, key, error);
}

gboolean
tiltas_import_remove_row (TiltasImport *self, const char *key, gint64 record_id, GError **error)
{
  if (!remember (self, key, error) || !tiltas_deriver_remove (self->deriver, record_id, error))
    return FALSE;
  tiltas_sql_bind_int (self->statements[TILTAS_IMPORT_DELETE_ROW], ":record_id", record_id);
  return tiltas_sql_run (self->statements[TILTAS_IMPORT_DELETE_ROW], error);
}

/* record_id 0: a new one. */
gboolean
tiltas_import_insert_row (TiltasImport *self,
                          gint64 record_id,
                          const TiltasKey *key,
                          json_t *json,
                          const char *line,
                          gsize length,
                          GError **error)
{
  TiltasStatement *statement = self->statements[TILTAS_IMPORT_INSERT_ROW];
  if (record_id == 0 && !remember (self, key->key, error))
    return FALSE;
  if (record_id > 0)
    tiltas_sql_bind_int (statement, ":record_id", record_id);
  else
    sqlite3_bind_null (statement, sqlite3_bind_parameter_index (statement, ":record_id"));
  tiltas_sql_bind_text (statement, ":key", key->key);
  tiltas_sql_bind_text (statement, ":publisher", key->publisher);
  tiltas_sql_bind_bytes (statement, ":raw", line, length);
  if (!tiltas_sql_run (statement, error))
    return FALSE;
  return tiltas_deriver_put (self->deriver, sqlite3_last_insert_rowid (self->db), key, json, error);
}

/* A row in place of the one that is there. */
gboolean
tiltas_import_replace_row (TiltasImport *self,
                           gint64 record_id,
                           const TiltasKey *key,
                           json_t *json,
                           const char *line,
                           gsize length,
                           GError **error)
{
  self->counts.changed++;
  return tiltas_import_remove_row (self, key->key, record_id, error) &&
         tiltas_import_insert_row (self, record_id, key, json, line, length, error);
}

/* *record_id 0: there is none. Its line is appended to line, where that is not NULL. */
static gboolean
find_row (TiltasImport *self, const char *key, gint64 *record_id, GByteArray *line, GError **error)
{
  TiltasStatement *statement = self->statements[TILTAS_IMPORT_FIND_ROW];
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

static gboolean
missing (const char *key, GError **error)
{
  return tiltas_import_refuse (error, "%s is not there to be changed or removed", key);
}

gboolean
tiltas_import_get (TiltasImport *self, const char *key, GByteArray *line, GError **error)
{
  gint64 record_id = 0;
  return find_row (self, key, &record_id, line, error) && (record_id != 0 || missing (key, error));
}

gboolean
tiltas_import_drop (TiltasImport *self, const char *key, GError **error)
{
  gint64 record_id = 0;
  if (!find_row (self, key, &record_id, NULL, error))
    return FALSE;
  if (record_id == 0) /* a chain of deltas may have added and removed it: then there is nothing to take back */
    return self->mode == TILTAS_IMPORT_RETURNING || missing (key, error);
  self->counts.removed++;
  return tiltas_import_remove_row (self, key, record_id, error);
}

gboolean
tiltas_import_put (TiltasImport *self,
                   const TiltasKey *key,
                   json_t *json,
                   const char *line,
                   gsize length,
                   GError **error)
{
  gint64 record_id = 0;
  if (!tiltas_import_check_kind (self, key, error) || !find_row (self, key->key, &record_id, NULL, error))
    return FALSE;
  if (record_id != 0)
    return tiltas_import_replace_row (self, record_id, key, json, line, length, error);
  self->counts.added++;
  return tiltas_import_insert_row (self, 0, key, json, line, length, error);
}
