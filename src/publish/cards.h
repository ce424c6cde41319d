/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/markdown.h"

G_BEGIN_DECLS

/* A lesson's cards in one language. */
typedef struct
{
  json_t *cards;       /* as in a lesson-text record */
  GArray *lines;       /* of int: where each card begins */
  GPtrArray *pictures; /* of char *: SHA-256 of the blobs that the cards show */
} TiltasCards;

/* Compiles body; every fault is told. Never NULL. */
TiltasCards *tiltas_cards_read (const TiltasMarkdown *markdown, const char *body);
void tiltas_cards_free (TiltasCards *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasCards, tiltas_cards_free)

/* Tells where the cards of a translation differ from the master's in number, kind, picture, options or links. */
void tiltas_cards_compare (const TiltasMarkdown *markdown, const TiltasCards *master, const TiltasCards *other);

G_END_DECLS
