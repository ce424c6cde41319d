/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* The first layout in each script costs 19 to 28 ms (fonts are opened) and the first page of each type parses its
 * template. Does both bit by bit while the program is idle after the first frame, then never wakes again. `widget`
 * lends its fonts; what is under way ends with it. */
void tiltas_preload_start (TiltasContext *context, GtkWidget *widget);

G_END_DECLS
