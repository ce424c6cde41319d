/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* The cards of a lesson: one screen each. Immutable once they are handed out. Whatever is not as content/README.md says
 * is left out, so that a record which nobody validated gives less and never a crash. */

typedef enum
{
  TILTAS_CARD_TEXT,
  TILTAS_CARD_QUESTION,
  TILTAS_CARD_SUMMARY
} TiltasCardKind;
typedef struct
{
  TiltasCardKind kind;
  char *title;
  /* text */
  char *picture_alt, *picture_icon;    /* NULL when the card has none, or a blob */
  char *picture_sha256, *picture_type; /* blob */
  gint64 picture_length;
  GPtrArray *blocks; /* of TiltasBlock */
  /* question */
  GStrv options;
  guint right;
  char *explanation; /* NULL only when the card is no question */
  /* summary */
  GStrv points;
} TiltasCard;

/* The cards of a JSON array; types that this program does not know are left out. GPtrArray of TiltasCard that frees
 * what it holds. Transfer full, never NULL. */
GPtrArray *tiltas_cards_of (const char *publisher, json_t *array);

G_END_DECLS
