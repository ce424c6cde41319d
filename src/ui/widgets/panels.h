/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Panels over a page, inside the window (no popup windows: a window manager could lose them). A touch outside, Escape
 * or a change of place, language or look closes them. */

/* Opens a panel with the content over the window of `from`, instead of a panel that is open there. The window's child
 * is a GtkOverlay. title may be NULL: none. Takes content. */
void tiltas_panel_open (TiltasContext *context, GtkWidget *from, const char *title, GtkWidget *content);
/* TRUE while a panel is open over the window of `from`. */
gboolean tiltas_panel_is_open (GtkWidget *from);
/* Closes the panel that is open over the window of `from`; nothing when there is none. */
void tiltas_panel_close (GtkWidget *from);

G_END_DECLS
