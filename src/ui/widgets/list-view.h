/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/widgets/list-rows.h"

G_BEGIN_DECLS

/* The scrolled part of a TiltasList: a GtkScrollable that has row widgets only for the items that are seen.
 *
 * The position is an anchor (list-anchor.h), and the adjustment follows it. The height of a row that was never seen
 * is estimated as the mean of the known ones. While the program is idle up to 500 rows are measured, a few at a
 * time, so that the scrollbar soon tells the truth. A scroll moves the anchor by exactly as many px as the
 * adjustment moved, so that visitors do not notice such corrections. */
#define TILTAS_TYPE_LIST_VIEW (tiltas_list_view_get_type ())
G_DECLARE_FINAL_TYPE (TiltasListView, tiltas_list_view, TILTAS, LIST_VIEW, GtkWidget)

void tiltas_list_view_set_rows (TiltasListView *self, TiltasListMake make, TiltasListBind bind, gpointer data);
void tiltas_list_view_set_spacing (TiltasListView *self, int gap, int margin);
void tiltas_list_view_set_header (TiltasListView *self, GtkWidget *header);
void tiltas_list_view_set_model (TiltasListView *self, GListModel *model);
void tiltas_list_view_get_position (TiltasListView *self, guint *block, double *fraction);
void tiltas_list_view_set_position (TiltasListView *self, guint block, double fraction);

G_END_DECLS
