/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Section "languages": which languages visitors are offered, in which order, and the library's own language. */
#define TILTAS_TYPE_STAFF_LANGUAGES (tiltas_staff_languages_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffLanguages, tiltas_staff_languages, TILTAS, STAFF_LANGUAGES, GtkBox)

GtkWidget *tiltas_staff_languages_new (TiltasContext *context);

G_END_DECLS
