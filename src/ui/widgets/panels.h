/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Panels over a page, inside the window: a window manager could lose popup windows. A touch outside of the panel,
 * Escape, or a change of place, language or look closes it. */

/* Opens a panel with the content over the window of `from`, and closes one that is open there. The child of the
 * window is a GtkOverlay. title may be NULL for none. Takes content. */
void tiltas_panel_open (TiltasContext *context, GtkWidget *from, const char *title, GtkWidget *content);
/* TRUE while a panel is open over the window of `from`. */
gboolean tiltas_panel_is_open (GtkWidget *from);
/* Closes the panel that is open over the window of `from`; nothing when there is none. */
void tiltas_panel_close (GtkWidget *from);

G_END_DECLS
