/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Section "content": how updates go, a card for USB sticks, and what each publisher shows here. */
#define TILTAS_TYPE_STAFF_CONTENT (tiltas_staff_content_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffContent, tiltas_staff_content, TILTAS, STAFF_CONTENT, GtkBox)

GtkWidget *tiltas_staff_content_new (TiltasContext *context);

G_END_DECLS
