/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Section "guidelines": the articles for staff, with a field that searches in all their words. */
#define TILTAS_TYPE_STAFF_GUIDELINES (tiltas_staff_guidelines_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffGuidelines, tiltas_staff_guidelines, TILTAS, STAFF_GUIDELINES, GtkBox)

GtkWidget *tiltas_staff_guidelines_new (TiltasContext *context);

G_END_DECLS
