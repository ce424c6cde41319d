/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* The hidden way into the staff area: a finger that rests three seconds on the widget (the mark; elsewhere the empty
 * part of the top bar) and moves no further than a finger trembles. Nothing shows it. */
void tiltas_staff_press_add (GtkWidget *widget, TiltasContext *context);

G_END_DECLS
