/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/reader-lessons.h"

#include "store/links.h"
#include "store/reader-query.h"

/* A lesson without a text in any language is treated as not there. */

#define UNITS                                                                                                    \
  "SELECT r.raw, t.raw, (SELECT count (*) FROM lesson WHERE lesson.unit = unit.ref"                              \
  " AND " TILTAS_HAS_TEXT ("lesson", "lesson.ref") ") AS children"                                               \
                                                   " FROM unit JOIN record AS r ON r.record_id = unit.record_id" \
                                                   " LEFT JOIN record AS t ON t.record_id = " TILTAS_TEXT_OF (   \
                                                     "unit", "unit.ref") " WHERE children > 0"

/* Cards are not read for lists: the title and its language stand in `text`. */
#define LESSONS                                                                                                    \
  "SELECT r.raw, t.title, t.lang, t.state, t.cards FROM lesson JOIN record AS r ON r.record_id = lesson.record_id" \
  " JOIN text AS t ON t.record_id = " TILTAS_TEXT_OF ("lesson", "lesson.ref")

#define LESSON                                                                         \
  "SELECT r.raw, t.raw FROM lesson JOIN record AS r ON r.record_id = lesson.record_id" \
  " JOIN record AS t ON t.record_id = " TILTAS_TEXT_OF ("lesson", "lesson.ref") " WHERE lesson.ref = :ref"

GPtrArray *
tiltas_reader_units (TiltasReader *self, const char *const *ladder, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autoptr (TiltasStatement) statement =
    snapshot != NULL ? tiltas_reader_prepare (self, UNITS " ORDER BY unit.position, unit.ref", ladder, error) : NULL;
  return statement != NULL ? tiltas_reader_read_groups (self, statement, error) : NULL;
}

static TiltasGroup *
first_group (GPtrArray *groups)
{
  return groups != NULL && groups->len > 0 ? tiltas_group_ref (g_ptr_array_index (groups, 0)) : NULL;
}

TiltasGroup *
tiltas_reader_unit (TiltasReader *self, const char *ref, const char *const *ladder, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autofree char *full = snapshot != NULL ? tiltas_reader_resolve (self, TILTAS_READER_TABLE_UNIT, ref, error) : NULL;
  g_autoptr (TiltasStatement) statement =
    full != NULL ? tiltas_reader_prepare (self, UNITS " AND unit.ref = :ref", ladder, error) : NULL;
  if (statement == NULL)
    return NULL;
  tiltas_sql_bind_text (statement, ":ref", full);
  g_autoptr (GPtrArray) groups = tiltas_reader_read_groups (self, statement, error);
  return first_group (groups);
}

/* The members of a lesson's text that a list needs, in the form of a record. */
static json_t *
short_text (TiltasStatement *statement)
{
  json_t *text = json_object ();
  json_object_set_new (text, "title", json_string (tiltas_sql_text (statement, 1)));
  json_object_set_new (text, "lang", json_string (tiltas_sql_text (statement, 2)));
  json_object_set_new (text, "state", json_string (tiltas_sql_text (statement, 3)));
  return text;
}

static GPtrArray *
read_lessons (TiltasReader *self, TiltasStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) lessons = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_lesson_unref);
  TiltasStep step;
  while ((step = tiltas_sql_step (statement, error)) == TILTAS_STEP_ROW)
    {
      g_autoptr (json_t) record = NULL;
      g_autoptr (json_t) text = short_text (statement);
      if (!tiltas_reader_parse (self, statement, 0, &record, error))
        return NULL;
      TiltasLesson *lesson = tiltas_lesson_new (record, text, FALSE);
      lesson->n_cards = (guint) sqlite3_column_int64 (statement, 4);
      g_ptr_array_add (lessons, lesson);
    }
  return step == TILTAS_STEP_DONE ? g_steal_pointer (&lessons) : NULL;
}

GPtrArray *
tiltas_reader_lessons (TiltasReader *self, const char *unit, const char *const *ladder, GError **error)
{
  static const char OF_UNIT[] = LESSONS " WHERE lesson.unit = :unit ORDER BY lesson.position, lesson.ref";
  static const char ALL[] =
    LESSONS " LEFT JOIN unit ON unit.ref = lesson.unit ORDER BY unit.position IS NULL, unit.position, unit.ref,"
            " lesson.position, lesson.ref";
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  if (snapshot == NULL)
    return NULL;
  g_autoptr (GError) fault = NULL;
  g_autofree char *full = unit != NULL ? tiltas_reader_resolve (self, TILTAS_READER_TABLE_UNIT, unit, &fault) : NULL;
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  g_autoptr (TiltasStatement) statement = tiltas_reader_prepare (self, unit != NULL ? OF_UNIT : ALL, ladder, error);
  if (statement == NULL)
    return NULL;
  if (unit != NULL)
    tiltas_sql_bind_text (statement, ":unit", full); /* NULL: no unit of that name, no rows */
  return read_lessons (self, statement, error);
}

TiltasLesson *
tiltas_reader_lesson (TiltasReader *self, const char *ref, const char *const *ladder, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autofree char *full =
    snapshot != NULL ? tiltas_reader_resolve (self, TILTAS_READER_TABLE_LESSON, ref, error) : NULL;
  g_autoptr (TiltasStatement) statement = full != NULL ? tiltas_reader_prepare (self, LESSON, ladder, error) : NULL;
  if (statement == NULL)
    return NULL;
  g_autoptr (json_t) record = NULL, text = NULL;
  tiltas_sql_bind_text (statement, ":ref", full);
  if (tiltas_reader_step_record (self, statement, &record, &text, error) != TILTAS_STEP_ROW)
    return NULL;
  g_autoptr (TiltasLesson) lesson = tiltas_lesson_new (record, text, TRUE);
  if (lesson->cards->len == 0) /* no lesson without cards is imported */
    {
      tiltas_reader_fail_damaged (self, error, "a stored record is damaged: %s has no cards", lesson->ref);
      return NULL;
    }
  g_autoptr (TiltasLinks) links = tiltas_links_new (self, error);
  if (links == NULL || !tiltas_links_filter_lesson (links, lesson, error))
    return NULL;
  return g_steal_pointer (&lesson);
}
