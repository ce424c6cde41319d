/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/card.h"

#include "base/hash.h"
#include "content/block.h"
#include "content/refs.h"

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

static void
read_picture (TiltasCard *self, json_t *picture)
{
  const char *sha256 = json_string_value (json_object_get (picture, "sha256"));
  self->picture_alt = dup_member (picture, "alt");
  self->picture_icon = dup_member (picture, "icon");
  if (!tiltas_is_sha256_hex (sha256)) /* it becomes the name of a file */
    return;
  self->picture_sha256 = g_strdup (sha256);
  self->picture_type = dup_member (picture, "media_type");
  self->picture_length = json_integer_value (json_object_get (picture, "length"));
}

/* Returns NULL for a type that this program does not know. */
static TiltasCard *
card_new (const char *publisher, json_t *card)
{
  static const char *const types[] = { "text", "question", "summary" };
  const char *type = json_string_value (json_object_get (card, "type"));
  gsize kind = 0;
  while (kind < G_N_ELEMENTS (types) && g_strcmp0 (types[kind], type) != 0)
    kind++;
  if (kind == G_N_ELEMENTS (types))
    return NULL;
  TiltasCard *self = g_new0 (TiltasCard, 1);
  self->kind = (TiltasCardKind) kind;
  self->title = dup_text (card, "title");
  read_picture (self, json_object_get (card, "picture"));
  self->blocks = tiltas_blocks_of (publisher, json_object_get (card, "blocks"));
  self->explanation = self->kind == TILTAS_CARD_QUESTION ? dup_text (card, "explanation") : NULL;
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
