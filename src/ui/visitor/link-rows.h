/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Rows (widgets/rows.h) that lead to a record. */

/* A lesson: title, "7 min · 6 cards", the language of its text where that is not the visitor's. leading may be NULL;
 * takes it. done: the visitor has read it. */
GtkWidget *
tiltas_lesson_row_new (TiltasContext *context, const TiltasLesson *lesson, GtkWidget *leading, gboolean done);
/* A service: pictogram, name, fee and whether it is open, or a warning in their place. */
GtkWidget *tiltas_service_link_new (TiltasContext *context, TiltasService *service);

G_END_DECLS
