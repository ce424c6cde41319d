/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Keeps the shared-memory segment (MIT-SHM) through which cairo sends pictures to the X server.
 *
 * For a big upload cairo makes a segment of 64 to 128 MB and drops it afterwards: up to 3,900 page faults, 20 to 45
 * ms, in each frame that paints much. A segment lives as long as any image from it, so this holds one small image
 * while the window lives: about 4 MB, and no such frames. */
typedef struct _TiltasX11Shm TiltasX11Shm;

/* width and height: of the screen in px of the surface. Returns NULL on displays other than X11. */
TiltasX11Shm *tiltas_x11_shm_new (GdkSurface *surface, int width, int height);
void tiltas_x11_shm_free (TiltasX11Shm *self);

G_END_DECLS
