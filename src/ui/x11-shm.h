/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* cairo on X11 makes a shared-memory segment of 64 to 128 MB for a big upload and drops it afterwards: up to 3,900 page
 * faults, 20 to 45 ms, in frames that paint much. The segment lives as long as any image from it, so one small image is
 * held while the window lives: about 4 MB, no such frames. Nothing (NULL) on other displays. */
typedef struct _TiltasX11Shm TiltasX11Shm;

/* width and height of the screen in px of the surface. */
TiltasX11Shm *tiltas_x11_shm_new (GdkSurface *surface, int width, int height);
void tiltas_x11_shm_free (TiltasX11Shm *self);

G_END_DECLS
