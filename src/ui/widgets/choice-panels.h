/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Panels (panels.h) with a few big choices: a touch on one closes the panel and puts the choice in force. They open
 * over the window of `from`. */

/* The offered languages by their own names; the visitor's is marked. The visitor's language changes also when the panel
 * was opened from the staff area; on the welcome page a choice begins the visit. */
void tiltas_language_panel_open (TiltasContext *context, GtkWidget *from);
/* The four text sizes of the design. */
void tiltas_text_size_panel_open (TiltasContext *context, GtkWidget *from);

G_END_DECLS
