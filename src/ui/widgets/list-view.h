/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/widgets/list-rows.h"

G_BEGIN_DECLS

/* The scrolled part of a TiltasList: a GtkScrollable that keeps rows for what is seen.
 *
 * Where it stands is an anchor: a block (0 the header, i + 1 the row i) and how many px of it are above the upper edge.
 * The adjustment follows the anchor. Heights of rows that were never seen are reckoned as the mean of the others; they
 * are measured bit by bit while the program is idle, up to MEASURED_MOST rows, so that the scrollbar soon tells the
 * truth. A scroll moves the anchor by just as many px as the adjustment moved, so that no such correction is felt. */
#define TILTAS_TYPE_LIST_VIEW (tiltas_list_view_get_type ())
G_DECLARE_FINAL_TYPE (TiltasListView, tiltas_list_view, TILTAS, LIST_VIEW, GtkWidget)

void tiltas_list_view_set_rows (TiltasListView *self, TiltasListMake make, TiltasListBind bind, gpointer data);
void tiltas_list_view_set_spacing (TiltasListView *self, int gap, int margin);
void tiltas_list_view_set_header (TiltasListView *self, GtkWidget *header);
void tiltas_list_view_set_model (TiltasListView *self, GListModel *model);
void tiltas_list_view_get_position (TiltasListView *self, guint *block, double *fraction);
void tiltas_list_view_set_position (TiltasListView *self, guint block, double fraction);

G_END_DECLS
