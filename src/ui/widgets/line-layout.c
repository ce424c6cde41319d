/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/line-layout.h"

#include "ui/widgets/children.h"
#include "ui/widgets/text.h"

#include <math.h>

struct _TiltasLineLayout
{
  GtkLayoutManager parent_instance;

  double gap; /* rem */
  int px;     /* gap in px, -1: not known yet */
};

G_DEFINE_FINAL_TYPE (TiltasLineLayout, tiltas_line_layout, GTK_TYPE_LAYOUT_MANAGER)

/* The gap in px. A rem is the size in the setting gtk-font-name, which style.c sets in px. */
static int
gap_px (TiltasLineLayout *self, GtkWidget *widget)
{
  if (self->px < 0)
    {
      g_autofree char *name = NULL;
      PangoFontDescription *font;

      g_object_get (gtk_widget_get_settings (widget), "gtk-font-name", &name, NULL);
      font = pango_font_description_from_string (name);
      self->px = (int) round (self->gap * pango_font_description_get_size (font) / PANGO_SCALE);
      pango_font_description_free (font);
    }
  return self->px;
}

/* Shares the width of the line among the children. Transfer full. */
static GArray *
share_width (TiltasLineLayout *self, GtkWidget *widget, int width)
{
  GArray *widths = g_array_new (FALSE, FALSE, sizeof (int)), *wishes = g_array_new (FALSE, FALSE, sizeof (int));
  int left = width, expanding = 0;

  tiltas_for_each_in_layout (child, widget)
  {
    int minimum, natural, wish;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
    wish = gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL) ? -1 : natural - minimum;
    expanding += wish < 0 ? 1 : 0;
    left -= minimum + (widths->len > 0 ? gap_px (self, widget) : 0);
    g_array_append_val (widths, minimum);
    g_array_append_val (wishes, wish);
  }
  for (guint i = 0; i < wishes->len && left > 0; i++)
    {
      int more = CLAMP (g_array_index (wishes, int, i), 0, left);

      g_array_index (widths, int, i) += more;
      left -= more;
    }
  for (guint i = 0; i < wishes->len && left > 0; i++)
    if (g_array_index (wishes, int, i) < 0)
      {
        int more = left / expanding--;

        g_array_index (widths, int, i) += more;
        left -= more;
      }
  g_array_unref (wishes);
  return widths;
}

static void
measure_width (TiltasLineLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  guint n = 0;

  *minimum = *natural = 0;
  tiltas_for_each_in_layout (child, widget)
  {
    int least, wanted, gap = n++ > 0 ? gap_px (self, widget) : 0;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
    *minimum += least + gap;
    *natural += wanted + gap;
  }
}

static void
measure_height (TiltasLineLayout *self, GtkWidget *widget, int width, int *minimum, int *natural)
{
  g_autoptr (GArray) widths = NULL;
  guint i = 0;
  int least, wanted;

  if (width < 0)
    measure_width (self, widget, &least, &width);
  widths = share_width (self, widget, width);
  *minimum = *natural = 0;
  tiltas_for_each_in_layout (child, widget)
  {
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, g_array_index (widths, int, i++), &least, &wanted, NULL, NULL);
    *minimum = MAX (*minimum, least);
    *natural = MAX (*natural, wanted);
  }
}

static void
tiltas_line_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  TiltasLineLayout *self = TILTAS_LINE_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    measure_height (self, widget, for_size, minimum, natural);
}

static void
tiltas_line_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  TiltasLineLayout *self = TILTAS_LINE_LAYOUT (manager);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr (GArray) widths = share_width (self, widget, width);
  guint i = 0;
  int x = 0;

  tiltas_for_each_in_layout (child, widget)
  {
    int own = g_array_index (widths, int, i++);

    gtk_widget_size_allocate (child, &(GtkAllocation){ rtl ? width - x - own : x, 0, own, height }, -1);
    x += own + gap_px (self, widget);
  }
}

static GtkSizeRequestMode
tiltas_line_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tiltas_line_layout_class_init (TiltasLineLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = tiltas_line_layout_get_request_mode;
  manager_class->measure = tiltas_line_layout_measure;
  manager_class->allocate = tiltas_line_layout_allocate;
}

static void
tiltas_line_layout_init (TiltasLineLayout *self)
{
  self->px = -1;
}

GtkLayoutManager *
tiltas_line_layout_new (double gap)
{
  TiltasLineLayout *self = g_object_new (TILTAS_TYPE_LINE_LAYOUT, NULL);

  self->gap = gap;
  return GTK_LAYOUT_MANAGER (self);
}

GtkWidget *
tiltas_line_new (double gap, const char *classes)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (line, tiltas_line_layout_new (gap));
  tiltas_add_classes (line, classes);
  return line;
}
