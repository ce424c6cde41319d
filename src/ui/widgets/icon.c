/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/icon.h"

#include "ui/widgets/icon-table.h"

#include <stdlib.h>
#include <string.h>

struct _TiltasIcon
{
  GtkWidget parent_instance;

  const TiltasIconShape *shape;
  double stroke_width;
};

G_DEFINE_FINAL_TYPE (TiltasIcon, tiltas_icon, GTK_TYPE_WIDGET)

enum
{
  PROP_ICON_NAME = 1,
  PROP_STROKE_WIDTH,
  N_PROPS
};

#define GRID 24.0

static int
compare_name (const void *key, const void *shape)
{
  return strcmp (key, ((const TiltasIconShape *) shape)->name);
}

static const TiltasIconShape *
find_shape (const char *name)
{
  if (name == NULL)
    return NULL;
  return bsearch (name, tiltas_icon_table, tiltas_icon_table_length, sizeof (TiltasIconShape), compare_name);
}

static void
add_path (cairo_t *cr, const float *p, gsize n)
{
  const float *end = p + n;

  while (p < end)
    switch ((int) *p++)
      {
      case 0:
        cairo_move_to (cr, (double) p[0], (double) p[1]);
        p += 2;
        break;
      case 1:
        cairo_line_to (cr, (double) p[0], (double) p[1]);
        p += 2;
        break;
      case 2:
        cairo_curve_to (cr, (double) p[0], (double) p[1], (double) p[2], (double) p[3], (double) p[4], (double) p[5]);
        p += 6;
        break;
      default:
        cairo_close_path (cr);
      }
}

static void
tiltas_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TiltasIcon *self = TILTAS_ICON (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  double side = MIN (width, height);
  GdkRGBA color;
  cairo_t *cr;

  if (self->shape == NULL || side <= 0)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_translate (cr, (width - side) / 2, (height - side) / 2);
  cairo_scale (cr, side / GRID, side / GRID);
  if (self->shape->directional && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    {
      cairo_translate (cr, GRID, 0);
      cairo_scale (cr, -1, 1);
    }
  if (self->shape->n_fill > 0)
    {
      add_path (cr, self->shape->fill, self->shape->n_fill);
      cairo_fill (cr);
    }
  add_path (cr, self->shape->stroke, self->shape->n_stroke);
  cairo_set_line_width (cr, self->stroke_width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
tiltas_icon_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TiltasIcon *self = TILTAS_ICON (object);

  switch (id)
    {
    case PROP_ICON_NAME:
      g_value_set_string (value, self->shape != NULL ? self->shape->name : NULL);
      break;
    case PROP_STROKE_WIDTH:
      g_value_set_double (value, self->stroke_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tiltas_icon_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TiltasIcon *self = TILTAS_ICON (object);

  switch (id)
    {
    case PROP_ICON_NAME:
      tiltas_icon_set_name (self, g_value_get_string (value));
      break;
    case PROP_STROKE_WIDTH:
      tiltas_icon_set_stroke_width (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tiltas_icon_class_init (TiltasIconClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tiltas_icon_get_property;
  object_class->set_property = tiltas_icon_set_property;
  widget_class->snapshot = tiltas_icon_snapshot;
  g_object_class_install_property (
    object_class, PROP_ICON_NAME,
    g_param_spec_string ("icon-name", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (
    object_class, PROP_STROKE_WIDTH,
    g_param_spec_double ("stroke-width", NULL, NULL, 0.1, GRID, 1.8, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_css_name (widget_class, "icon");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
tiltas_icon_init (TiltasIcon *self)
{
  self->stroke_width = 1.8;
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
tiltas_icon_new (const char *icon_name)
{
  TiltasIcon *self = g_object_new (TILTAS_TYPE_ICON, NULL);

  tiltas_icon_set_name (self, icon_name);
  return GTK_WIDGET (self);
}

void
tiltas_icon_set_name (TiltasIcon *self, const char *icon_name)
{
  g_return_if_fail (TILTAS_IS_ICON (self));

  self->shape = find_shape (icon_name);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
tiltas_icon_set_stroke_width (TiltasIcon *self, double width)
{
  g_return_if_fail (TILTAS_IS_ICON (self));

  self->stroke_width = width;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
tiltas_icon_exists (const char *icon_name)
{
  return find_shape (icon_name) != NULL;
}
