/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* A text field, and what was found for it in lessons, services and the glossary. */
#define TILTAS_TYPE_SEARCH_PAGE (tiltas_search_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasSearchPage, tiltas_search_page, TILTAS, SEARCH_PAGE, TiltasPage)

TiltasPage *tiltas_search_page_new (TiltasContext *context);

G_END_DECLS
