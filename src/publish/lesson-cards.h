/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/markdown.h"

G_BEGIN_DECLS

/* A lesson's cards in one language. */
typedef struct
{
  json_t *cards;       /* array, as in a lesson-text record */
  GArray *lines;       /* of int: the line in which each card begins */
  GPtrArray *pictures; /* of char *: SHA-256 of the blobs that the cards show */
} TiltasLessonCards;

/* Compiles body, a lesson's Markdown, and adds its faults. Never NULL. Transfer full. */
TiltasLessonCards *tiltas_lesson_cards_read (const TiltasMarkdown *markdown, const char *body);
void tiltas_lesson_cards_free (TiltasLessonCards *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasLessonCards, tiltas_lesson_cards_free)

G_END_DECLS
