/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Leaves no way out of the window: only the program can close it, GTK's Inspector does not open from it, and keys
 * that ui/keyboard/key-filter.h does not allow and mouse buttons besides the first reach nothing in it. full: the
 * window fills the screen again whatever a window manager does to it. Call it before the window is realized. */
void tiltas_window_guard (GtkWindow *window, gboolean full);

/* Makes the actions that GTK itself gives to labels, text fields and windows do nothing, because other programs can
 * activate them. Call it once, before the first widget. */
void tiltas_window_guard_actions (void);

G_END_DECLS
