/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/list.h"

#include "ui/scroll.h"
#include "ui/text.h"

struct _TiltasList
{
  GtkWidget parent_instance;

  GtkWidget *scroll;
  GtkWidget *blocks;
  GtkWidget *header;
  GListModel *model;
  TiltasListMake make;
  TiltasListBind bind;
  gpointer data;
};

G_DEFINE_FINAL_TYPE (TiltasList, tiltas_list, GTK_TYPE_WIDGET)

enum
{
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_clicked (GtkWidget *row, TiltasList *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "index")));
}

static void
fill (TiltasList *self)
{
  GtkWidget *old;

  while ((old = gtk_widget_get_next_sibling (self->header)) != NULL)
    gtk_box_remove (GTK_BOX (self->blocks), old);
  for (guint i = 0; self->model != NULL && i < g_list_model_get_n_items (self->model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->model, i);
      GtkWidget *content = self->make (self->data), *row = gtk_button_new ();
      g_autofree char *name = self->bind (content, item, self->data);

      gtk_widget_add_css_class (row, "row");
      gtk_button_set_child (GTK_BUTTON (row), content);
      tiltas_set_name (row, name);
      g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (i));
      g_signal_connect (row, "clicked", G_CALLBACK (on_clicked), self);
      gtk_box_append (GTK_BOX (self->blocks), row);
    }
}

static void
tiltas_list_dispose (GObject *object)
{
  TiltasList *self = TILTAS_LIST (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_pointer (&self->scroll, gtk_widget_unparent);
  G_OBJECT_CLASS (tiltas_list_parent_class)->dispose (object);
}

static void
tiltas_list_class_init (TiltasListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tiltas_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "list");
  signals[ACTIVATE] =
    g_signal_new ("activate", TILTAS_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
tiltas_list_init (TiltasList *self)
{
  self->scroll = tiltas_scroll_new ();
  self->blocks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->blocks, "main");
  self->header = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->blocks), self->header);
  tiltas_scroll_set_child (TILTAS_SCROLL (self->scroll), self->blocks);
  gtk_widget_set_parent (self->scroll, GTK_WIDGET (self));
}

void
tiltas_list_set_rows (TiltasList *self, TiltasListMake make, TiltasListBind bind, gpointer data)
{
  self->make = make;
  self->bind = bind;
  self->data = data;
}

void
tiltas_list_set_spacing (TiltasList *self, int gap, int margin)
{
}

void
tiltas_list_set_header (TiltasList *self, GtkWidget *header)
{
  gtk_box_append (GTK_BOX (self->header), header);
}

void
tiltas_list_set_model (TiltasList *self, GListModel *model)
{
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_swapped (model, "items-changed", G_CALLBACK (fill), self);
  fill (self);
}

void
tiltas_list_get_position (TiltasList *self, guint *block, double *fraction)
{
  tiltas_scroll_get_position (TILTAS_SCROLL (self->scroll), block, fraction);
}

void
tiltas_list_set_position (TiltasList *self, guint block, double fraction)
{
  tiltas_scroll_set_position (TILTAS_SCROLL (self->scroll), block, fraction);
}
