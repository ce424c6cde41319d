/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* No way out of a window: it cannot be closed but by the program, GTK's Inspector does not open from it, keys that
 * ui/keyboard/key-filter.h does not allow and buttons of the mouse besides the first reach nothing in it. full: it
 * fills the screen again whatever a window manager does to it. Call before the window is realized. */
void tiltas_window_guard (GtkWindow *window, gboolean full);

/* Takes away what GTK's labels, text fields and windows do when another program asks them to. Once, before the first
 * widget. */
void tiltas_window_guard_actions (void);

G_END_DECLS
