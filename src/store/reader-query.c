/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/reader-query.h"

#include "content/model.h"
#include "content/record.h"
#include "store/error.h"
#include "store/reader-private.h"

#include <string.h>

/* Drops the cache when another connection has written. */
static gboolean
drop_stale_cache (TiltasReader *self, GError **error)
{
  TiltasStep step = tiltas_sql_step (self->data_version, error);
  gint64 version = step == TILTAS_STEP_ROW ? sqlite3_column_int64 (self->data_version, 0) : self->version_seen;
  tiltas_sql_reset (self->data_version);
  if (version != self->version_seen)
    g_clear_pointer (&self->holidays, g_hash_table_unref);
  self->version_seen = version;
  return step == TILTAS_STEP_ROW;
}

/* The caller may not have asked for the error: then SQLite's code of the last failure is used. An interruption can
 * look like a missing table, so it is excluded. */
static gboolean
met_damage (TiltasReader *self)
{
  if (self->met_damage)
    return TRUE;
  if (self->error != NULL && *self->error != NULL)
    return g_error_matches (*self->error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED);
  return g_atomic_int_get (&self->interrupts) == self->interrupts_seen && tiltas_sql_is_damage (self->db);
}

TiltasReading *
tiltas_reader_begin (TiltasReader *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  self->interrupts_seen = g_atomic_int_get (&self->interrupts);
  self->error = error;
  self->met_damage = FALSE;
  if (drop_stale_cache (self, error) && tiltas_snapshot_begin (self->db, error) != NULL)
    return self;
  tiltas_reader_end (self);
  return NULL;
}

void
tiltas_reader_end (TiltasReading *self)
{
  if (self == NULL)
    return;
  if (met_damage (self))
    tiltas_store_note_damage (self->store, self->path);
  self->error = NULL;
  tiltas_snapshot_end ((TiltasSnapshot *) self->db);
}

gboolean
tiltas_reader_explain_interrupt (TiltasReader *self, GError **error)
{
  if (g_atomic_int_get (&self->interrupts) == self->interrupts_seen)
    return FALSE;
  g_clear_error (error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the query was interrupted");
  return TRUE;
}

char *
tiltas_ladder_join (const char *const *ladder)
{
  g_autofree char *languages = ladder != NULL ? g_strjoinv (" ", (char **) ladder) : NULL;
  return g_strconcat (" ", languages != NULL ? languages : "", " ", NULL);
}

TiltasStatement *
tiltas_reader_prepare (TiltasReader *self, const char *sql, const char *const *ladder, GError **error)
{
  g_autoptr (TiltasStatement) statement = tiltas_sql_prepare (self->db, sql, error);
  if (statement == NULL)
    {
      tiltas_reader_explain_interrupt (self, error);
      return NULL;
    }
  if (sqlite3_bind_parameter_index (statement, ":ladder") > 0)
    {
      g_autofree char *languages = tiltas_ladder_join (ladder);
      tiltas_sql_bind_text (statement, ":ladder", languages);
    }
  if (sqlite3_bind_parameter_index (statement, ":show_unverified") > 0)
    tiltas_sql_bind_int (statement, ":show_unverified", self->show_unverified);
  return g_steal_pointer (&statement);
}

char *
tiltas_reader_resolve (TiltasReader *self, TiltasReaderTable table, const char *ref, GError **error)
{
#define FIRST(table) "SELECT ref FROM " table " WHERE id = :id ORDER BY publisher LIMIT 1"
  static const char *const SQL[] = {
    [TILTAS_READER_TABLE_UNIT] = FIRST ("unit"),
    [TILTAS_READER_TABLE_CATEGORY] = FIRST ("category"),
    [TILTAS_READER_TABLE_LESSON] = FIRST ("lesson"),
    [TILTAS_READER_TABLE_SERVICE] = FIRST ("service"),
    [TILTAS_READER_TABLE_TERM] = FIRST ("term"),
    [TILTAS_READER_TABLE_BRANCH] = FIRST ("branch"),
    [TILTAS_READER_TABLE_ANNOUNCEMENT] = FIRST ("announcement"),
  };
#undef FIRST
  if (strchr (ref, '/') != NULL)
    return g_strdup (ref);
  g_autoptr (TiltasStatement) statement = tiltas_reader_prepare (self, SQL[table], NULL, error);
  if (statement == NULL)
    return NULL;
  tiltas_sql_bind_text (statement, ":id", ref);
  return tiltas_sql_step (statement, error) == TILTAS_STEP_ROW ? g_strdup (tiltas_sql_text (statement, 0)) : NULL;
}

gboolean
tiltas_reader_fail_damaged (TiltasReader *self, GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED, format, arguments));
  va_end (arguments);
  self->met_damage = TRUE;
  return FALSE;
}

gboolean
tiltas_reader_parse (TiltasReader *self, TiltasStatement *statement, int column, json_t **json, GError **error)
{
  const char *raw = tiltas_sql_text (statement, column);
  *json = NULL;
  if (raw == NULL)
    return TRUE;
  json_error_t fault;
  g_autoptr (GError) invalid = NULL;
  g_autoptr (json_t) value = json_loadb (raw, (size_t) sqlite3_column_bytes (statement, column), 0, &fault);
  g_autoptr (TiltasKey) key = value != NULL ? tiltas_key_of (value, &invalid) : NULL;
  if (key != NULL)
    {
      *json = g_steal_pointer (&value);
      return TRUE;
    }
  return tiltas_reader_fail_damaged (self, error, "a stored record is damaged: %s",
                                     invalid != NULL ? invalid->message : fault.text);
}

TiltasStep
tiltas_reader_step_record (TiltasReader *self,
                           TiltasStatement *statement,
                           json_t **record,
                           json_t **text,
                           GError **error)
{
  *record = *text = NULL;
  TiltasStep step = tiltas_sql_step (statement, error);
  if (step != TILTAS_STEP_ROW)
    return step;
  if (tiltas_reader_parse (self, statement, 0, record, error) && tiltas_reader_parse (self, statement, 1, text, error))
    return TILTAS_STEP_ROW;
  g_clear_pointer (record, json_decref);
  return TILTAS_STEP_ERROR;
}

GPtrArray *
tiltas_reader_read_groups (TiltasReader *self, TiltasStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_group_unref);
  for (;;)
    {
      g_autoptr (json_t) record = NULL, text = NULL;
      TiltasStep step = tiltas_reader_step_record (self, statement, &record, &text, error);
      if (step != TILTAS_STEP_ROW)
        return step == TILTAS_STEP_DONE ? g_steal_pointer (&groups) : NULL;
      TiltasGroup *group = tiltas_group_new (record, text);
      group->n_children = (guint) sqlite3_column_int64 (statement, 2);
      g_ptr_array_add (groups, group);
    }
}
