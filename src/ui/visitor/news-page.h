/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* One announcement. */
#define TILTAS_TYPE_NEWS_PAGE (tiltas_news_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasNewsPage, tiltas_news_page, TILTAS, NEWS_PAGE, TiltasPage)

/* Floating. NULL when the place's record is not there any more. */
TiltasPage *tiltas_news_page_new (TiltasContext *context);

G_END_DECLS
