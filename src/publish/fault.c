/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/fault.h"

#include "publish/text.h"

#include <stdarg.h>
#include <string.h>

struct _TiltasFaults
{
  GPtrArray *list;   /* of TiltasFault */
  GHashTable *wrong; /* "file:line" of each error, and "file:0" */
};

static void
fault_free (gpointer data)
{
  TiltasFault *fault = data;

  g_free (fault->file);
  g_free (fault->message);
  g_free (fault);
}

TiltasFaults *
tiltas_faults_new (void)
{
  TiltasFaults *self = g_new0 (TiltasFaults, 1);

  self->list = g_ptr_array_new_with_free_func (fault_free);
  self->wrong = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
tiltas_faults_free (TiltasFaults *self)
{
  g_ptr_array_unref (self->list);
  g_hash_table_unref (self->wrong);
  g_free (self);
}

static void G_GNUC_PRINTF (6, 0) add (TiltasFaults *self,
                                      TiltasFaultLevel level,
                                      TiltasFileLine at,
                                      const char *code,
                                      const char *advice,
                                      const char *format,
                                      va_list arguments)
{
  TiltasFault *fault = g_new0 (TiltasFault, 1);
  g_autofree char *message = g_strdup_vprintf (format, arguments);

  fault->level = level;
  fault->file = tiltas_text_visible (at.file);
  fault->line = MAX (at.line, 1);
  fault->code = code;
  fault->advice = advice;
  fault->message =
    tiltas_text_visible (message); /* without this, a word with an invisible character would look right */
  g_ptr_array_add (self->list, fault);
  if (level == TILTAS_FAULT_ERROR)
    {
      g_hash_table_add (self->wrong, g_strdup_printf ("%s:%d", at.file, fault->line));
      g_hash_table_add (self->wrong, g_strdup_printf ("%s:0", at.file));
    }
}

void
tiltas_faults_add (TiltasFaults *self, TiltasFileLine at, const char *code, const char *advice, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  add (self, TILTAS_FAULT_ERROR, at, code, advice, format, arguments);
  va_end (arguments);
}

void
tiltas_faults_warn (TiltasFaults *self,
                    TiltasFileLine at,
                    const char *code,
                    const char *advice,
                    const char *format,
                    ...)
{
  va_list arguments;

  va_start (arguments, format);
  add (self, TILTAS_FAULT_WARNING, at, code, advice, format, arguments);
  va_end (arguments);
}

gboolean
tiltas_faults_has (TiltasFaults *self, TiltasFileLine at)
{
  g_autofree char *place = g_strdup_printf ("%s:%d", at.file, at.line);

  return g_hash_table_contains (self->wrong, place);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const TiltasFault *left = *(TiltasFault *const *) a;
  const TiltasFault *right = *(TiltasFault *const *) b;
  int order = strcmp (left->file, right->file);

  if (order == 0)
    order = (left->line > right->line) - (left->line < right->line);
  if (order == 0)
    order = strcmp (left->code, right->code);
  return order != 0 ? order : strcmp (left->message, right->message);
}

GPtrArray *
tiltas_faults_sorted (TiltasFaults *self)
{
  g_ptr_array_sort (self->list, compare);
  for (guint i = self->list->len; i > 1; i--)
    if (compare (&self->list->pdata[i - 1], &self->list->pdata[i - 2]) == 0)
      g_ptr_array_remove_index (self->list, i - 1);
  return self->list;
}

guint
tiltas_faults_count (TiltasFaults *self, TiltasFaultLevel level)
{
  GPtrArray *list = tiltas_faults_sorted (self);
  guint count = 0;

  for (guint i = 0; i < list->len; i++)
    count += ((TiltasFault *) list->pdata[i])->level == level;
  return count;
}

static const char *
level_word (const TiltasFault *fault)
{
  return fault->level == TILTAS_FAULT_ERROR ? "error" : "warning";
}

char *
tiltas_faults_text (TiltasFaults *self, const char *prefix)
{
  GPtrArray *list = tiltas_faults_sorted (self);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const TiltasFault *fault = list->pdata[i];

      g_string_append_printf (text, "%s%s:%d: %s: %s %s [%s]\n", prefix, fault->file, fault->line, level_word (fault),
                              fault->message, fault->advice, fault->code);
    }
  return g_string_free (text, FALSE);
}

json_t *
tiltas_faults_json (TiltasFaults *self)
{
  GPtrArray *list = tiltas_faults_sorted (self);
  json_t *faults = json_array ();

  for (guint i = 0; i < list->len; i++)
    {
      const TiltasFault *fault = list->pdata[i];

      json_array_append_new (faults, json_pack ("{s:s, s:i, s:s, s:s, s:s, s:s}", "file", fault->file, "line",
                                                fault->line, "level", level_word (fault), "code", fault->code,
                                                "message", fault->message, "advice", fault->advice));
    }
  return json_pack ("{s:i, s:i, s:o}", "errors", (int) tiltas_faults_count (self, TILTAS_FAULT_ERROR), "warnings",
                    (int) tiltas_faults_count (self, TILTAS_FAULT_WARNING), "faults", faults);
}
