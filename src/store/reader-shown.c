/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/reader-shown.h"

#include "store/reader-private.h"
#include "store/reader-query.h"

/* Uses the index of ref ("publisher/id"), so that the number of rows does not matter. Reads main.: also what is
 * hidden from visitors. */
#define HAS(table) \
  " EXISTS (SELECT 1 FROM main." table " WHERE ref > edition.publisher || '/' AND ref < edition.publisher || '0')"

static const char SHOWN[] =
  "SELECT edition.publisher, edition.seq, edition.published, imported, coalesce(previous.seq, 0), coalesce(held.seq, "
  "0)," HAS ("lesson") "," HAS ("service") "," HAS ("article") "," HAS (
    "announcement") ", edition.publisher IS " TILTAS_FIRST_PUBLISHER
                    " FROM edition LEFT JOIN previous USING (publisher) LEFT JOIN held USING (publisher) ORDER BY "
                    "edition.publisher";

void
tiltas_shown_free (TiltasShown *self)
{
  g_free (self->publisher);
  g_free (self->published);
  g_free (self);
}

static TiltasShown *
shown_new (TiltasReader *reader, TiltasStatement *statement)
{
  TiltasShown *self = g_new0 (TiltasShown, 1);

  self->publisher = g_strdup (tiltas_sql_text (statement, 0));
  self->seq = sqlite3_column_int64 (statement, 1);
  self->published = g_strdup (tiltas_sql_text (statement, 2));
  self->imported = sqlite3_column_int64 (statement, 3);
  self->previous = sqlite3_column_int64 (statement, 4);
  self->held = sqlite3_column_int64 (statement, 5);
  self->has_lessons = sqlite3_column_int (statement, 6) != 0;
  self->has_services = sqlite3_column_int (statement, 7) != 0;
  self->has_articles = sqlite3_column_int (statement, 8) != 0;
  self->has_news = sqlite3_column_int (statement, 9) != 0;
  self->stays = sqlite3_column_int (statement, 10) != 0;
  self->hidden = reader->hidden != NULL && g_strv_contains ((const char *const *) reader->hidden, self->publisher);
  return self;
}

GPtrArray *
tiltas_reader_shown (TiltasReader *self, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autoptr (TiltasStatement) statement = snapshot != NULL ? tiltas_sql_prepare (self->db, SHOWN, error) : NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_shown_free);
  TiltasStep step = TILTAS_STEP_ERROR;

  while (statement != NULL && (step = tiltas_sql_step (statement, error)) == TILTAS_STEP_ROW)
    g_ptr_array_add (all, shown_new (self, statement));
  return step == TILTAS_STEP_DONE ? g_steal_pointer (&all) : NULL;
}
