/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* A page of the visitor as pairs of paragraphs: each pair is the same paragraph in the staff's language and in the
 * visitor's. Paragraphs are paired by their order; where one text has fewer, its side of the last pairs is NULL. */

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
  char *first_lang; /* the language in which the text is; another one than wanted where a translation is missing */
  char *second_lang;
  gboolean machine;    /* the visitor's side is a translation that no person has checked */
  guint card, n_cards; /* of a lesson: 0-based; n_cards 0 for other pages */
} TiltasPairs;

/* The pairs of a place: a card of a lesson, a service, a piece of news, the lessons of a unit, the services of a
 * category, all categories, else all lessons and categories, which is also what a record gives that was removed. staff
 * and visitor: languages in the order of preference, ended by NULL. Reads the store: main thread. Transfer full. */
TiltasPairs *tiltas_pairs_new (TiltasContext *context,
                               const TiltasPlace *place,
                               const char *const *staff,
                               const char *const *visitor);
void tiltas_pairs_free (TiltasPairs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPairs, tiltas_pairs_free)

G_END_DECLS
