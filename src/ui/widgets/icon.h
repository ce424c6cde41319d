/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A pictogram of icons/, drawn in the CSS colour. CSS node `icon`; its size is min-width and min-height. A pictogram
 * is decoration: a label or an accessible name beside it says what it stands for.
 *
 * Properties: "icon-name" (nothing is drawn when icons/ does not have the name), "stroke-width" (in the 24-unit
 * square, default 1.8). */
#define TILTAS_TYPE_ICON (tiltas_icon_get_type ())
G_DECLARE_FINAL_TYPE (TiltasIcon, tiltas_icon, TILTAS, ICON, GtkWidget)

/* icon_name may be NULL: nothing is drawn. */
GtkWidget *tiltas_icon_new (const char *icon_name);
void tiltas_icon_set_name (TiltasIcon *self, const char *icon_name);
void tiltas_icon_set_stroke_width (TiltasIcon *self, double width);
/* TRUE when icons/ has the name. */
gboolean tiltas_icon_exists (const char *icon_name);

G_END_DECLS
