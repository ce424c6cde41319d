/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page-types.h"

G_BEGIN_DECLS

G_DECLARE_FINAL_TYPE (TiltasLessonPage, tiltas_lesson_page, TILTAS, LESSON_PAGE, TiltasPage)

G_END_DECLS
