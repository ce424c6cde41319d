/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Activates an action (without parameter, found upwards from the widget) when a finger or the mouse rests three seconds
 * on the widget and moves no further than a finger trembles. Nothing on the screen shows that the widget can do this.
 * action: a static string; context is borrowed and outlives the widget. */
void tiltas_long_press_add (GtkWidget *widget, const TiltasContext *context, const char *action);

G_END_DECLS
