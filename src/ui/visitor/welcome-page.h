/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* What stands on the screen while nobody is there: the greeting in all languages, a tile for each. */
#define TILTAS_TYPE_WELCOME_PAGE (tiltas_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasWelcomePage, tiltas_welcome_page, TILTAS, WELCOME_PAGE, TiltasPage)

TiltasPage *tiltas_welcome_page_new (TiltasContext *context);

G_END_DECLS
