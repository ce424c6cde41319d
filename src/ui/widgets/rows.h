/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Rows: wide buttons with something at the start, a title and smaller lines, as in the lists of lessons and
 * services. */

/* leading: what stands at the start, or NULL; takes it. lang: of the title, NULL for words of the program. subtitle:
 * words of the program, or NULL. The accessible name is title and subtitle. */
GtkWidget *tiltas_row_new (GtkWidget *leading, const char *lang, const char *title, const char *subtitle);
/* Adds a small widget below title and subtitle. Takes it. */
void tiltas_row_add (GtkWidget *row, GtkWidget *widget);
/* A round badge with a number, or with a tick when it is done. */
GtkWidget *tiltas_badge_new (const char *number, gboolean done);

G_END_DECLS
