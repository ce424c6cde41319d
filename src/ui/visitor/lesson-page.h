/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* One lesson, a card at a time. */
#define TILTAS_TYPE_LESSON_PAGE (tiltas_lesson_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasLessonPage, tiltas_lesson_page, TILTAS, LESSON_PAGE, TiltasPage)

/* Floating. NULL when the place's record is not there any more. */
TiltasPage *tiltas_lesson_page_new (TiltasContext *context);

G_END_DECLS
