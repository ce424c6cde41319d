/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* The card for USB sticks: it lists what a stick would change, imports it, and copies the terminal's content onto a
 * stick. plan_changed is called with the card when a list of changes appears on it or goes. */
GtkWidget *tiltas_staff_stick_card_new (TiltasContext *context, void (*plan_changed) (GtkWidget *card));
/* TRUE while a stick is read or written for the card. */
gboolean tiltas_staff_stick_card_is_busy (GtkWidget *card);
/* TRUE while the card shows a list of changes. */
gboolean tiltas_staff_stick_card_has_plan (GtkWidget *card);

G_END_DECLS
