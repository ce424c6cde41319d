/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Section "usage": counts of visits, languages, lessons, services and searches without result. */
GtkWidget *tiltas_staff_usage_new (TiltasContext *context);

G_END_DECLS
