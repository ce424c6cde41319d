/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/row-heights.h"

static int
mean (const TiltasRowHeights *self)
{
  return MAX (1, self->n_known > 0 ? (int) (self->sum / self->n_known) : self->guess);
}

void
tiltas_row_heights_init (TiltasRowHeights *self, int guess)
{
  *self = (TiltasRowHeights){ .known = g_array_new (FALSE, TRUE, sizeof (int)), .guess = guess };
}

void
tiltas_row_heights_clear (TiltasRowHeights *self)
{
  g_clear_pointer (&self->known, g_array_unref);
}

void
tiltas_row_heights_reset (TiltasRowHeights *self, guint n)
{
  /* To 0 first, so that the rows that stay are set to zero too. */
  g_array_set_size (self->known, 0);
  g_array_set_size (self->known, n);
  self->sum = 0;
  self->n_known = 0;
}

void
tiltas_row_heights_splice (TiltasRowHeights *self, guint position, guint removed, guint added)
{
  static const int none = 0;

  g_return_if_fail (position + removed <= self->known->len);

  for (guint i = position; i < position + removed; i++)
    tiltas_row_heights_set (self, i, 0);
  if (removed > added)
    g_array_remove_range (self->known, position, removed - added);
  for (guint i = removed; i < added; i++)
    g_array_insert_val (self->known, position, none);
}

void
tiltas_row_heights_set (TiltasRowHeights *self, guint row, int height)
{
  g_return_if_fail (row < self->known->len);

  int *slot = &g_array_index (self->known, int, row);

  self->sum += height - *slot;
  self->n_known += (height != 0) - (*slot != 0);
  *slot = height;
}

gboolean
tiltas_row_heights_is_known (const TiltasRowHeights *self, guint row)
{
  return row < self->known->len && g_array_index (self->known, int, row) != 0;
}

int
tiltas_row_heights_get (const TiltasRowHeights *self, guint row)
{
  return tiltas_row_heights_is_known (self, row) ? g_array_index (self->known, int, row) : mean (self);
}

gint64
tiltas_row_heights_above (const TiltasRowHeights *self, guint row)
{
  gint64 sum = 0;
  int other = mean (self);

  for (guint i = 0; i < MIN (row, self->known->len); i++)
    {
      int height = g_array_index (self->known, int, i);

      sum += height != 0 ? height : other;
    }
  return sum;
}

guint
tiltas_row_heights_find (const TiltasRowHeights *self, gint64 y, int *offset)
{
  guint n = self->known->len, row = 0;

  y = MAX (0, y);
  while (row + 1 < n && y >= tiltas_row_heights_get (self, row))
    y -= tiltas_row_heights_get (self, row++);
  *offset = n > 0 ? (int) MIN (y, tiltas_row_heights_get (self, row)) : 0;
  return row;
}
