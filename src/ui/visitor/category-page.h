/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page-types.h"

G_BEGIN_DECLS

G_DECLARE_FINAL_TYPE (TiltasCategoryPage, tiltas_category_page, TILTAS, CATEGORY_PAGE, TiltasPage)

G_END_DECLS
