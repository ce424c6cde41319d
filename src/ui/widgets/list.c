/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/list.h"

#include "ui/widgets/list-view.h"
#include "ui/widgets/scrollable.h"

struct _TiltasList
{
  GtkWidget parent_instance;

  GtkWidget *window;
  TiltasListView *view;
};

G_DEFINE_FINAL_TYPE (TiltasList, tiltas_list, GTK_TYPE_WIDGET)

enum
{
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_activate (TiltasList *self, guint index)
{
  g_signal_emit (self, signals[ACTIVATE], 0, index);
}

static void
tiltas_list_dispose (GObject *object)
{
  g_clear_pointer (&TILTAS_LIST (object)->window, gtk_widget_unparent);
  G_OBJECT_CLASS (tiltas_list_parent_class)->dispose (object);
}

static void
tiltas_list_class_init (TiltasListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tiltas_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[ACTIVATE] =
    g_signal_new ("activate", TILTAS_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
tiltas_list_init (TiltasList *self)
{
  self->view = g_object_new (TILTAS_TYPE_LIST_VIEW, NULL);
  self->window = tiltas_scrolled_window_new (GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->window, GTK_WIDGET (self));
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (on_activate), self);
}

void
tiltas_list_set_rows (TiltasList *self, TiltasListMake make, TiltasListBind bind, gpointer data)
{
  g_return_if_fail (TILTAS_IS_LIST (self));

  tiltas_list_view_set_rows (self->view, make, bind, data);
}

void
tiltas_list_set_spacing (TiltasList *self, int gap, int margin)
{
  g_return_if_fail (TILTAS_IS_LIST (self));

  tiltas_list_view_set_spacing (self->view, gap, margin);
}

void
tiltas_list_set_header (TiltasList *self, GtkWidget *header)
{
  g_return_if_fail (TILTAS_IS_LIST (self));

  tiltas_list_view_set_header (self->view, header);
}

void
tiltas_list_set_model (TiltasList *self, GListModel *model)
{
  g_return_if_fail (TILTAS_IS_LIST (self));

  tiltas_list_view_set_model (self->view, model);
}

void
tiltas_list_get_position (TiltasList *self, guint *block, double *fraction)
{
  g_return_if_fail (TILTAS_IS_LIST (self));

  tiltas_list_view_get_position (self->view, block, fraction);
}

void
tiltas_list_set_position (TiltasList *self, guint block, double fraction)
{
  g_return_if_fail (TILTAS_IS_LIST (self));

  tiltas_list_view_set_position (self->view, block, fraction);
}
