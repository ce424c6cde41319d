/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* What a long press does. */
typedef void (*TiltasLongPressFunc) (TiltasContext *context);

/* Calls held when a finger or the mouse rests three seconds on the widget and moves no further than a finger trembles.
 * Nothing on the screen shows that the widget can do this. context is borrowed and outlives the widget. */
void tiltas_long_press_add (GtkWidget *widget, TiltasContext *context, TiltasLongPressFunc held);

G_END_DECLS
