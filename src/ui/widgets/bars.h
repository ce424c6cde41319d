/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* The bar at the top of every visitor page: on home the mark and the name of the branch, elsewhere Back with the
 * word of the place below; then an optional centre; then language, text size and contrast. TiltasPage binds it. */
#define TILTAS_TYPE_TOP_BAR (tiltas_top_bar_get_type ())
G_DECLARE_FINAL_TYPE (TiltasTopBar, tiltas_top_bar, TILTAS, TOP_BAR, GtkWidget)

void tiltas_top_bar_bind (TiltasTopBar *self, TiltasContext *context);
/* The widget between Back and the tools (a lesson's title and dots), or NULL. It must be able to become narrow. */
void tiltas_top_bar_set_center (TiltasTopBar *self, GtkWidget *center);

/* The bar at the bottom of visitor pages: a note (the date of the content unless the page says something else) and
 * Finish. TiltasPage binds it. */
#define TILTAS_TYPE_BOTTOM_BAR (tiltas_bottom_bar_get_type ())
G_DECLARE_FINAL_TYPE (TiltasBottomBar, tiltas_bottom_bar, TILTAS, BOTTOM_BAR, GtkWidget)

void tiltas_bottom_bar_bind (TiltasBottomBar *self, TiltasContext *context);
void tiltas_bottom_bar_set_note (TiltasBottomBar *self, const char *note);

/* A Finish button for bars that a page makes itself. */
GtkWidget *tiltas_finish_button_new (TiltasContext *context);

G_END_DECLS
