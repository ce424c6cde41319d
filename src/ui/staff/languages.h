/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Section "languages": which languages visitors are offered, in which order, and the library's own language. */
GtkWidget *tiltas_staff_languages_new (TiltasContext *context);

G_END_DECLS
