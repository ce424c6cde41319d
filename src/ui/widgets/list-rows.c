/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/list-rows.h"

#include "ui/widgets/text.h"

#define INDEX_KEY "tiltas-index"

void
tiltas_list_rows_init (TiltasListRows *self, GtkWidget *list, GCallback clicked)
{
  *self = (TiltasListRows){ .list = list, .clicked = clicked, .widgets = g_ptr_array_new () };
}

void
tiltas_list_rows_clear (TiltasListRows *self)
{
  for (guint i = 0; i < self->widgets->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->widgets, i));
  g_clear_pointer (&self->spare, gtk_widget_unparent);
  g_ptr_array_set_size (self->widgets, 0);
}

guint
tiltas_list_row_get_index (GtkWidget *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), INDEX_KEY));
}

static void
set_index (GtkWidget *row, guint index)
{
  g_object_set_data (G_OBJECT (row), INDEX_KEY, GUINT_TO_POINTER (index));
  gtk_widget_set_child_visible (row, index != TILTAS_ROW_NONE);
}

static GtkWidget *
row_new (TiltasListRows *self)
{
  /* A button brings keys, touch and the pressed look; screen readers say that it is an item of a list. */
  GtkWidget *row = g_object_new (GTK_TYPE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);

  gtk_widget_add_css_class (row, "row");
  gtk_button_set_child (GTK_BUTTON (row), self->make (self->data));
  g_signal_connect (row, "clicked", self->clicked, self->list);
  set_index (row, TILTAS_ROW_NONE);
  gtk_widget_set_parent (row, self->list);
  return row;
}

static void
bind_row (TiltasListRows *self, GtkWidget *row, guint index)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->model, index);
  g_autofree char *name = self->bind (gtk_button_get_child (GTK_BUTTON (row)), item, self->data);

  tiltas_set_name (row, name);
}

/* The row that shows an item (TILTAS_ROW_NONE: a row that is free), or NULL. */
static GtkWidget *
find_row (TiltasListRows *self, guint index)
{
  for (guint i = 0; i < self->widgets->len; i++)
    if (tiltas_list_row_get_index (g_ptr_array_index (self->widgets, i)) == index)
      return g_ptr_array_index (self->widgets, i);
  return NULL;
}

GtkWidget *
tiltas_list_rows_take (TiltasListRows *self, guint index, guint n, gboolean *bound)
{
  GtkWidget *row = find_row (self, index);

  *bound = row == NULL;
  if (row != NULL)
    return row;
  row = find_row (self, TILTAS_ROW_NONE);
  if (row == NULL)
    {
      row = row_new (self);
      g_ptr_array_add (self->widgets, row);
    }
  bind_row (self, row, index);
  set_index (row, index);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) index + 1,
                                  GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) n, -1);
  return row;
}

GtkWidget *
tiltas_list_rows_try (TiltasListRows *self, guint index)
{
  if (self->spare == NULL)
    self->spare = row_new (self);
  bind_row (self, self->spare, index);
  return self->spare;
}

void
tiltas_list_rows_release (TiltasListRows *self, guint first, guint last, GtkWidget *keep)
{
  for (guint i = 0; i < self->widgets->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->widgets, i);
      guint index = tiltas_list_row_get_index (row);

      if (index != TILTAS_ROW_NONE && (index < first || index >= last) && row != keep)
        set_index (row, TILTAS_ROW_NONE);
    }
}

void
tiltas_list_rows_shift (TiltasListRows *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < self->widgets->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->widgets, i);
      guint index = tiltas_list_row_get_index (row);

      if (index == TILTAS_ROW_NONE || index < position)
        continue;
      set_index (row, index < position + removed ? TILTAS_ROW_NONE : index - removed + added);
    }
}
