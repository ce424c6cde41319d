/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* The one window of the kiosk. It shows the page of the session's top place and builds it again when the place, the
 * language, the text size or the size of the screen changes; the visitor stays at the same point of the page.
 *
 * Widgets in it activate these actions (gtk_widget_activate_action), which take no parameter; nothing happens while
 * the widget does not stand in the window:
 *
 *   win.note-change    something else is shown (results): the frame that holds it is traced as painted
 *   win.note-turn      the same, and a finger finds something else there now (a card, a panel, keys): a touch that
 *                      follows at once is a second touch (kiosk/second-touch.h) and presses nothing
 *   win.want-keyboard  a text field that has the focus already was touched: the on-screen keyboard comes back
 *
 * Every program on the accessibility bus can activate them: no action may open, change or end anything of a visit.
 *
 * Signal "first-frame": the first page is on the screen. */
#define TILTAS_TYPE_WINDOW (tiltas_window_get_type ())
G_DECLARE_FINAL_TYPE (TiltasWindow, tiltas_window, TILTAS, WINDOW, GtkWindow)

/* Makes the page of the session's top place. Floating; never NULL. */
typedef TiltasPage *(*TiltasPageBuilder) (TiltasContext *context);

/* context is borrowed. width and height in px; 0: full screen on the first monitor. */
TiltasWindow *tiltas_window_new (TiltasContext *context, TiltasPageBuilder build, int width, int height);
/* Shows the first page and the window. */
void tiltas_window_start (TiltasWindow *self);
/* Tells the page that content changed, at once or when the last finger is lifted. */
void tiltas_window_refresh (TiltasWindow *self);
/* Lays cover over everything, in the place of an earlier one; takes it. NULL takes the cover away and builds the
 * page again from its place. */
void tiltas_window_cover (TiltasWindow *self, GtkWidget *cover);

G_END_DECLS
