/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* One service: hours, ways to it, whom it helps. */
#define TILTAS_TYPE_SERVICE_PAGE (tiltas_service_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasServicePage, tiltas_service_page, TILTAS, SERVICE_PAGE, TiltasPage)

/* Floating. NULL when the place's record is not there any more. */
TiltasPage *tiltas_service_page_new (TiltasContext *context);

G_END_DECLS
