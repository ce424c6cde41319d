/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/previous.h"

#include "store/edition.h"

struct _TiltasPrevious
{
  TiltasStatement *remember; /* NULL: there is no edition to return to */
};

/* Runs one statement that has the value :publisher and, when seq is above 0, the value :seq. */
static gboolean
run (TiltasDatabase *db, const char *sql, const char *publisher, gint64 seq, GError **error)
{
  g_autoptr (TiltasStatement) statement = tiltas_sql_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  tiltas_sql_bind_text (statement, ":publisher", publisher);
  if (seq > 0)
    tiltas_sql_bind_int (statement, ":seq", seq);
  return tiltas_sql_run (statement, error);
}

gboolean
tiltas_previous_forget (TiltasDatabase *db, const char *publisher, GError **error)
{
  return run (db, "DELETE FROM previous_record WHERE publisher = :publisher", publisher, 0, error) &&
         run (db, "DELETE FROM previous WHERE publisher = :publisher", publisher, 0, error);
}

TiltasPrevious *
tiltas_previous_begin (TiltasDatabase *db, const char *publisher, GError **error)
{
  static const char NOTE[] = "INSERT INTO previous (publisher, seq, state, published)"
                             " SELECT publisher, seq, state, published FROM edition WHERE publisher = :publisher";
  static const char REMEMBER[] = "INSERT INTO previous_record (publisher, key, raw)"
                                 " VALUES (:publisher, :key, (SELECT raw FROM record WHERE key = :key))"
                                 " ON CONFLICT (publisher, key) DO NOTHING";
  g_autoptr (TiltasPrevious) self = g_new0 (TiltasPrevious, 1);
  if (!tiltas_previous_forget (db, publisher, error) || !run (db, NOTE, publisher, 0, error))
    return NULL;
  if (sqlite3_changes (db) == 0)
    return g_steal_pointer (&self);
  self->remember = tiltas_sql_prepare (db, REMEMBER, error);
  if (self->remember == NULL)
    return NULL;
  tiltas_sql_bind_text (self->remember, ":publisher", publisher);
  return g_steal_pointer (&self);
}

gboolean
tiltas_previous_remember (TiltasPrevious *self, const char *key, GError **error)
{
  if (self->remember == NULL)
    return TRUE;
  tiltas_sql_bind_text (self->remember, ":key", key);
  return tiltas_sql_run (self->remember, error);
}

void
tiltas_previous_free (TiltasPrevious *self)
{
  if (self == NULL)
    return;
  tiltas_statement_free (self->remember);
  g_free (self);
}

TiltasEdition *
tiltas_previous_edition (TiltasDatabase *db, const char *publisher, GError **error)
{
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (db, "SELECT seq, state, published FROM previous WHERE publisher = :publisher", error);
  if (statement == NULL)
    return NULL;
  tiltas_sql_bind_text (statement, ":publisher", publisher);
  if (tiltas_sql_step (statement, error) != TILTAS_STEP_ROW)
    return NULL;
  TiltasEdition *edition = g_new0 (TiltasEdition, 1);
  edition->publisher = g_strdup (publisher);
  edition->seq = sqlite3_column_int64 (statement, 0);
  edition->state = g_strdup (tiltas_sql_text (statement, 1));
  edition->published = g_strdup (tiltas_sql_text (statement, 2));
  return edition;
}

gboolean
tiltas_previous_next (TiltasDatabase *db,
                      const char *publisher,
                      const char *after,
                      char **key,
                      char **raw,
                      GError **error)
{
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (db,
                        "SELECT key, raw FROM previous_record WHERE publisher = :publisher AND key > :after"
                        " ORDER BY key LIMIT 1",
                        error);
  *key = *raw = NULL;
  if (statement == NULL)
    return FALSE;
  tiltas_sql_bind_text (statement, ":publisher", publisher);
  tiltas_sql_bind_text (statement, ":after", after);
  TiltasStep step = tiltas_sql_step (statement, error);
  if (step == TILTAS_STEP_ROW)
    {
      *key = g_strdup (tiltas_sql_text (statement, 0));
      *raw = g_strdup (tiltas_sql_text (statement, 1));
    }
  return step != TILTAS_STEP_ERROR;
}

gboolean
tiltas_previous_hold (TiltasDatabase *db, const char *publisher, gint64 seq, GError **error)
{
  if (seq <= 0)
    return run (db, "DELETE FROM held WHERE publisher = :publisher", publisher, 0, error);
  return run (db, "INSERT OR REPLACE INTO held (publisher, seq) VALUES (:publisher, :seq)", publisher, seq, error);
}

gboolean
tiltas_previous_held (TiltasDatabase *db, const char *publisher, gint64 *seq, GError **error)
{
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (db, "SELECT seq FROM held WHERE publisher = :publisher", error);
  *seq = 0;
  if (statement == NULL)
    return FALSE;
  tiltas_sql_bind_text (statement, ":publisher", publisher);
  TiltasStep step = tiltas_sql_step (statement, error);
  if (step == TILTAS_STEP_ROW)
    *seq = sqlite3_column_int64 (statement, 0);
  return step != TILTAS_STEP_ERROR;
}
