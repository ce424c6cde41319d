/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "content/pack-reader.h"
#include "store/import-private.h"

#include <string.h>

/* Keys of a publisher are those between "publisher/" and "publisher0": 0 is the character after the slash. */
#define AFTER_SLASH "0"

/* Removes stored rows before key; all that are left when key is NULL. */
static gboolean
skip_to (TiltasImport *self, const char *key, GError **error)
{
  while (self->has_row && (key == NULL || strcmp (self->row_key->str, key) < 0))
    {
      if (!tiltas_import_remove_row (self, self->row_key->str, self->row_id, error) ||
          !tiltas_import_next_row (self, error))
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
      return tiltas_import_insert_row (self, 0, key, json, line, length, error);
    }
  gint64 record_id = self->row_id;
  if ((self->row_raw->len != length || memcmp (self->row_raw->str, line, length) != 0) &&
      !tiltas_import_replace_row (self, record_id, key, json, line, length, error))
    return FALSE;
  return tiltas_import_next_row (self, error);
}

static gboolean
check_quota (TiltasImport *self, const TiltasKey *key, gsize length, GError **error)
{
  self->lines++;
  self->bytes += length + 1;
  return tiltas_import_check_kind (self, key, error) &&
         tiltas_import_check_size (self, self->lines, self->bytes, error);
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
  return tiltas_import_refuse (
    error, "%s: edition %" G_GINT64_FORMAT " is not newer than the stored edition %" G_GINT64_FORMAT,
    self->edition->publisher, self->edition->seq, stored);
}

/* An edition that this place was taken back from, or an older one, waits for a newer one. */
static gboolean
check_held (TiltasImport *self, GError **error)
{
  gint64 held = 0;
  if (!tiltas_previous_held (self->db, self->edition->publisher, &held, error))
    return FALSE;
  return self->is_current || self->edition->seq > held ||
         tiltas_import_refuse (error, "%s: edition %" G_GINT64_FORMAT " was taken back here; only a newer one is taken",
                               self->edition->publisher, held);
}

static gboolean
begin_merge (TiltasImport *self, GError **error)
{
  return tiltas_import_prepare (self, error) && tiltas_import_next_row (self, error);
}

/* What all ways begin with; borrows edition. */
static TiltasImport *
import_new (TiltasDatabase *db, const TiltasEdition *edition, const TiltasQuota *quota, gint64 imported)
{
  TiltasImport *self = g_new0 (TiltasImport, 1);
  self->db = db;
  self->edition = edition;
  self->quota = quota;
  self->imported = imported;
  self->end = g_strconcat (edition->publisher, AFTER_SLASH, NULL);
  self->row_key = g_string_new (edition->publisher);
  g_string_append_c (self->row_key, '/');
  self->row_raw = g_string_new (NULL);
  self->reader = tiltas_pack_reader_new (edition->publisher, take_line, self);
  return self;
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
      tiltas_import_refuse (error, "an edition without publisher, number or state");
      return NULL;
    }
  if (!tiltas_sql_exec (db, "BEGIN IMMEDIATE", error))
    return NULL;
  g_autoptr (TiltasImport) self = import_new (db, edition, quota, imported);
  if (!check_sequence (self, error) || !check_held (self, error) || (!self->is_current && !begin_merge (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

TiltasImport *
tiltas_import_begin_delta (TiltasDatabase *db,
                           const TiltasEdition *edition,
                           const char *base_state,
                           const TiltasQuota *quota,
                           gint64 imported,
                           GError **error)
{
  g_autoptr (TiltasImport) self = tiltas_import_begin (db, edition, quota, imported, error);
  if (self == NULL || self->is_current)
    return g_steal_pointer (&self);
  self->mode = TILTAS_IMPORT_BY_ROWS;
  g_autoptr (TiltasEdition) base = tiltas_previous_edition (db, edition->publisher, error);
  if (base != NULL && g_strcmp0 (base->state, base_state) == 0)
    return g_steal_pointer (&self);
  if (error == NULL || *error == NULL)
    tiltas_import_refuse (error, "%s: the delta begins with another edition than the stored one", edition->publisher);
  return NULL;
}

/* What is stored now is held, unless a newer one is already. */
static gboolean
find_held (TiltasImport *self, GError **error)
{
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (self->db,
                        "SELECT max(seq) FROM (SELECT seq FROM edition WHERE publisher = :publisher"
                        " UNION ALL SELECT seq FROM held WHERE publisher = :publisher)",
                        error);
  if (statement == NULL)
    return FALSE;
  tiltas_sql_bind_text (statement, ":publisher", self->edition->publisher);
  if (tiltas_sql_step (statement, error) != TILTAS_STEP_ROW)
    return FALSE;
  self->held = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

TiltasImport *
tiltas_import_begin_return (TiltasDatabase *db, const char *publisher, gint64 imported, GError **error)
{
  GError *fault = NULL;
  if (!tiltas_sql_exec (db, "BEGIN IMMEDIATE", error))
    return NULL;
  TiltasEdition *edition = tiltas_previous_edition (db, publisher, &fault);
  if (edition == NULL)
    {
      sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
      if (fault != NULL)
        g_propagate_error (error, fault);
      else
        tiltas_import_refuse (error, "%s: no previous edition is kept", publisher);
      return NULL;
    }
  g_autoptr (TiltasImport) self = import_new (db, edition, NULL, imported);
  self->owned = edition;
  self->mode = TILTAS_IMPORT_RETURNING;
  return find_held (self, error) && tiltas_import_prepare (self, error) ? g_steal_pointer (&self) : NULL;
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
    tiltas_import_refuse (error, "%s", fault->message);
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
  return tiltas_sql_run (note, error) && tiltas_sql_run (back, error) &&
         tiltas_previous_hold (self->db, self->edition->publisher, self->held, error);
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

/* Deltas are told apart by what they lead to: a store that is not as signed then is the delta's fault. */
static gboolean
finish_rows (TiltasImport *self, GError **error)
{
  const char *publisher = self->edition->publisher;
  return tiltas_import_check_stored_size (self, error) &&
         (self->mode == TILTAS_IMPORT_BY_ROWS || tiltas_previous_forget (self->db, publisher, error));
}

/* The rest of the lines, and whether they were the signed ones. */
static gboolean
finish_whole (TiltasImport *self, GError **error)
{
  GError *fault = NULL;
  g_autofree char *received = NULL;
  if (!tiltas_pack_reader_finish (self->reader, &received, &fault))
    return explain (self, fault, error);
  return !wrong_state (received, self->edition, "the pack", TILTAS_STORE_ERROR_STATE, error) &&
         skip_to (self, NULL, error);
}

gboolean
tiltas_import_commit (TiltasImport *self, TiltasImportCounts *counts, GError **error)
{
  int code = self->mode == TILTAS_IMPORT_BY_ROWS ? TILTAS_STORE_ERROR_STATE : TILTAS_STORE_ERROR_DAMAGED;
  if (!(self->mode == TILTAS_IMPORT_WHOLE ? finish_whole (self, error) : finish_rows (self, error)) ||
      !tiltas_import_check_blobs (self, error) || !note_edition (self, error))
    return FALSE;
  g_autofree char *stored = tiltas_pack_state (self->db, self->edition->publisher, error);
  if (stored == NULL || wrong_state (stored, self->edition, "what is stored", code, error))
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
  for (guint i = 0; i < TILTAS_IMPORT_N_STATEMENTS; i++)
    tiltas_statement_free (self->statements[i]);
  tiltas_deriver_free (self->deriver);
  tiltas_previous_free (self->previous);
  if (!self->committed && !sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  tiltas_pack_reader_free (self->reader);
  g_clear_error (&self->failure);
  g_string_free (self->row_key, TRUE);
  g_string_free (self->row_raw, TRUE);
  g_free (self->end);
  g_clear_pointer (&self->owned, tiltas_edition_free);
  g_free (self);
}
