/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* The card with what each publisher shows on this terminal: its edition, its state, and buttons to go back to the
 * edition before or to hide it from visitors. */
GtkWidget *tiltas_staff_publishers_card_new (TiltasContext *context);
/* Reads the editions again and shows them. */
void tiltas_staff_publishers_card_refresh (GtkWidget *card);

G_END_DECLS
