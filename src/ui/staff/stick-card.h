/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* The card for USB sticks: it lists what a stick would change, imports it, and copies the terminal's content onto a
 * stick. A child of a template: empty until it is bound.
 *
 * Signal "plan-changed": a list of changes has appeared on the card, or has gone. */
#define TILTAS_TYPE_STAFF_STICK_CARD (tiltas_staff_stick_card_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffStickCard, tiltas_staff_stick_card, TILTAS, STAFF_STICK_CARD, GtkBox)

void tiltas_staff_stick_card_bind (TiltasStaffStickCard *self, TiltasContext *context);
/* TRUE while a stick is read or written for the card. */
gboolean tiltas_staff_stick_card_is_busy (TiltasStaffStickCard *self);
/* TRUE while the card shows a list of changes. */
gboolean tiltas_staff_stick_card_has_plan (TiltasStaffStickCard *self);

G_END_DECLS
