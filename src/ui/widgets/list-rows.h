/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes the content of a row. */
typedef GtkWidget *(*TiltasListMake) (gpointer data);
/* Shows an item in content made before. Returns the row's accessible name, transfer full. */
typedef char *(*TiltasListBind) (GtkWidget *content, gpointer item, gpointer data);

/* The row widgets of a list view: as many as were ever seen at once, given from item to item. They are children of the
 * list; a row that shows nothing is not visible. */
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
  GtkWidget *spare;   /* only measured, or NULL */
} TiltasListRows;

/* clicked: handler (GtkWidget *row, gpointer list). */
void tiltas_list_rows_init (TiltasListRows *self, GtkWidget *list, GCallback clicked);
void tiltas_list_rows_clear (TiltasListRows *self);

/* Index of the item that a row shows, or TILTAS_ROW_NONE. */
guint tiltas_list_row_get_index (GtkWidget *row);
/* The row that shows an item, or NULL. */
GtkWidget *tiltas_list_rows_find (TiltasListRows *self, guint index);
/* The row that shows an item, bound now to a free widget or a new one if there was none; n is the number of items, for
 * screen readers. *bound tells. Never NULL. */
GtkWidget *tiltas_list_rows_take (TiltasListRows *self, guint index, guint n, gboolean *bound);
/* A row that shows the item only to be measured. */
GtkWidget *tiltas_list_rows_try (TiltasListRows *self, guint index);
/* Frees rows that do not show one of the items from first to last - 1; keep (or NULL) is left as it is. */
void tiltas_list_rows_release (TiltasListRows *self, guint first, guint last, GtkWidget *keep);
/* Items were removed and added: rows of the removed ones are freed, those behind get their new index. */
void tiltas_list_rows_shift (TiltasListRows *self, guint position, guint removed, guint added);

G_END_DECLS
