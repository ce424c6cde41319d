/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What visitors see while there is no content at all: one calm sentence in each language. */
GtkWidget *tiltas_preparing_new (const char *const *languages);
/* The same in a window of its own. width and height in px; 0: full screen. */
GtkWindow *tiltas_preparing_window_new (const char *const *languages, int width, int height);

G_END_DECLS
