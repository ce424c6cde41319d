/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/reader-holidays.h"

#include "store/reader-private.h"
#include "store/reader-query.h"

/* There are few public holidays, and the screens ask for them often. Of two titles for a day, the last row stays: that
 * of the first publisher. */

#define HOLIDAYS                                                                                    \
  "SELECT holiday.day, t.title FROM holiday LEFT JOIN text AS t ON t.record_id = " TILTAS_TEXT_OF ( \
    "holiday", "holiday.ref") " ORDER BY holiday.day, holiday.ref DESC"

static GHashTable *
read_holidays (TiltasReader *self, const char *const *ladder, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autoptr (TiltasStatement) statement =
    snapshot != NULL ? tiltas_reader_prepare (self, HOLIDAYS, ladder, error) : NULL;
  g_autoptr (GHashTable) holidays = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  TiltasStep step = TILTAS_STEP_ERROR;
  while (statement != NULL && (step = tiltas_sql_step (statement, error)) == TILTAS_STEP_ROW)
    {
      gint64 *day = g_new (gint64, 1);
      const char *title = tiltas_sql_text (statement, 1);
      *day = sqlite3_column_int64 (statement, 0);
      g_hash_table_replace (holidays, day, g_strdup (title != NULL ? title : ""));
    }
  return step == TILTAS_STEP_DONE ? g_steal_pointer (&holidays) : NULL;
}

/* ladder NULL: titles in any language will do. */
static const char *
look_up (TiltasReader *self, gint64 day, const char *const *ladder)
{
  g_autofree char *languages = ladder != NULL ? tiltas_ladder_join (ladder) : NULL;
  if (self->holidays == NULL || (languages != NULL && g_strcmp0 (languages, self->holidays_ladder) != 0))
    {
      g_autoptr (GError) fault = NULL;
      GHashTable *holidays = read_holidays (self, ladder, &fault);
      if (holidays == NULL)
        {
          g_warning ("holidays cannot be read: %s", fault->message);
          return NULL;
        }
      g_clear_pointer (&self->holidays, g_hash_table_unref);
      self->holidays = holidays;
      g_free (self->holidays_ladder);
      self->holidays_ladder = g_steal_pointer (&languages);
    }
  return g_hash_table_lookup (self->holidays, &day);
}

const char *
tiltas_reader_holiday (TiltasReader *self, gint64 day, const char *const *ladder)
{
  g_return_val_if_fail (self != NULL && ladder != NULL, NULL);
  const char *title = look_up (self, day, ladder);
  return title != NULL && *title != '\0' ? title : NULL;
}

gboolean
tiltas_reader_is_holiday (gint64 day, gpointer reader)
{
  g_return_val_if_fail (reader != NULL, FALSE);
  return look_up (reader, day, NULL) != NULL;
}
