/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/record.h"

G_BEGIN_DECLS

/* The texts by which search finds a record. Pure functions. */

/* Title and body of a record, both folded (store/fold.h). The texts belong to this struct. */
typedef struct
{
  int hit_kind;     /* TiltasHitKind */
  const char *lang; /* borrowed from key, or static */
  char *title, *body;
} TiltasSearchText;
void tiltas_search_text_clear (TiltasSearchText *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasSearchText, tiltas_search_text_clear)

gboolean tiltas_search_text_of (const TiltasKey *key, json_t *json, TiltasSearchText *text);

G_END_DECLS
