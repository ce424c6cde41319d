/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/directory.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* Rows: wide buttons with something at the start, a title and small lines, as in the lists of lessons and services. */

/* leading may be NULL; takes it. lang: of the title, NULL for words of the program. subtitle: words of the program, or
 * NULL. The accessible name is both. */
GtkWidget *tiltas_row_new (GtkWidget *leading, const char *lang, const char *title, const char *subtitle);
/* Adds a small widget below the title and subtitle. Takes it. */
void tiltas_row_add (GtkWidget *row, GtkWidget *widget);
/* The round badge with a number, or with a tick when it is done. */
GtkWidget *tiltas_badge_new (const char *number, gboolean done);
/* Chip that names the language of a text which is not the visitor's, or NULL. */
GtkWidget *tiltas_language_chip_new (const TiltasContext *context, const TiltasTextInfo *info);

/* A lesson as a row that goes to it: pictogram, title, "7 min · 6 cards". */
GtkWidget *
tiltas_lesson_row_new (TiltasContext *context, const TiltasLesson *lesson, GtkWidget *leading, gboolean done);
/* A service as a row that goes to it: pictogram, title, whether it is open. */
GtkWidget *tiltas_service_link_new (TiltasContext *context, TiltasService *service);

/* What the directory needs to know of here and now; borrows from context. */
TiltasDirectoryContext tiltas_directory_context (const TiltasContext *context);
/* Open or not, how fresh, how far. transfer full. */
TiltasDirectoryRow *tiltas_directory_row_now (TiltasContext *context, TiltasService *service);

/* "7 min · 6 cards". Transfer full. */
char *tiltas_lesson_measure (const TiltasContext *context, const TiltasLesson *lesson, gboolean done);
/* Removes all children. */
void tiltas_box_clear (GtkBox *box);
/* Two pieces joined by " · "; either may be NULL, then the other one alone. Transfer full. */
char *tiltas_join_two (const char *first, const char *second);

G_END_DECLS
