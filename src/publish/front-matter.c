/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/front-matter.h"

#include "publish/text.h"

#include <string.h>

void
tiltas_front_matter_free (TiltasFrontMatter *self)
{
  g_free (self->file);
  g_free (self->body);
  g_hash_table_unref (self->values);
  g_hash_table_unref (self->lines);
  g_free (self);
}

static void
read_line (TiltasFrontMatter *self, char *line, int number, const char *const *keys)
{
  const TiltasFileLine at = { self->file, number };
  char *colon = strchr (line, ':');
  const char *value;

  if (g_strstrip (line)[0] == '\0')
    return;
  if (colon == NULL)
    {
      tiltas_faults_add (self->tree->faults, at, "matter", "Write “key: value”, one to a line.",
                         "“%s” is no line of a front matter.", line);
      return;
    }
  *colon = '\0';
  value = g_strstrip (colon + 1);
  g_strstrip (line);
  if (!g_strv_contains (keys, line))
    tiltas_faults_add (self->tree->faults, at, "matter",
                       "See " TILTAS_CONTENT_GUIDE "; most keys stand in the master only.",
                       "The key “%s” is not known here.", line);
  else if (g_hash_table_contains (self->values, line))
    tiltas_faults_add (self->tree->faults, at, "matter", "Delete one.", "The key “%s” stands here twice.", line);
  tiltas_tree_check_words (self->tree, value, 0, "the value", at);
  g_hash_table_insert (self->lines, g_strdup (line), GINT_TO_POINTER (number));
  g_hash_table_insert (self->values, g_strdup (line), g_strdup (value));
}

static gboolean
parse (TiltasFrontMatter *self, const char *text, const char *const *keys)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) body = g_string_new (NULL);
  guint end = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (i > 0 && end == 0 && g_str_equal (lines[i], "---"))
        end = i;
    }
  if (lines[0] == NULL || !g_str_equal (lines[0], "---") || end == 0)
    {
      tiltas_faults_add (self->tree->faults, TILTAS_AT (self->file, 1), "matter",
                         "Begin with a line “---”, “key: value” lines, and “---” again.", "There is no front matter.");
      return FALSE;
    }
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0 && i < end)
        read_line (self, lines[i], (int) i + 1, keys);
      if (i > end)
        g_string_append (body, lines[i]);
      g_string_append_c (body, '\n');
    }
  self->body = g_string_free (g_steal_pointer (&body), FALSE);
  return TRUE;
}

TiltasFrontMatter *
tiltas_front_matter_read (const char *file, const TiltasFrontMatterRule *rule)
{
  g_autofree char *text = tiltas_tree_read_text (rule->tree, file, FALSE, NULL);
  g_auto (GStrv) must = g_strsplit (rule->required, " ", -1);
  g_autoptr (TiltasFrontMatter) self = NULL;

  if (text == NULL)
    return NULL;
  self = g_new0 (TiltasFrontMatter, 1);
  self->tree = rule->tree;
  self->publisher = rule->publisher;
  self->file = g_strdup (file);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!parse (self, text, rule->keys))
    return NULL;
  for (guint i = 0; must[i] != NULL; i++)
    if (tiltas_front_matter_get (self, must[i]) == NULL)
      tiltas_faults_add (self->tree->faults, tiltas_front_matter_at (self, must[i]),
                         g_str_equal (must[i], "sources") ? "source" : "matter", "Add it to the front matter.",
                         "The key “%s” is missing or empty.", must[i]);
  return g_steal_pointer (&self);
}

const char *
tiltas_front_matter_get (const TiltasFrontMatter *self, const char *key)
{
  const char *value = g_hash_table_lookup (self->values, key);

  return value != NULL && value[0] != '\0' ? value : NULL;
}

TiltasFileLine
tiltas_front_matter_at (const TiltasFrontMatter *self, const char *key)
{
  return TILTAS_AT (self->file, MAX (GPOINTER_TO_INT (g_hash_table_lookup (self->lines, key)), 1));
}

gint64
tiltas_front_matter_number (const TiltasFrontMatter *self, const char *key)
{
  const char *value = tiltas_front_matter_get (self, key);
  gint64 number = 0;

  if (value != NULL && !tiltas_text_number (value, &number))
    tiltas_faults_add (self->tree->faults, tiltas_front_matter_at (self, key), "number", "Write a whole number.",
                       "“%s” in “%s” is no number.", value, key);
  return number;
}

const char *
tiltas_front_matter_date (const TiltasFrontMatter *self, const char *key, gboolean full)
{
  const char *value = tiltas_front_matter_get (self, key);

  if (value == NULL || tiltas_text_is_date (value, full))
    return value;
  tiltas_faults_add (self->tree->faults, tiltas_front_matter_at (self, key), "date",
                     full ? "Write YYYY-MM-DD." : "Write YYYY-MM-DD, YYYY-MM or YYYY.", "“%s” in “%s” is no date.",
                     value, key);
  return NULL;
}

void
tiltas_front_matter_set_list (const TiltasFrontMatter *self, const char *key, const char *separator, json_t *record)
{
  g_auto (GStrv) parts = tiltas_text_split (tiltas_front_matter_get (self, key), separator);
  json_t *list = json_array ();

  for (guint i = 0; parts[i] != NULL; i++)
    json_array_append_new (list, json_string (parts[i]));
  if (parts[0] != NULL)
    json_object_set (record, key, list);
  json_decref (list);
}

void
tiltas_front_matter_set_links (const TiltasFrontMatter *self, const char *key, const char *kind, json_t *record)
{
  g_auto (GStrv) parts = tiltas_text_split (tiltas_front_matter_get (self, key), ",");
  json_t *list = json_array ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *ref =
        tiltas_tree_add_link (self->tree, self->publisher, kind, parts[i], tiltas_front_matter_at (self, key));

      if (ref != NULL)
        json_array_append_new (list, json_string (ref));
    }
  if (json_array_size (list) > 0)
    json_object_set (record, key, list);
  json_decref (list);
}
