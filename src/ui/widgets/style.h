/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One style sheet for every screen: 1 rem is 10 design px (a screen of 1080 px at its shorter edge has 1 px a design
 * px). GTK takes rem from gtk-font-name, so that one setting scales every box; text is in em of the window's size,
 * which the classes t100, t125, t150 and t200 set. High contrast is a second sheet that names the same colours again.
 */

/* px of one design px. Never below 1: the smallest text of the design is 20 px and the smallest target 72, which are
 * the floors (20 and 60 px) themselves; smaller screens drop columns instead. */
double tiltas_style_unit (int width, int height);
/* Before the first widget: loads the sheet and sets the size. */
void tiltas_style_load (GdkDisplay *display, double unit);
/* Later changes of size. */
void tiltas_style_set_unit (GdkDisplay *display, double unit);
/* Adds or removes the second sheet. */
void tiltas_style_set_high_contrast (GdkDisplay *display, gboolean on);
/* Puts the window's classes of text step (t100 …) and script right. */
void tiltas_style_update_window (GtkWidget *window, int step, const char *language);
void tiltas_style_set_class (GtkWidget *widget, const char *name, gboolean on);

G_END_DECLS
