/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/layout.h"

#include "ui/widgets/children.h"

/* Tiles */

struct _TiltasTileLayout
{
  GtkLayoutManager parent_instance;

  int columns;
  int gap;
  gboolean fill;
};

G_DEFINE_FINAL_TYPE (TiltasTileLayout, tiltas_tile_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
height_for_width (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
count_shown (GtkWidget *widget)
{
  int n = 0;

  tiltas_for_each_in_layout (child, widget) n++;
  return n;
}

static int
column_width (TiltasTileLayout *self, int width)
{
  return MAX (0, (width - (self->columns - 1) * self->gap) / self->columns);
}

/* The height of each row, from the minimum heights of its tiles at a column width in px (-1: their own width).
 * Transfer full. */
static GArray *
row_heights (TiltasTileLayout *self, GtkWidget *widget, int column)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (int));
  int i = 0;

  tiltas_for_each_in_layout (child, widget)
  {
    int minimum, row = i++ / self->columns;

    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column, &minimum, NULL, NULL, NULL);
    if (row == (int) rows->len)
      g_array_append_val (rows, minimum);
    else
      g_array_index (rows, int, row) = MAX (g_array_index (rows, int, row), minimum);
  }
  return rows;
}

static void
tiltas_tile_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  TiltasTileLayout *self = TILTAS_TILE_LAYOUT (manager);
  int gaps, least = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      tiltas_for_each_in_layout (child, widget)
      {
        int child_minimum;

        gtk_widget_measure (child, orientation, -1, &child_minimum, NULL, NULL, NULL);
        least = MAX (least, child_minimum);
      }
      gaps = (self->columns - 1) * self->gap;
      *minimum = *natural = least * self->columns + gaps;
      return;
    }

  g_autoptr (GArray) rows = row_heights (self, widget, for_size < 0 ? -1 : column_width (self, for_size));
  int sum = 0;
  for (guint i = 0; i < rows->len; i++)
    {
      sum += g_array_index (rows, int, i);
      least = MAX (least, g_array_index (rows, int, i));
    }
  if (self->fill)
    sum = least * (int) rows->len;
  gaps = MAX (0, (int) rows->len - 1) * self->gap;
  *minimum = *natural = sum + gaps;
}

static void
tiltas_tile_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  TiltasTileLayout *self = TILTAS_TILE_LAYOUT (manager);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int column = column_width (self, width);
  g_autoptr (GArray) rows = row_heights (self, widget, column);
  int n_rows = (count_shown (widget) + self->columns - 1) / self->columns;
  int i = 0, y = 0;

  tiltas_for_each_in_layout (child, widget)
  {
    int row = i / self->columns, at = i % self->columns;
    int row_height = self->fill ? (height - (n_rows - 1) * self->gap) / n_rows : g_array_index (rows, int, row);
    int x = at * (column + self->gap);

    gtk_widget_size_allocate (child, &(GtkAllocation){ rtl ? width - x - column : x, y, column, row_height }, -1);
    if (at == self->columns - 1)
      y += row_height + self->gap;
    i++;
  }
}

static void
tiltas_tile_layout_class_init (TiltasTileLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = height_for_width;
  manager_class->measure = tiltas_tile_layout_measure;
  manager_class->allocate = tiltas_tile_layout_allocate;
}

static void
tiltas_tile_layout_init (TiltasTileLayout *self)
{
  self->columns = 1;
}

GtkLayoutManager *
tiltas_tile_layout_new (int columns, int gap, gboolean fill)
{
  g_return_val_if_fail (columns > 0, NULL);

  TiltasTileLayout *self = g_object_new (TILTAS_TYPE_TILE_LAYOUT, NULL);

  self->columns = columns;
  self->gap = gap;
  self->fill = fill;
  return GTK_LAYOUT_MANAGER (self);
}

/* Flow */

struct _TiltasFlowLayout
{
  GtkLayoutManager parent_instance;

  int gap;
};

G_DEFINE_FINAL_TYPE (TiltasFlowLayout, tiltas_flow_layout, GTK_TYPE_LAYOUT_MANAGER)

/* The width that a pill gets in a line of this width; -1: a line without limit. */
static int
pill_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return width < 0 ? natural : CLAMP (natural, minimum, MAX (minimum, width));
}

/* Breaks the pills into lines and returns the height. place: also gives the pills their places, each centred in the
 * height of its line. */
static int
flow (TiltasFlowLayout *self, GtkWidget *widget, int width, gboolean place)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = tiltas_child_in_layout (gtk_widget_get_first_child (widget));
  int y = 0;

  while (child != NULL)
    {
      GtkWidget *first = child;
      int x = 0, line = 0;

      for (; child != NULL; child = tiltas_child_in_layout (gtk_widget_get_next_sibling (child)))
        {
          int w = pill_width (child, width), h;

          if (child != first && width >= 0 && x + w > width)
            break;
          gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, w, &h, NULL, NULL, NULL);
          line = MAX (line, h);
          x += w + self->gap;
        }
      x = 0;
      for (GtkWidget *pill = first; place && pill != child;
           pill = tiltas_child_in_layout (gtk_widget_get_next_sibling (pill)))
        {
          int w = pill_width (pill, width), h;

          gtk_widget_measure (pill, GTK_ORIENTATION_VERTICAL, w, &h, NULL, NULL, NULL);
          gtk_widget_size_allocate (pill, &(GtkAllocation){ rtl ? width - x - w : x, y + (line - h) / 2, w, h }, -1);
          x += w + self->gap;
        }
      y += line + (child != NULL ? self->gap : 0);
    }
  return y;
}

static void
tiltas_flow_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  TiltasFlowLayout *self = TILTAS_FLOW_LAYOUT (manager);
  int least = 0, most = 0, n = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = flow (self, widget, for_size, FALSE);
      return;
    }
  tiltas_for_each_in_layout (child, widget)
  {
    int child_minimum, child_natural;

    gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
    least = MAX (least, child_minimum);
    most += child_natural + (n++ > 0 ? self->gap : 0);
  }
  *minimum = least;
  *natural = most;
}

static void
tiltas_flow_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  flow (TILTAS_FLOW_LAYOUT (manager), widget, width, TRUE);
}

static void
tiltas_flow_layout_class_init (TiltasFlowLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = height_for_width;
  manager_class->measure = tiltas_flow_layout_measure;
  manager_class->allocate = tiltas_flow_layout_allocate;
}

static void
tiltas_flow_layout_init (TiltasFlowLayout *self)
{
}

GtkLayoutManager *
tiltas_flow_layout_new (int gap)
{
  TiltasFlowLayout *self = g_object_new (TILTAS_TYPE_FLOW_LAYOUT, NULL);

  self->gap = gap;
  return GTK_LAYOUT_MANAGER (self);
}
