/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* A page of the visitor as pairs of paragraphs: what staff read beside what the visitor reads. Texts of the two
 * languages are put together by their order; where one is shorter the other side stays empty. */

typedef enum
{
  TILTAS_PAIR_TEXT,
  TILTAS_PAIR_HEADING,
  TILTAS_PAIR_LINK, /* goes to place */
} TiltasPairKind;

typedef struct
{
  TiltasPairKind kind;
  char *first, *second; /* staff's, visitor's; may be NULL */
  TiltasPlace *place;   /* of a link, or NULL */
} TiltasPair;

typedef struct
{
  GPtrArray *pairs; /* of TiltasPair */
  char *first_lang; /* in which language each side really is: a text may be missing in the wanted one */
  char *second_lang;
  gboolean machine;    /* no native speaker has read the visitor's side */
  guint card, n_cards; /* of a lesson: 0-based; n_cards 0 for other pages */
} TiltasPairs;

/* Of a place: a card of a lesson, a service, a piece of news, the lessons of a unit, the services of a category, all
 * categories, else all lessons and categories. staff and
 * visitor: ladders of languages. A record that is not there any more gives the list. Reads the store: main thread.
 * Transfer full. */
TiltasPairs *tiltas_pairs_new (TiltasContext *context,
                               const TiltasPlace *place,
                               const char *const *staff,
                               const char *const *visitor);
void tiltas_pairs_free (TiltasPairs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPairs, tiltas_pairs_free)

G_END_DECLS
