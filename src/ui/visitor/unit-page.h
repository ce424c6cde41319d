/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* The lessons of one unit. */
#define TILTAS_TYPE_UNIT_PAGE (tiltas_unit_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasUnitPage, tiltas_unit_page, TILTAS, UNIT_PAGE, TiltasPage)

/* Floating. NULL when the place's record is not there any more. */
TiltasPage *tiltas_unit_page_new (TiltasContext *context);

G_END_DECLS
