/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/widgets/list-rows.h"

G_BEGIN_DECLS

/* A scrolled list over a GListModel with only as many row widgets as the screen needs: rows that leave the screen
 * are used for those that come in. Rows may differ in height. Brings its own scrolled window. An optional header
 * (heading, filters) scrolls along above the rows. Each row is one touch target and one stop of the keyboard.
 *
 * Signal "activate" (guint index): a row was touched or chosen with a key. */
#define TILTAS_TYPE_LIST (tiltas_list_get_type ())
G_DECLARE_FINAL_TYPE (TiltasList, tiltas_list, TILTAS, LIST, GtkWidget)

/* How rows are made. Call it before a model is set; data is borrowed and must outlive the list. In the next function
 * gap is in px between rows, margin in px at both sides. */
void tiltas_list_set_rows (TiltasList *self, TiltasListMake make, TiltasListBind bind, gpointer data);
void tiltas_list_set_spacing (TiltasList *self, int gap, int margin);
void tiltas_list_set_header (TiltasList *self, GtkWidget *header);
/* NULL: no rows. When items change, their rows are bound again; the first visible row stays where it is. */
void tiltas_list_set_model (TiltasList *self, GListModel *model);

/* The first visible block, and which part of its height is scrolled past (0 to 1): block 0 is the header (also when
 * there is none), 1 the first row. Setting takes effect in the next layout, before anything is painted. */
void tiltas_list_get_position (TiltasList *self, guint *block, double *fraction);
void tiltas_list_set_position (TiltasList *self, guint block, double fraction);

G_END_DECLS
