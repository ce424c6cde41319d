/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes the content of a row. Floating. */
typedef GtkWidget *(*TiltasListMake) (gpointer data);
/* Shows an item in content that was made before. Returns the accessible name of the row, transfer full. */
typedef char *(*TiltasListBind) (GtkWidget *content, gpointer item, gpointer data);

/* The row widgets of a list view: as many as were ever seen at once, passed on from item to item. They are children
 * of the list. A row that shows no item is not visible. */
#define TILTAS_ROW_NONE G_MAXUINT

typedef struct
{
  GtkWidget *list; /* parent, not referenced */
  GCallback clicked;
  GListModel *model; /* borrowed from the list view */
  TiltasListMake make;
  TiltasListBind bind;
  gpointer data;
  GPtrArray *widgets; /* of GtkWidget, the list's children */
  GtkWidget *spare;   /* a row that is only measured and never seen, or NULL */
} TiltasListRows;

/* clicked: handler (GtkWidget *row, gpointer list). */
void tiltas_list_rows_init (TiltasListRows *self, GtkWidget *list, GCallback clicked);
void tiltas_list_rows_clear (TiltasListRows *self);

/* Index of the item that a row shows, or TILTAS_ROW_NONE. */
guint tiltas_list_row_get_index (GtkWidget *row);
/* The row that shows an item. If there was none, a free or new row is bound to it, and *bound is TRUE. n: number of
 * items, for screen readers. Never NULL. */
GtkWidget *tiltas_list_rows_take (TiltasListRows *self, guint index, guint n, gboolean *bound);
/* A row that shows the item only to be measured; the same one each time. */
GtkWidget *tiltas_list_rows_try (TiltasListRows *self, guint index);
/* Sets rows free that show none of the items from first to last - 1, except keep, which may be NULL. */
void tiltas_list_rows_release (TiltasListRows *self, guint first, guint last, GtkWidget *keep);
/* Adapts the rows after items were removed and added at position: rows of removed items are set free, rows behind
 * them get their new index. */
void tiltas_list_rows_shift (TiltasListRows *self, guint position, guint removed, guint added);

G_END_DECLS
