/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Px in a millimetre on a picture of width × height px: width_mm when it is not 0, else by the diagonal that a monitor
 * tells (monitor_width × monitor_height mm, whichever way it is turned), else, where that is missing or cannot be
 * (less than 8 inches: some tell their aspect ratio instead), as on 24 inches. */
double tiltas_screen_scale (int width, int height, int width_mm, int monitor_width, int monitor_height);
/* The same for the monitor that shows the window. */
double tiltas_screen_scale_of (GtkWindow *window, int width_mm);

G_END_DECLS
