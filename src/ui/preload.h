/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Opens fonts and parses templates before a visitor needs them: the first layout in a script costs 19 to 28 ms, and
 * the first page of a type parses its template. Does one piece after the other while the program is idle after the
 * first frame, then stops for good. Uses the fonts of widget; stops when widget is destroyed. */
void tiltas_preload_start (TiltasContext *context, GtkWidget *widget);

G_END_DECLS
