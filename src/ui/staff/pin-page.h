/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* The pad for the PIN: what a place of the kind STAFF shows until the right PIN is typed. */
#define TILTAS_TYPE_STAFF_PIN_PAGE (tiltas_staff_pin_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffPinPage, tiltas_staff_pin_page, TILTAS, STAFF_PIN_PAGE, TiltasPage)

TiltasPage *tiltas_staff_pin_page_new (TiltasContext *context);

G_END_DECLS
