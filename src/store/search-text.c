/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/search-text.h"

#include "store/fold.h"
#include "store/hit.h"

/* The members of each kind that search reads. Of a lesson's cards it reads every text that a visitor can read. */
static const struct
{
  const char *kind;
  TiltasHitKind hit;
  const char *title;
  const char *const *body;
} KINDS[] = {
  { "lesson-text", TILTAS_HIT_LESSON, "title", (const char *const[]){ "cards", NULL } },
  { "service-text", TILTAS_HIT_SERVICE, "name",
    (const char *const[]){ "description", "eligibility_description", "fees_description", "required_documents",
                           "application_process", "schedule_note", "alert", NULL } },
  { "service", TILTAS_HIT_SERVICE, "name", (const char *const[]){ "municipality", "address", "phones", NULL } },
  { "term-text", TILTAS_HIT_TERM, "term", (const char *const[]){ "definition", NULL } },
  { "term", TILTAS_HIT_TERM, "term", (const char *const[]){ NULL } },
};

/* Members of cards, blocks and phones that hold words; all others are names, numbers and links. */
static const char *const WORDS[] = { "title",   "text",    "alt",   "explanation", "points", "blocks",
                                     "picture", "options", "spans", "items",       "number", NULL };

void
tiltas_search_text_clear (TiltasSearchText *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->body, g_free);
}

/* Recursion ends because a record has a limited depth. The spans of one sentence (sentence TRUE) are joined without
 * a gap; all other texts are kept apart by a newline. */
static void
collect (json_t *value, gboolean sentence, GString *text)
{
  gsize i;
  json_t *item;
  if (json_is_string (value))
    g_string_append (text, json_string_value (value));
  else if (json_is_array (value))
    json_array_foreach (value, i, item)
      {
        collect (item, json_is_array (item), text);
        if (!sentence)
          g_string_append_c (text, '\n');
      }
  else if (json_is_object (value))
    for (i = 0; WORDS[i] != NULL; i++)
      if ((item = json_object_get (value, WORDS[i])) != NULL)
        {
          collect (item, g_str_equal (WORDS[i], "spans"), text);
          if (!json_is_string (item) || !g_str_equal (WORDS[i], "text"))
            g_string_append_c (text, '\n');
        }
}

gboolean
tiltas_search_text_of (const TiltasKey *key, json_t *json, TiltasSearchText *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (KINDS); i++)
    {
      if (!g_str_equal (KINDS[i].kind, key->kind))
        continue;
      const char *title = json_string_value (json_object_get (json, KINDS[i].title));
      g_autoptr (GString) body = g_string_new (NULL);
      for (gsize j = 0; KINDS[i].body[j] != NULL; j++)
        {
          collect (json_object_get (json, KINDS[i].body[j]), FALSE, body);
          g_string_append_c (body, '\n');
        }
      text->hit_kind = KINDS[i].hit;
      text->lang = key->lang != NULL ? key->lang : "lt";
      text->title = tiltas_search_fold (title != NULL ? title : "");
      text->body = tiltas_search_fold (body->str);
      return TRUE;
    }
  return FALSE;
}
