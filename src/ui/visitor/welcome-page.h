/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* The page between two visits: the greeting in all languages, one after the other, and a tile for each language. */
#define TILTAS_TYPE_WELCOME_PAGE (tiltas_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasWelcomePage, tiltas_welcome_page, TILTAS, WELCOME_PAGE, TiltasPage)

TiltasPage *tiltas_welcome_page_new (TiltasContext *context);

G_END_DECLS
