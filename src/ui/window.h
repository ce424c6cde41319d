/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* The one window. It shows the page of the session's top place and builds it again when the place, the language, the
 * text size or the size of the screen changes; where the visitor was on the page is kept. */
#define TILTAS_TYPE_WINDOW (tiltas_window_get_type ())
G_DECLARE_FINAL_TYPE (TiltasWindow, tiltas_window, TILTAS, WINDOW, GtkWindow)

/* context is borrowed. width and height 0: full screen on the first monitor. */
TiltasWindow *tiltas_window_new (TiltasContext *context, int width, int height);
/* Shows the first page and the window. */
void tiltas_window_start (TiltasWindow *self);
/* The page shows something else by itself (a card, results): the frame that holds it is traced as painted. widget is
 * any of the page's; nothing happens before it stands in the window. */
void tiltas_window_note_change (GtkWidget *widget);
/* The same where what a finger finds is another thing now: a card is turned, a panel of keys comes or goes. A second
 * touch (kiosk/second-touch.h) is not for it. */
void tiltas_window_note_turn (GtkWidget *widget);
/* Content changed: tells the page, at once or when the last finger is lifted. */
void tiltas_window_refresh (TiltasWindow *self);
/* A touch on a text field that has the focus already: brings the on-screen keyboard back. */
void tiltas_window_want_keyboard (GtkWidget *widget);
/* Shows a scrim with a panel above the page, instead of the one before; NULL: none. Takes it. */
void tiltas_window_show_overlay (TiltasWindow *self, GtkWidget *overlay);

/* Lays cover over everything, instead of one that is there; takes it. NULL: takes it away, and the page is built again
 * from its place. */
void tiltas_window_cover (TiltasWindow *self, GtkWidget *cover);

G_END_DECLS
