/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Px per millimetre of a screen of width × height px. width_mm, when it is not 0, is the width that the
 * configuration gives. Otherwise the diagonal that the monitor reports counts (monitor_width × monitor_height mm,
 * whichever way it is turned). Where the report is missing or less than 8 inches (some monitors report their aspect
 * ratio instead of a size), 24 inches are assumed. */
double tiltas_screen_scale (int width, int height, int width_mm, int monitor_width, int monitor_height);
/* The same for the monitor that shows the window. */
double tiltas_screen_scale_of (GtkWindow *window, int width_mm);

G_END_DECLS
