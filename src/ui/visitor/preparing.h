/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What visitors see while there is no content at all: one calm sentence in each language. width and height 0: full
 * screen. */
GtkWidget *tiltas_preparing_new (const char *const *languages);
/* The same as a window. */
GtkWindow *tiltas_preparing_window_new (const char *const *languages, int width, int height);

G_END_DECLS
