/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/block.h"

#include "content/refs.h"

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
  const char *text = json_string_value (json_object_get (span, "text"));
  self->text = g_strdup (text != NULL ? text : "");
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

/* Returns NULL for a type that this program does not know. */
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
