/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/list-anchor.h"

guint
tiltas_list_anchor_count (const TiltasListAnchor *self)
{
  return self->heights.known->len;
}

int
tiltas_list_anchor_block_height (TiltasListAnchor *self, guint block)
{
  if (block == 0)
    return self->header;
  if (!tiltas_row_heights_is_known (&self->heights, block - 1))
    tiltas_row_heights_set (&self->heights, block - 1, self->measure (block - 1, self->data));
  return tiltas_row_heights_get (&self->heights, block - 1);
}

/* Px from the top of the list to the top of a block. Heights that are not known are estimated. */
static gint64
top_of (const TiltasListAnchor *self, guint block)
{
  return block == 0 ? 0 : self->header + tiltas_row_heights_above (&self->heights, block - 1);
}

gint64
tiltas_list_anchor_position (const TiltasListAnchor *self)
{
  return top_of (self, self->block) + self->offset;
}

gint64
tiltas_list_anchor_total (const TiltasListAnchor *self)
{
  return top_of (self, tiltas_list_anchor_count (self) + 1);
}

int
tiltas_list_anchor_first_y (const TiltasListAnchor *self)
{
  return (self->block == 0 ? self->header : 0) - self->offset;
}

guint
tiltas_list_anchor_first_row (const TiltasListAnchor *self)
{
  return MAX (self->block, 1) - 1;
}

void
tiltas_list_anchor_settle (TiltasListAnchor *self)
{
  guint n = tiltas_list_anchor_count (self);

  self->block = MIN (self->block, n);
  while (self->offset < 0 && self->block > 0)
    self->offset += tiltas_list_anchor_block_height (self, --self->block);
  self->offset = MAX (0, self->offset);
  while (self->block < n && self->offset >= tiltas_list_anchor_block_height (self, self->block))
    self->offset -= tiltas_list_anchor_block_height (self, self->block++);
}

void
tiltas_list_anchor_fill (TiltasListAnchor *self, int height)
{
  int y = -self->offset;

  for (guint block = self->block; block <= tiltas_list_anchor_count (self); block++)
    {
      y += tiltas_list_anchor_block_height (self, block);
      if (y >= height)
        return;
    }
  if (self->block == 0 && self->offset == 0)
    return;
  self->offset -= height - y;
  tiltas_list_anchor_settle (self);
}

void
tiltas_list_anchor_jump (TiltasListAnchor *self, gint64 y)
{
  if (y < self->header || tiltas_list_anchor_count (self) == 0)
    {
      self->block = 0;
      self->offset = (int) y;
    }
  else
    self->block = 1 + tiltas_row_heights_find (&self->heights, y - self->header, &self->offset);
  tiltas_list_anchor_settle (self);
}

void
tiltas_list_anchor_show (TiltasListAnchor *self, guint block, int height)
{
  gint64 top = top_of (self, block) - tiltas_list_anchor_position (self);
  int own = tiltas_list_anchor_block_height (self, block);

  if (top < 0 || own > height)
    {
      self->block = block;
      self->offset = 0;
    }
  else if (top + own > height)
    {
      self->offset += (int) (top + own - height);
      tiltas_list_anchor_settle (self);
    }
}
