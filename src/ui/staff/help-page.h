/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* Section "help": the visitor's page in the staff's language and in the visitor's, beside each other, or below each
 * other where two columns have no room. A touch on a paragraph marks it in both languages, to point at. */
#define TILTAS_TYPE_STAFF_HELP_PAGE (tiltas_staff_help_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffHelpPage, tiltas_staff_help_page, TILTAS, STAFF_HELP_PAGE, TiltasPage)

TiltasPage *tiltas_staff_help_page_new (TiltasContext *context);

G_END_DECLS
