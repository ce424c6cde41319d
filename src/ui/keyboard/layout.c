/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/private.h"

#include "ui/keyboard/key.h"

/* Design px. */
#define KEY_HEIGHT 80.0
#define KEY_HEIGHT_TALL 96.0 /* portrait */
#define KEY_HEIGHT_LOW 60.0  /* screens that are low */
#define LOW 900.0
#define GAP 12.0
#define GAP_LOW 8.0 /* also on narrow screens */
#define SIDE 60.0
#define SIDE_NARROW 16.0
#define PADDING 18.0
#define PADDING_LOW 10.0

static gboolean
is_low (TiltasKeyboard *self)
{
  return self->context->height / self->context->unit < LOW;
}

static double
key_height (TiltasKeyboard *self)
{
  if (is_low (self))
    return KEY_HEIGHT_LOW;
  return self->context->landscape ? KEY_HEIGHT : KEY_HEIGHT_TALL;
}

static double
key_gap (TiltasKeyboard *self)
{
  return is_low (self) || self->context->narrow ? GAP_LOW : GAP;
}

static double
key_padding (TiltasKeyboard *self)
{
  return is_low (self) ? PADDING_LOW : PADDING;
}

void
tiltas_keyboard_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  TiltasKeyboard *self = TILTAS_KEYBOARD (widget);
  guint rows = self->letter_rows + 1;

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      gtk_widget_measure (child, orientation, -1, NULL, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = tiltas_context_px (self->context, rows * key_height (self) + (rows - 1) * key_gap (self) +
                                                              2 * key_padding (self));
}

static double
row_weight (const GPtrArray *row)
{
  double weight = 0;

  for (guint i = 0; i < row->len; i++)
    weight += tiltas_keyboard_key_get_weight (g_ptr_array_index (row, i));
  return weight;
}

/* Keys of a row at y; part: px of one letter's key with its gap. */
static void
allocate_row (const GPtrArray *row, int width, double y, double height, double part, double gap)
{
  double x = (width - row_weight (row) * part + gap) / 2;

  for (guint i = 0; i < row->len; i++)
    {
      GtkWidget *key = g_ptr_array_index (row, i);
      double share = tiltas_keyboard_key_get_weight (TILTAS_KEYBOARD_KEY (key)) * part;
      GtkAllocation box = { (int) x, (int) y, (int) (share - gap), (int) height };
      gtk_widget_size_allocate (key, &box, -1);
      x += share;
    }
}

static void
allocate_variants (TiltasKeyboard *self, int width)
{
  graphene_rect_t key;
  int natural, height;
  GtkAllocation box;

  if (self->held == NULL || !gtk_widget_compute_bounds (self->held, GTK_WIDGET (self), &key))
    return;
  gtk_widget_measure (self->variants, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_measure (self->variants, GTK_ORIENTATION_VERTICAL, natural, NULL, &height, NULL, NULL);
  box.width = MIN (natural, width);
  box.height = height;
  box.x = CLAMP ((int) (key.origin.x + key.size.width / 2) - box.width / 2, 0, width - box.width);
  box.y = (int) key.origin.y - height;
  gtk_widget_size_allocate (self->variants, &box, -1);
}

void
tiltas_keyboard_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TiltasKeyboard *self = TILTAS_KEYBOARD (widget);
  double unit = self->context->unit, gap = key_gap (self) * unit, padding = key_padding (self) * unit;
  double side = (self->context->narrow || !self->context->landscape ? SIDE_NARROW : SIDE) * unit, most = 0;
  double row_height = (height - 2 * padding + gap) / MAX (self->rows->len, 1);

  if (self->rows->len == 0)
    return;
  for (guint i = 0; i + 1 < self->rows->len; i++)
    most = MAX (most, row_weight (g_ptr_array_index (self->rows, i)));
  for (guint i = 0; i < self->rows->len; i++)
    {
      const GPtrArray *row = g_ptr_array_index (self->rows, i);
      gboolean bottom = i + 1 == self->rows->len;
      double part = (width - 2 * side + gap) / (bottom ? row_weight (row) : MAX (most, 10));
      allocate_row (row, width, padding + i * row_height, row_height - gap, part, gap);
    }
  allocate_variants (self, width);
}
