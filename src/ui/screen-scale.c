/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/screen-scale.h"

#include <math.h>

#define INCH 25.4
#define USUAL (24 * INCH)
#define LEAST (8 * INCH)

double
tiltas_screen_scale (int width, int height, int width_mm, int monitor_width, int monitor_height)
{
  double diagonal = hypot (monitor_width, monitor_height);

  if (width_mm > 0)
    return (double) width / width_mm;
  return hypot (width, height) / (monitor_width > 0 && monitor_height > 0 && diagonal >= LEAST ? diagonal : USUAL);
}

double
tiltas_screen_scale_of (GtkWindow *window, int width_mm)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  GdkMonitor *monitor = gdk_display_get_monitor_at_surface (gtk_widget_get_display (GTK_WIDGET (window)), surface);
  GdkRectangle area = { .width = gdk_surface_get_width (surface), .height = gdk_surface_get_height (surface) };

  if (monitor == NULL)
    return tiltas_screen_scale (area.width, area.height, width_mm, 0, 0);
  gdk_monitor_get_geometry (monitor, &area);
  return tiltas_screen_scale (area.width, area.height, width_mm, gdk_monitor_get_width_mm (monitor),
                              gdk_monitor_get_height_mm (monitor));
}
