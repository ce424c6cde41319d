/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/directory.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* Fills the box with the opening hours of a service: the coming seven days by weekday, today marked, public holidays
 * named. Returns FALSE, and leaves the box empty, when the entry says nothing about hours. */
gboolean tiltas_service_hours_fill (GtkBox *box, TiltasContext *context, const TiltasDirectoryRow *row);

G_END_DECLS
