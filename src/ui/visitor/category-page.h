/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* The services of one category, with filters. */
#define TILTAS_TYPE_CATEGORY_PAGE (tiltas_category_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasCategoryPage, tiltas_category_page, TILTAS, CATEGORY_PAGE, TiltasPage)

/* Floating. NULL when the place's record is not there any more. */
TiltasPage *tiltas_category_page_new (TiltasContext *context);

G_END_DECLS
