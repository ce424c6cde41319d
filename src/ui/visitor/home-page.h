/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* The first page of a visit: units of lessons, categories of services, announcements, search. */
#define TILTAS_TYPE_HOME_PAGE (tiltas_home_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasHomePage, tiltas_home_page, TILTAS, HOME_PAGE, TiltasPage)

TiltasPage *tiltas_home_page_new (TiltasContext *context);

G_END_DECLS
