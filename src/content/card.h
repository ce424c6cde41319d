/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* The cards of a lesson; each fills one screen. Immutable once they are handed out. Members that are not as
 * content/README.md says are left out: a record that nobody validated gives less text, and does not crash the
 * program. */

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
  char *picture_alt, *picture_icon;    /* icon: NULL when the card has no picture or a blob */
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

/* Reads the cards of a JSON array; leaves out types that this program does not know. GPtrArray of TiltasCard, which
 * frees what it holds. Transfer full, never NULL. */
GPtrArray *tiltas_cards_of (const char *publisher, json_t *array);

G_END_DECLS
