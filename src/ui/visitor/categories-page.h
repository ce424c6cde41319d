/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* All categories of services. */
#define TILTAS_TYPE_CATEGORIES_PAGE (tiltas_categories_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasCategoriesPage, tiltas_categories_page, TILTAS, CATEGORIES_PAGE, TiltasPage)

TiltasPage *tiltas_categories_page_new (TiltasContext *context);

G_END_DECLS
