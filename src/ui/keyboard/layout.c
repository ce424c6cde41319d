/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/layout.h"

#include "ui/keyboard/key.h"

/* Design px. */
#define KEY_HEIGHT 80.0
#define KEY_HEIGHT_TALL 96.0 /* portrait */
#define KEY_HEIGHT_LOW 60.0  /* on a screen lower than LOW */
#define LOW 900.0
#define GAP 12.0
#define GAP_LOW 8.0 /* also on narrow screens */
#define SIDE 60.0
#define SIDE_NARROW 16.0
#define PADDING 18.0
#define PADDING_LOW 10.0

static gboolean
is_low (const TiltasContext *context)
{
  return context->height / context->unit < LOW;
}

static double
key_height (const TiltasContext *context)
{
  if (is_low (context))
    return KEY_HEIGHT_LOW;
  return context->landscape ? KEY_HEIGHT : KEY_HEIGHT_TALL;
}

static double
key_gap (const TiltasContext *context)
{
  return is_low (context) || context->narrow ? GAP_LOW : GAP;
}

/* Above the first row and below the last one. */
static double
padding_of (const TiltasContext *context)
{
  return is_low (context) ? PADDING_LOW : PADDING;
}

int
tiltas_keyboard_layout_height (const TiltasContext *context, guint n_rows)
{
  return tiltas_context_px (context, n_rows * key_height (context) + (n_rows - 1) * key_gap (context) +
                                       2 * padding_of (context));
}

static double
row_weight (const GPtrArray *row)
{
  double weight = 0;

  for (guint i = 0; i < row->len; i++)
    weight += tiltas_keyboard_key_get_weight (g_ptr_array_index (row, i));
  return weight;
}

/* What all rows of an allocation share, in px. */
typedef struct
{
  int width;  /* of the keyboard */
  int height; /* of a key */
  double gap;
} Grid;

/* Places the keys of the row at y. share: px of a key of weight 1 with the gap behind it. */
static void
allocate_row (const Grid *grid, const GPtrArray *row, double y, double share)
{
  double x = (grid->width - row_weight (row) * share + grid->gap) / 2;

  for (guint i = 0; i < row->len; i++)
    {
      GtkWidget *key = g_ptr_array_index (row, i);
      double own = tiltas_keyboard_key_get_weight (TILTAS_KEYBOARD_KEY (key)) * share;

      gtk_widget_size_allocate (key, &(GtkAllocation){ (int) x, (int) y, (int) (own - grid->gap), grid->height }, -1);
      x += own;
    }
}

void
tiltas_keyboard_layout_allocate (const TiltasContext *context, const GPtrArray *rows, int width, int height)
{
  double unit = context->unit, gap = key_gap (context) * unit, padding = padding_of (context) * unit;
  double side = (context->narrow || !context->landscape ? SIDE_NARROW : SIDE) * unit;
  double row_height = (height - 2 * padding + gap) / MAX (rows->len, 1), most = TILTAS_KEYBOARD_ROW;
  Grid grid = { width, (int) (row_height - gap), gap };

  for (guint i = 0; i + 1 < rows->len; i++)
    most = MAX (most, row_weight (g_ptr_array_index (rows, i)));
  for (guint i = 0; i < rows->len; i++)
    {
      const GPtrArray *row = g_ptr_array_index (rows, i);
      gboolean bottom = i + 1 == rows->len;

      allocate_row (&grid, row, padding + i * row_height,
                    (width - 2 * side + gap) / (bottom ? row_weight (row) : most));
    }
}
