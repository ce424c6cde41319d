/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One style sheet serves every screen. 1 rem is 10 design px; a screen whose shorter edge is 1080 px has 1 px for a
 * design px. GTK takes rem from the setting gtk-font-name, so that one setting scales every box. Text is in em of
 * the window's size, which the classes t100, t125, t150 and t200 set. High contrast is a second sheet that gives the
 * same colour names other values. */

/* Px for one design px, at least 1: the smallest text of the design is 20 px and its smallest target 72, near their
 * limits of 20 and 60 px. Smaller screens have fewer columns instead. */
double tiltas_style_unit (int width, int height);
/* Loads the sheet and sets the size of a design px. Call it before the first widget. */
void tiltas_style_load (GdkDisplay *display, double unit);
/* Changes the size of a design px. */
void tiltas_style_set_unit (GdkDisplay *display, double unit);
/* Adds or removes the second sheet. */
void tiltas_style_set_high_contrast (GdkDisplay *display, gboolean on);
/* Sets the classes of the window for the text step (t100 …) and for the script of the language. */
void tiltas_style_update_window (GtkWidget *window, int step, const char *language);
void tiltas_style_set_class (GtkWidget *widget, const char *name, gboolean on);

G_END_DECLS
