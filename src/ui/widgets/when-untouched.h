/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Changes that wait until nobody touches a widget: "never under a finger". A change asked for while a finger is down,
 * or less than a moment after one (lists roll on), is made later, once. The widget owns what is kept for it. */

/* Watches the touches on the widget; call once. */
void tiltas_when_untouched_watch (GtkWidget *widget);
/* Calls change (widget) now, or as soon as the widget has been left alone for a moment. */
void tiltas_when_untouched_call (GtkWidget *widget, void (*change) (GtkWidget *widget));

G_END_DECLS
