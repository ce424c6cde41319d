/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/import.h"

#include "content/record.h"
#include "store/derive.h"

#include <string.h>

/* Keys of a publisher are those between "publisher/" and "publisher0": 0 is the character after the slash. */
#define AFTER_SLASH "0"

typedef enum
{
  NEXT_ROW,
  INSERT_ROW,
  DELETE_ROW,
  N_STATEMENTS,
} Statement;

static const char *const SQL[N_STATEMENTS] = {
  [NEXT_ROW] = "SELECT record_id, key, raw FROM record WHERE key > :after AND key < :end ORDER BY key LIMIT 1",
  [INSERT_ROW] = "INSERT INTO record (record_id, key, publisher, raw) VALUES (:record_id, :key, :publisher, :raw)",
  [DELETE_ROW] = "DELETE FROM record WHERE record_id = :record_id",
};

struct _TiltasImport
{
  TiltasDatabase *db;
  const TiltasEdition *edition;
  const TiltasQuota *quota;
  gint64 imported;
  gboolean is_current, committed;
  char *end; /* first key that is no longer the publisher's */
  TiltasStatement *statements[N_STATEMENTS];
  TiltasDeriver *deriver;
  TiltasPackReader *reader;
  GError *failure; /* of the store, met inside the pack reader: is told without a line number */
  /* The stored row that the merge stands at. */
  gboolean has_row;
  gint64 row_id;
  GString *row_key, *row_raw;
  guint64 lines, bytes;
  TiltasImportCounts counts;
};

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED, format, arguments);
  va_end (arguments);
  return FALSE;
}

/* Goes to the next stored row of the publisher, copied out so that no statement is open while rows are written. */
static gboolean
next_row (TiltasImport *self, GError **error)
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

static gboolean
remove_row (TiltasImport *self, gint64 record_id, GError **error)
{
  if (!tiltas_deriver_remove (self->deriver, record_id, error))
    return FALSE;
  tiltas_sql_bind_int (self->statements[DELETE_ROW], ":record_id", record_id);
  return tiltas_sql_run (self->statements[DELETE_ROW], error);
}

/* record_id 0: a new one. */
static gboolean
insert_row (TiltasImport *self,
            gint64 record_id,
            const TiltasKey *key,
            json_t *json,
            const char *line,
            gsize length,
            GError **error)
{
  TiltasStatement *statement = self->statements[INSERT_ROW];
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

/* Removes stored rows before key; all that are left when key is NULL. */
static gboolean
skip_to (TiltasImport *self, const char *key, GError **error)
{
  while (self->has_row && (key == NULL || strcmp (self->row_key->str, key) < 0))
    {
      if (!remove_row (self, self->row_id, error) || !next_row (self, error))
        return FALSE;
      self->counts.removed++;
    }
  return TRUE;
}

static gboolean
merge (TiltasImport *self, const TiltasKey *key, json_t *json, const char *line, gsize length, GError **error)
{
  if (!skip_to (self, key->key, error))
    return FALSE;
  if (!self->has_row || !g_str_equal (self->row_key->str, key->key))
    {
      self->counts.added++;
      return insert_row (self, 0, key, json, line, length, error);
    }
  gint64 record_id = self->row_id;
  if (self->row_raw->len != length || memcmp (self->row_raw->str, line, length) != 0)
    {
      self->counts.changed++;
      if (!remove_row (self, record_id, error) || !insert_row (self, record_id, key, json, line, length, error))
        return FALSE;
    }
  return next_row (self, error);
}

static gboolean
check_quota (TiltasImport *self, const TiltasKey *key, gsize length, GError **error)
{
  const TiltasQuota *quota = self->quota;
  self->lines++;
  self->bytes += length + 1;
  if (quota == NULL)
    return TRUE;
  if (quota->kinds != NULL && !g_strv_contains (quota->kinds, key->kind))
    return refuse (error, "%s: %s may not publish records of kind %s", key->key, key->publisher, key->kind);
  if (quota->records > 0 && self->lines > quota->records)
    return refuse (error, "more than %" G_GUINT64_FORMAT " records", quota->records);
  if (quota->bytes > 0 && self->bytes > quota->bytes)
    return refuse (error, "more than %" G_GUINT64_FORMAT " bytes", quota->bytes);
  return TRUE;
}

static gboolean
take_line (const TiltasKey *key, json_t *json, const char *line, gsize length, gpointer data, GError **error)
{
  TiltasImport *self = data;
  if (!check_quota (self, key, length, error))
    return FALSE;
  if (merge (self, key, json, line, length, &self->failure))
    return TRUE;
  g_propagate_error (error, g_error_copy (self->failure));
  return FALSE;
}

/* Bytes of all different blobs that the publisher's records name. */
static gboolean
check_blobs (TiltasImport *self, GError **error)
{
  static const char BLOBS[] = "SELECT coalesce(sum(length), 0) FROM (SELECT DISTINCT sha256, length FROM blob"
                              " JOIN record USING (record_id) WHERE publisher = :publisher)";
  if (self->quota == NULL || self->quota->blobs == 0)
    return TRUE;
  g_autoptr (TiltasStatement) statement = tiltas_sql_prepare (self->db, BLOBS, error);
  if (statement == NULL)
    return FALSE;
  tiltas_sql_bind_text (statement, ":publisher", self->edition->publisher);
  if (tiltas_sql_step (statement, error) != TILTAS_STEP_ROW)
    return FALSE;
  if ((guint64) sqlite3_column_int64 (statement, 0) <= self->quota->blobs)
    return TRUE;
  return refuse (error, "pictures and sounds of more than %" G_GUINT64_FORMAT " bytes", self->quota->blobs);
}

/* The stored edition of the publisher decides: older ones are refused, the same one is nothing to do. */
static gboolean
check_sequence (TiltasImport *self, GError **error)
{
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (self->db, "SELECT seq, state FROM edition WHERE publisher = :publisher", error);
  if (statement == NULL)
    return FALSE;
  tiltas_sql_bind_text (statement, ":publisher", self->edition->publisher);
  TiltasStep step = tiltas_sql_step (statement, error);
  if (step != TILTAS_STEP_ROW)
    return step == TILTAS_STEP_DONE;
  gint64 stored = sqlite3_column_int64 (statement, 0);
  if (self->edition->seq > stored)
    return TRUE;
  self->is_current = g_strcmp0 (tiltas_sql_text (statement, 1), self->edition->state) == 0;
  if (self->is_current)
    return TRUE;
  return refuse (error, "%s: edition %" G_GINT64_FORMAT " is not newer than the stored edition %" G_GINT64_FORMAT,
                 self->edition->publisher, self->edition->seq, stored);
}

static gboolean
prepare (TiltasImport *self, GError **error)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    if ((self->statements[i] = tiltas_sql_prepare (self->db, SQL[i], error)) == NULL)
      return FALSE;
  tiltas_sql_bind_text (self->statements[NEXT_ROW], ":end", self->end);
  self->deriver = tiltas_deriver_new (self->db, error);
  return self->deriver != NULL && next_row (self, error);
}

TiltasImport *
tiltas_import_begin (TiltasDatabase *db,
                     const TiltasEdition *edition,
                     const TiltasQuota *quota,
                     gint64 imported,
                     GError **error)
{
  if (!tiltas_is_id (edition->publisher) || edition->seq < 1 || edition->state == NULL)
    {
      refuse (error, "an edition without publisher, number or state");
      return NULL;
    }
  if (!tiltas_sql_exec (db, "BEGIN IMMEDIATE", error))
    return NULL;
  g_autoptr (TiltasImport) self = g_new0 (TiltasImport, 1);
  self->db = db;
  self->edition = edition;
  self->quota = quota;
  self->imported = imported;
  self->end = g_strconcat (edition->publisher, AFTER_SLASH, NULL);
  self->row_key = g_string_new (edition->publisher);
  g_string_append_c (self->row_key, '/');
  self->row_raw = g_string_new (NULL);
  self->reader = tiltas_pack_reader_new (edition->publisher, take_line, self);
  if (!check_sequence (self, error) || (!self->is_current && !prepare (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
tiltas_import_is_current (TiltasImport *self)
{
  return self->is_current;
}

/* Faults of the pack are REFUSED with the line; faults of the store are themselves. */
static gboolean
explain (TiltasImport *self, GError *fault, GError **error)
{
  if (self->failure != NULL)
    g_propagate_error (error, g_steal_pointer (&self->failure));
  else
    refuse (error, "%s", fault->message);
  g_error_free (fault);
  return FALSE;
}

gboolean
tiltas_import_feed (TiltasImport *self, const void *data, gsize length, GError **error)
{
  GError *fault = NULL;
  return tiltas_pack_reader_feed (self->reader, data, length, &fault) || explain (self, fault, error);
}

static gboolean
note_edition (TiltasImport *self, GError **error)
{
  static const char NOTE[] = "INSERT INTO edition (publisher, seq, state, published, imported)"
                             " VALUES (:publisher, :seq, :state, :published, :imported)"
                             " ON CONFLICT (publisher) DO UPDATE SET seq = excluded.seq, state = excluded.state,"
                             " published = excluded.published, imported = excluded.imported";
  g_autoptr (TiltasStatement) note = tiltas_sql_prepare (self->db, NOTE, error);
  g_autoptr (TiltasStatement) back =
    note != NULL ? tiltas_sql_prepare (self->db, "DELETE FROM withdrawn WHERE publisher = :publisher", error) : NULL;
  if (back == NULL)
    return FALSE;
  tiltas_sql_bind_text (note, ":publisher", self->edition->publisher);
  tiltas_sql_bind_int (note, ":seq", self->edition->seq);
  tiltas_sql_bind_text (note, ":state", self->edition->state);
  tiltas_sql_bind_text (note, ":published", self->edition->published);
  tiltas_sql_bind_int (note, ":imported", self->imported);
  tiltas_sql_bind_text (back, ":publisher", self->edition->publisher);
  return tiltas_sql_run (note, error) && tiltas_sql_run (back, error);
}

static gboolean
wrong_state (const char *state, const TiltasEdition *edition, const char *what, int code, GError **error)
{
  if (g_str_equal (state, edition->state))
    return FALSE;
  g_set_error (error, TILTAS_STORE_ERROR, code, "%s: %s is %.12s… and not %.12s… as signed", edition->publisher, what,
               state, edition->state);
  return TRUE;
}

gboolean
tiltas_import_commit (TiltasImport *self, TiltasImportCounts *counts, GError **error)
{
  GError *fault = NULL;
  g_autofree char *received = NULL;
  if (!tiltas_pack_reader_finish (self->reader, &received, &fault))
    return explain (self, fault, error);
  if (wrong_state (received, self->edition, "the pack", TILTAS_STORE_ERROR_STATE, error) ||
      !skip_to (self, NULL, error) || !check_blobs (self, error) || !note_edition (self, error))
    return FALSE;
  g_autofree char *stored = tiltas_pack_state (self->db, self->edition->publisher, error);
  if (stored == NULL || wrong_state (stored, self->edition, "what is stored", TILTAS_STORE_ERROR_DAMAGED, error))
    return FALSE;
  if (!tiltas_sql_exec (self->db, "COMMIT", error))
    return FALSE;
  self->committed = TRUE;
  if (counts != NULL)
    *counts = self->counts;
  return TRUE;
}

void
tiltas_import_free (TiltasImport *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_STATEMENTS; i++)
    tiltas_statement_free (self->statements[i]);
  tiltas_deriver_free (self->deriver);
  if (!self->committed && !sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  tiltas_pack_reader_free (self->reader);
  g_clear_error (&self->failure);
  g_string_free (self->row_key, TRUE);
  g_string_free (self->row_raw, TRUE);
  g_free (self->end);
  g_free (self);
}
