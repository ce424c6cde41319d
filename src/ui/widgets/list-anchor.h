/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/widgets/row-heights.h"

G_BEGIN_DECLS

/* Where a list stands: a block (0 the header, i + 1 the row i) and how many px of it are above the upper edge.
 * Arithmetic only; heights that the visitor passes are measured through a callback. */
typedef struct
{
  TiltasRowHeights heights;
  int header; /* height with the gap below, 0 without header */
  guint block;
  int offset;
  int (*measure) (guint row, gpointer data); /* true height of a row with the gap below */
  gpointer data;
} TiltasListAnchor;

/* Rows of the list. */
guint tiltas_list_anchor_count (const TiltasListAnchor *self);
/* True height of a block. */
int tiltas_list_anchor_block_height (TiltasListAnchor *self, guint block);
/* px from the top of the list to the top of a block, reckoned. */
gint64 tiltas_list_anchor_top (const TiltasListAnchor *self, guint block);
/* px from the top of the list to the upper edge, and the whole height; both reckoned. */
gint64 tiltas_list_anchor_position (const TiltasListAnchor *self);
gint64 tiltas_list_anchor_total (const TiltasListAnchor *self);
/* px from the upper edge to the row after the anchor's header or to the anchor's row: where the first row stands. */
int tiltas_list_anchor_first_y (const TiltasListAnchor *self);
/* Row at the upper edge or first below it. */
guint tiltas_list_anchor_first_row (const TiltasListAnchor *self);

/* Brings the offset into its block and the block into the list. */
void tiltas_list_anchor_settle (TiltasListAnchor *self);
/* Moves up where the last row would leave a hole at the lower edge of a view of this height. */
void tiltas_list_anchor_fill (TiltasListAnchor *self, int height);
/* To a position reckoned from the top. */
void tiltas_list_anchor_jump (TiltasListAnchor *self, gint64 y);
/* As little as needed for a block to be seen whole in a view of this height. */
void tiltas_list_anchor_show (TiltasListAnchor *self, guint block, int height);

G_END_DECLS
