/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* The staff area: a list of sections, and beside or below it the section that the place names. An unknown name opens
 * the first section. The section "help" has a page of its own (help-page.h). */
#define TILTAS_TYPE_STAFF_PAGE (tiltas_staff_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffPage, tiltas_staff_page, TILTAS, STAFF_PAGE, TiltasPage)

TiltasPage *tiltas_staff_page_new (TiltasContext *context);

G_END_DECLS
