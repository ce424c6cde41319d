/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Section "usage": counts of visits, languages, lessons, services and searches without result. */
#define TILTAS_TYPE_STAFF_USAGE (tiltas_staff_usage_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffUsage, tiltas_staff_usage, TILTAS, STAFF_USAGE, GtkBox)

GtkWidget *tiltas_staff_usage_new (TiltasContext *context);

G_END_DECLS
