/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/widgets/row-heights.h"

G_BEGIN_DECLS

/* Where a list stands: a block (0 is the header, i + 1 the row i) and how many px of it are above the upper edge.
 * Pure arithmetic; it asks a callback for the height of a row that comes into sight. */
typedef struct
{
  TiltasRowHeights heights;
  int header; /* height in px with the gap below; 0 without header */
  guint block;
  int offset;
  int (*measure) (guint row, gpointer data); /* true height of a row in px with the gap below */
  gpointer data;
} TiltasListAnchor;

/* Rows of the list. */
guint tiltas_list_anchor_count (const TiltasListAnchor *self);
/* True height of a block in px. Measures a row whose height is not known. */
int tiltas_list_anchor_block_height (TiltasListAnchor *self, guint block);
/* Px from the top of the list to the upper edge; the whole height of the list. Both partly estimated. */
gint64 tiltas_list_anchor_position (const TiltasListAnchor *self);
gint64 tiltas_list_anchor_total (const TiltasListAnchor *self);
/* Px from the upper edge to the top of the first row (tiltas_list_anchor_first_row). */
int tiltas_list_anchor_first_y (const TiltasListAnchor *self);
/* The row at the upper edge, or the first one below it when the header is there. */
guint tiltas_list_anchor_first_row (const TiltasListAnchor *self);

/* Moves the anchor to the block at the upper edge, when the offset lies outside of the block it names. */
void tiltas_list_anchor_settle (TiltasListAnchor *self);
/* Moves up when the list would end above the lower edge of a view of this height in px. */
void tiltas_list_anchor_fill (TiltasListAnchor *self, int height);
/* Moves to a position in px from the top, partly estimated. */
void tiltas_list_anchor_jump (TiltasListAnchor *self, gint64 y);
/* Moves as little as needed for a block to be seen whole in a view of this height in px; to its top when it is
 * higher. */
void tiltas_list_anchor_show (TiltasListAnchor *self, guint block, int height);

G_END_DECLS
