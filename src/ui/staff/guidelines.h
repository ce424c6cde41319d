/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Section "guidelines": the articles for staff, with a field that searches in all their words. */
GtkWidget *tiltas_staff_guidelines_new (TiltasContext *context);

G_END_DECLS
