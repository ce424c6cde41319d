/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* The card with what each publisher shows on this terminal: its edition, its state, and buttons to go back to the
 * edition before or to hide it from visitors. A child of a template: empty until it is bound. */
#define TILTAS_TYPE_STAFF_PUBLISHERS_CARD (tiltas_staff_publishers_card_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffPublishersCard, tiltas_staff_publishers_card, TILTAS, STAFF_PUBLISHERS_CARD, GtkBox)

void tiltas_staff_publishers_card_bind (TiltasStaffPublishersCard *self, TiltasContext *context);
/* Reads the editions again and shows them. */
void tiltas_staff_publishers_card_refresh (TiltasStaffPublishersCard *self);

G_END_DECLS
