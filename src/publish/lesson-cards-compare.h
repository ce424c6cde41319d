/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/lesson-cards.h"

G_BEGIN_DECLS

/* Adds a fault for each card of a translation that differs from the master's in kind, picture, options or links, and
 * one when their numbers differ. */
void tiltas_lesson_cards_compare (const TiltasMarkdown *markdown,
                                  const TiltasLessonCards *master,
                                  const TiltasLessonCards *other);

G_END_DECLS
