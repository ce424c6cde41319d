/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"
#include "store/reader.h"

G_BEGIN_DECLS

/* Categories and services, for the screens. Visible is what formats.md, "Verified, dated, shown", says. */

/* GPtrArray of TiltasGroup in order; categories without visible services are left out. */
GPtrArray *tiltas_reader_categories (TiltasReader *self, const char *const *ladder, GError **error);
/* One of them. NULL without error when it is not there. */
TiltasGroup *tiltas_reader_category (TiltasReader *self, const char *ref, const char *const *ladder, GError **error);
/* GPtrArray of visible TiltasService by position, then name. category NULL: all. */
GPtrArray *tiltas_reader_services (TiltasReader *self, const char *category, const char *const *ladder, GError **error);
/* A visible service. NULL without error when it is not there. */
TiltasService *tiltas_reader_service (TiltasReader *self, const char *ref, const char *const *ladder, GError **error);

G_END_DECLS
