/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Panels over a page, inside the window (no popup windows: a window manager could lose them). A touch outside, Escape
 * or a change of place, language or look closes them. */

/* Opens a panel with the content in the window of `from`. Takes content. title NULL: none. */
void tiltas_panel_open (GtkWidget *from, const char *title, GtkWidget *content);
/* Closes the panel that is open in the window of `from`, if any. */
void tiltas_panel_close (GtkWidget *from);

/* All offered languages by their own names; the visitor's is marked, and changed also from the staff area. */
void tiltas_language_panel_open (TiltasContext *context, GtkWidget *from);
/* The four steps. */
void tiltas_text_size_panel_open (TiltasContext *context, GtkWidget *from);

G_END_DECLS
