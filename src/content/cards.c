/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/cards.h"

#include <string.h>

static char *
dup_member (json_t *object, const char *name)
{
  return g_strdup (json_string_value (json_object_get (object, name)));
}

/* Never NULL. */
static char *
dup_text (json_t *object, const char *name)
{
  const char *text = json_string_value (json_object_get (object, name));
  return g_strdup (text != NULL ? text : "");
}

char *
tiltas_ref_of (const char *publisher, const char *link)
{
  if (link == NULL || publisher == NULL || strchr (link, '/') != NULL)
    return g_strdup (link);
  return g_strconcat (publisher, "/", link, NULL);
}

GStrv
tiltas_refs_of (const char *publisher, json_t *array)
{
  g_autoptr (GStrvBuilder) refs = g_strv_builder_new ();
  for (gsize i = 0; i < json_array_size (array); i++)
    {
      g_autofree char *ref = tiltas_ref_of (publisher, json_string_value (json_array_get (array, i)));
      if (ref != NULL)
        g_strv_builder_add (refs, ref);
    }
  return g_strv_builder_end (refs);
}

GStrv
tiltas_strings_of (json_t *array)
{
  return tiltas_refs_of (NULL, array);
}

/* --- blocks --- */

static void
inline_free (gpointer data)
{
  TiltasInline *self = data;
  g_free (self->text);
  g_free (self->ref);
  g_free (self);
}

static TiltasInline *
inline_new (const char *publisher, json_t *span)
{
  static const struct
  {
    const char *member;
    TiltasSpanKind kind;
  } links[] = {
    { "term", TILTAS_SPAN_TERM },
    { "service", TILTAS_SPAN_SERVICE },
    { "lesson", TILTAS_SPAN_LESSON },
  };
  TiltasInline *self = g_new0 (TiltasInline, 1);
  self->text = dup_text (span, "text");
  self->kind = TILTAS_SPAN_TEXT;
  if (json_is_true (json_object_get (span, "strong")))
    self->kind = TILTAS_SPAN_STRONG;
  else if (g_strcmp0 (json_string_value (json_object_get (span, "lang")), "lt") == 0)
    self->kind = TILTAS_SPAN_LITHUANIAN;
  for (gsize i = 0; i < G_N_ELEMENTS (links) && self->ref == NULL; i++)
    {
      self->ref = tiltas_ref_of (publisher, json_string_value (json_object_get (span, links[i].member)));
      if (self->ref != NULL)
        self->kind = links[i].kind;
    }
  return self;
}

static GPtrArray *
inlines_new (const char *publisher, json_t *spans)
{
  GPtrArray *inlines = g_ptr_array_new_full ((guint) json_array_size (spans), inline_free);
  for (gsize i = 0; i < json_array_size (spans); i++)
    g_ptr_array_add (inlines, inline_new (publisher, json_array_get (spans, i)));
  return inlines;
}

static void
block_free (gpointer data)
{
  TiltasBlock *self = data;
  g_ptr_array_unref (self->items);
  g_free (self);
}

/* NULL for a type that this program does not know. */
static TiltasBlock *
block_new (const char *publisher, json_t *block)
{
  static const char *const types[] = { "paragraph", "heading", "tip", "steps", "points" };
  const char *type = json_string_value (json_object_get (block, "type"));
  json_t *items = json_object_get (block, "items");
  gsize kind = 0;
  while (kind < G_N_ELEMENTS (types) && g_strcmp0 (types[kind], type) != 0)
    kind++;
  if (kind == G_N_ELEMENTS (types))
    return NULL;
  TiltasBlock *self = g_new0 (TiltasBlock, 1);
  self->kind = (TiltasBlockKind) kind;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  if (self->kind != TILTAS_BLOCK_STEPS && self->kind != TILTAS_BLOCK_POINTS)
    g_ptr_array_add (self->items, inlines_new (publisher, json_object_get (block, "spans")));
  for (gsize i = 0; i < json_array_size (items); i++)
    g_ptr_array_add (self->items, inlines_new (publisher, json_array_get (items, i)));
  return self;
}

GPtrArray *
tiltas_blocks_of (const char *publisher, json_t *array)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func (block_free);
  for (gsize i = 0; i < json_array_size (array); i++)
    {
      TiltasBlock *block = block_new (publisher, json_array_get (array, i));
      if (block != NULL)
        g_ptr_array_add (blocks, block);
    }
  return blocks;
}

/* --- cards --- */

static void
card_free (gpointer data)
{
  TiltasCard *self = data;
  g_free (self->title);
  g_free (self->picture_alt);
  g_free (self->picture_icon);
  g_free (self->picture_sha256);
  g_free (self->picture_type);
  g_ptr_array_unref (self->blocks);
  g_strfreev (self->options);
  g_free (self->explanation);
  g_strfreev (self->points);
  g_free (self);
}

static void
read_options (TiltasCard *self, json_t *options)
{
  g_strfreev (self->options);
  self->options = g_new0 (char *, json_array_size (options) + 1);
  for (gsize i = 0; i < json_array_size (options); i++)
    {
      json_t *option = json_array_get (options, i);
      self->options[i] = dup_text (option, "text");
      if (json_is_true (json_object_get (option, "right")))
        self->right = (guint) i;
    }
}

/* NULL for a type that this program does not know. */
static TiltasCard *
card_new (const char *publisher, json_t *card)
{
  static const char *const types[] = { "text", "question", "summary" };
  const char *type = json_string_value (json_object_get (card, "type"));
  json_t *picture = json_object_get (card, "picture");
  gsize kind = 0;
  while (kind < G_N_ELEMENTS (types) && g_strcmp0 (types[kind], type) != 0)
    kind++;
  if (kind == G_N_ELEMENTS (types))
    return NULL;
  TiltasCard *self = g_new0 (TiltasCard, 1);
  self->kind = (TiltasCardKind) kind;
  self->title = dup_text (card, "title");
  self->picture_alt = dup_member (picture, "alt");
  self->picture_icon = dup_member (picture, "icon");
  self->picture_sha256 = dup_member (picture, "sha256");
  self->picture_type = dup_member (picture, "media_type");
  self->picture_length = json_integer_value (json_object_get (picture, "length"));
  self->blocks = tiltas_blocks_of (publisher, json_object_get (card, "blocks"));
  self->explanation = dup_member (card, "explanation");
  self->points = tiltas_strings_of (json_object_get (card, "points"));
  read_options (self, json_object_get (card, "options"));
  return self;
}

GPtrArray *
tiltas_cards_of (const char *publisher, json_t *array)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func (card_free);
  for (gsize i = 0; i < json_array_size (array); i++)
    {
      TiltasCard *card = card_new (publisher, json_array_get (array, i));
      if (card != NULL)
        g_ptr_array_add (cards, card);
    }
  return cards;
}

/* --- words --- */

/* Counts the words that begin in text; *inside tells whether the text before ended within a word. */
static guint
count_words (const char *text, gboolean *inside)
{
  guint words = 0;
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean part = g_unichar_isalnum (c) || (*inside && !g_unichar_isspace (c));
      words += part && !*inside;
      *inside = part;
    }
  return words;
}

static guint
words_of (const char *text)
{
  gboolean inside = FALSE;
  return count_words (text, &inside);
}

guint
tiltas_card_words (const TiltasCard *card)
{
  g_return_val_if_fail (card != NULL, 0);
  guint words = words_of (card->title) + words_of (card->explanation);
  for (char **option = card->options; *option != NULL; option++)
    words += words_of (*option);
  for (char **point = card->points; *point != NULL; point++)
    words += words_of (*point);
  for (guint i = 0; i < card->blocks->len; i++)
    {
      const TiltasBlock *block = g_ptr_array_index (card->blocks, i);
      for (guint j = 0; j < block->items->len; j++)
        {
          GPtrArray *inlines = g_ptr_array_index (block->items, j);
          gboolean inside = FALSE;
          for (guint k = 0; k < inlines->len; k++)
            words += count_words (((TiltasInline *) g_ptr_array_index (inlines, k))->text, &inside);
        }
    }
  return words;
}
