/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts a change of a widget off until nobody touches it, so that nothing changes under a finger. A change that is
 * asked for while a finger is down, or within 1.2 s after one (lists roll on), is made later, once. The widget owns
 * what is kept for it. */

/* Watches touches on the widget. Call it once. */
void tiltas_when_untouched_watch (GtkWidget *widget);
/* Calls change (widget) now, or as soon as nobody has touched the widget for 1.2 s. */
void tiltas_when_untouched_call (GtkWidget *widget, void (*change) (GtkWidget *widget));

G_END_DECLS
