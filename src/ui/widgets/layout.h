/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Two layout managers for plain boxes: gtk_widget_set_layout_manager (box, tiltas_tile_layout_new (…)). Gaps are in
 * px (tiltas_context_px). Both mirror their children in right-to-left languages and ask for height for width. */

/* Puts tiles into equal columns; each row is as high as its highest tile. fill: all rows are equally high and fill
 * the height that the box gets. */
#define TILTAS_TYPE_TILE_LAYOUT (tiltas_tile_layout_get_type ())
G_DECLARE_FINAL_TYPE (TiltasTileLayout, tiltas_tile_layout, TILTAS, TILE_LAYOUT, GtkLayoutManager)
GtkLayoutManager *tiltas_tile_layout_new (int columns, int gap, gboolean fill);

/* Puts pills side by side, each at its natural width, and breaks them into lines as words are broken. A pill never
 * gets more than the whole width. */
#define TILTAS_TYPE_FLOW_LAYOUT (tiltas_flow_layout_get_type ())
G_DECLARE_FINAL_TYPE (TiltasFlowLayout, tiltas_flow_layout, TILTAS, FLOW_LAYOUT, GtkLayoutManager)
GtkLayoutManager *tiltas_flow_layout_new (int gap);

G_END_DECLS
