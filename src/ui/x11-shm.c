/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/x11-shm.h"

#ifdef GDK_WINDOWING_X11
#include <cairo-xlib.h>
#include <gdk/x11/gdkx.h>
#endif

struct _TiltasX11Shm
{
  cairo_surface_t *screen;
  cairo_surface_t *keep;
};

#ifdef GDK_WINDOWING_X11

#define KEPT_SIDE 128

TiltasX11Shm *
tiltas_x11_shm_new (GdkSurface *surface, int width, int height)
{
  GdkDisplay *display = gdk_surface_get_display (surface);
  int scale = gdk_surface_get_scale_factor (surface);
  TiltasX11Shm *self;
  cairo_surface_t *big;
  Display *xdisplay;

  if (!GDK_IS_X11_DISPLAY (display))
    return NULL;
  xdisplay = gdk_x11_display_get_xdisplay (display);
  self = g_new0 (TiltasX11Shm, 1);
  self->screen =
    cairo_xlib_surface_create (xdisplay, gdk_x11_surface_get_xid (surface),
                               DefaultVisual (xdisplay, DefaultScreen (xdisplay)), width * scale, height * scale);
  big = cairo_surface_create_similar_image (self->screen, CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  self->keep = cairo_surface_create_similar_image (self->screen, CAIRO_FORMAT_ARGB32, KEPT_SIDE, KEPT_SIDE);
  cairo_surface_destroy (big);
  return self;
}

#else

TiltasX11Shm *
tiltas_x11_shm_new (GdkSurface *surface, int width, int height)
{
  return NULL;
}

#endif

void
tiltas_x11_shm_free (TiltasX11Shm *self)
{
  if (self == NULL)
    return;
  cairo_surface_destroy (self->keep);
  cairo_surface_destroy (self->screen);
  g_free (self);
}
