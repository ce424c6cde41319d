/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/reader-editions.h"

#include "store/edition.h"
#include "store/editions.h"
#include "store/reader-private.h"
#include "store/reader-query.h"

GPtrArray *
tiltas_reader_editions (TiltasReader *self, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  return snapshot != NULL ? tiltas_editions_list (self->db, error) : NULL;
}

gint64
tiltas_reader_published (TiltasReader *self)
{
  g_autoptr (GPtrArray) editions = tiltas_reader_editions (self, NULL);
  gint64 newest = 0;
  for (guint i = 0; editions != NULL && i < editions->len; i++)
    {
      const TiltasEdition *edition = g_ptr_array_index (editions, i);
      g_autoptr (GDateTime) published =
        edition->published != NULL ? g_date_time_new_from_iso8601 (edition->published, NULL) : NULL;
      if (published != NULL)
        newest = MAX (newest, g_date_time_to_unix (published));
    }
  return newest;
}

gboolean
tiltas_reader_pack_bytes (TiltasReader *self, guint64 *bytes, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  gint64 sum = 0;
  if (snapshot == NULL ||
      !tiltas_sql_get_int (self->db, "SELECT coalesce (sum (length (CAST (raw AS BLOB)) + 1), 0) FROM record", 0, &sum,
                           error))
    return FALSE;
  *bytes = (guint64) sum;
  return TRUE;
}

gboolean
tiltas_reader_counts (TiltasReader *self, guint *lessons, guint *services, GError **error)
{
  static const char COUNT[] = "SELECT (SELECT count (*) FROM lesson WHERE " TILTAS_HAS_TEXT (
    "lesson", "lesson.ref") "),"
                            " (SELECT count (*) FROM service WHERE " TILTAS_SERVICE_VISIBLE ")";
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autoptr (TiltasStatement) statement = snapshot != NULL ? tiltas_reader_prepare (self, COUNT, NULL, error) : NULL;
  if (statement == NULL || tiltas_sql_step (statement, error) != TILTAS_STEP_ROW)
    return FALSE;
  *lessons = (guint) sqlite3_column_int64 (statement, 0);
  *services = (guint) sqlite3_column_int64 (statement, 1);
  return TRUE;
}
