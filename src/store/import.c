/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "content/pack-reader.h"
#include "store/import.h"

#include "store/edition.h"
#include "store/editions.h"
#include "store/error.h"
#include "store/import-limits.h"
#include "store/import-rows.h"
#include "store/previous.h"

typedef enum
{
  IMPORT_WHOLE,     /* all lines come, in order */
  IMPORT_BY_ROWS,   /* deltas */
  IMPORT_RETURNING, /* to the previous edition */
} Mode;

struct _TiltasImport
{
  TiltasDatabase *db;
  Mode mode;
  const TiltasEdition *edition;
  TiltasEdition *owned; /* the edition itself, when the import returns to it */
  const TiltasQuota *quota;
  gint64 imported; /* unix seconds */
  gint64 held;     /* is written at the commit: editions up to this number will be refused */
  gboolean is_current, committed;
  TiltasImportRows *rows;
  TiltasPackReader *reader;
  GError *failure; /* an error of the store inside the pack reader, which would add a line number */
  guint64 lines, bytes;
};

static gboolean
check_quota (TiltasImport *self, const TiltasPackLine *line, GError **error)
{
  self->lines++;
  self->bytes += line->length + 1;
  return tiltas_limits_check_kind (self->quota, line->key, error) &&
         tiltas_limits_check_size (self->quota, self->lines, self->bytes, error);
}

static gboolean
take_line (const TiltasPackLine *line, gpointer data, GError **error)
{
  TiltasImport *self = data;
  if (!check_quota (self, line, error))
    return FALSE;
  if (tiltas_import_rows_merge (self->rows, line, &self->failure))
    return TRUE;
  g_propagate_error (error, g_error_copy (self->failure));
  return FALSE;
}

/* Compares with the stored edition: an older one is refused, and the same one leaves nothing to do. */
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
  return tiltas_store_refuse (error,
                              "%s: edition %" G_GINT64_FORMAT " is not newer than the stored edition %" G_GINT64_FORMAT,
                              self->edition->publisher, self->edition->seq, stored);
}

/* Refuses an edition that was rolled back here, and every older one. */
static gboolean
check_held (TiltasImport *self, GError **error)
{
  gint64 held = 0;
  if (!tiltas_previous_held (self->db, self->edition->publisher, &held, error))
    return FALSE;
  return self->is_current || self->edition->seq > held ||
         tiltas_store_refuse (error, "%s: edition %" G_GINT64_FORMAT " was taken back here; only a newer one is taken",
                              self->edition->publisher, held);
}

static gboolean
open_rows (TiltasImport *self, GError **error)
{
  gboolean remember = self->mode != IMPORT_RETURNING;
  self->rows = tiltas_import_rows_new (self->db, self->edition->publisher, remember, error);
  return self->rows != NULL;
}

/* Makes an import of any mode. Borrows edition. */
static TiltasImport *
import_new (TiltasDatabase *db, const TiltasEdition *edition, const TiltasQuota *quota, gint64 imported)
{
  TiltasImport *self = g_new0 (TiltasImport, 1);
  self->db = db;
  self->edition = edition;
  self->quota = quota;
  self->imported = imported;
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
      tiltas_store_refuse (error, "an edition without publisher, number or state");
      return NULL;
    }
  if (!tiltas_sql_exec (db, "BEGIN IMMEDIATE", error))
    return NULL;
  g_autoptr (TiltasImport) self = import_new (db, edition, quota, imported);
  if (!check_sequence (self, error) || !check_held (self, error) || (!self->is_current && !open_rows (self, error)))
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
  self->mode = IMPORT_BY_ROWS;
  g_autoptr (TiltasEdition) base = tiltas_previous_edition (db, edition->publisher, error);
  if (base != NULL && g_strcmp0 (base->state, base_state) == 0)
    return g_steal_pointer (&self);
  if (error == NULL || *error == NULL)
    tiltas_store_refuse (error, "%s: the delta begins with another edition than the stored one", edition->publisher);
  return NULL;
}

/* The stored edition will be held, unless a newer one is held already. */
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
        tiltas_store_refuse (error, "%s: no previous edition is kept", publisher);
      return NULL;
    }
  g_autoptr (TiltasImport) self = import_new (db, edition, NULL, imported);
  self->owned = edition;
  self->mode = IMPORT_RETURNING;
  return find_held (self, error) && open_rows (self, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
tiltas_import_is_current (TiltasImport *self)
{
  return self->is_current;
}

/* Turns a fault of the pack into REFUSED with its line number. An error of the store stays as it is. Takes fault. */
static gboolean
explain (TiltasImport *self, GError *fault, GError **error)
{
  if (self->failure != NULL)
    g_propagate_error (error, g_steal_pointer (&self->failure));
  else
    tiltas_store_refuse (error, "%s", fault->message);
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
missing (const char *key, GError **error)
{
  return tiltas_store_refuse (error, "%s is not there to be changed or removed", key);
}

gboolean
tiltas_import_get (TiltasImport *self, const char *key, GByteArray *line, GError **error)
{
  gboolean found = FALSE;
  return tiltas_import_rows_get (self->rows, key, line, &found, error) && (found || missing (key, error));
}

gboolean
tiltas_import_put (TiltasImport *self, const TiltasPackLine *line, GError **error)
{
  return tiltas_limits_check_kind (self->quota, line->key, error) && tiltas_import_rows_put (self->rows, line, error);
}

gboolean
tiltas_import_drop (TiltasImport *self, const char *key, GError **error)
{
  gboolean found = FALSE;
  return tiltas_import_rows_drop (self->rows, key, &found, error) &&
         (found || self->mode == IMPORT_RETURNING || missing (key, error));
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

/* Ends an import of single rows. Whether the deltas were the right ones shows only in the state that is compared
 * next. */
static gboolean
finish_rows (TiltasImport *self, GError **error)
{
  const char *publisher = self->edition->publisher;
  return tiltas_limits_check_stored (self->db, publisher, self->quota, error) &&
         (self->mode == IMPORT_BY_ROWS || tiltas_previous_forget (self->db, publisher, error));
}

/* Ends an import of all lines: checks that they were the signed ones, then removes the stored rows after the last. */
static gboolean
finish_whole (TiltasImport *self, GError **error)
{
  GError *fault = NULL;
  g_autofree char *received = NULL;
  if (!tiltas_pack_reader_finish (self->reader, &received, &fault))
    return explain (self, fault, error);
  return !wrong_state (received, self->edition, "the pack", TILTAS_STORE_ERROR_STATE, error) &&
         tiltas_import_rows_merge_end (self->rows, error);
}

gboolean
tiltas_import_commit (TiltasImport *self, TiltasImportCounts *counts, GError **error)
{
  int code = self->mode == IMPORT_BY_ROWS ? TILTAS_STORE_ERROR_STATE : TILTAS_STORE_ERROR_DAMAGED;
  if (!(self->mode == IMPORT_WHOLE ? finish_whole (self, error) : finish_rows (self, error)) ||
      !tiltas_limits_check_blobs (self->db, self->edition->publisher, self->quota, error) ||
      !note_edition (self, error))
    return FALSE;
  g_autofree char *stored = tiltas_edition_state (self->db, self->edition->publisher, error);
  if (stored == NULL || wrong_state (stored, self->edition, "what is stored", code, error))
    return FALSE;
  if (!tiltas_sql_exec (self->db, "COMMIT", error))
    return FALSE;
  self->committed = TRUE;
  if (counts != NULL)
    *counts = *tiltas_import_rows_get_counts (self->rows);
  return TRUE;
}

void
tiltas_import_free (TiltasImport *self)
{
  if (self == NULL)
    return;
  tiltas_import_rows_free (self->rows);
  if (!self->committed && !sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  tiltas_pack_reader_free (self->reader);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->owned, tiltas_edition_free);
  g_free (self);
}
