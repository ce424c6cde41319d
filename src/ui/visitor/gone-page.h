/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* “No longer available”, with Back: for a place whose record is not there any more. */
#define TILTAS_TYPE_GONE_PAGE (tiltas_gone_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasGonePage, tiltas_gone_page, TILTAS, GONE_PAGE, TiltasPage)

TiltasPage *tiltas_gone_page_new (TiltasContext *context);

G_END_DECLS
