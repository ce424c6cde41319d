/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The heights of the rows of a list, in px with the gap below, as far as they are known. The others are estimated as
 * the mean of the known ones. Pure arithmetic. */
typedef struct
{
  GArray *known; /* of int, 0: not known */
  gint64 sum;    /* of the known ones */
  guint n_known;
  int guess; /* in px; the estimate while none is known */
} TiltasRowHeights;

void tiltas_row_heights_init (TiltasRowHeights *self, int guess);
void tiltas_row_heights_clear (TiltasRowHeights *self);
/* n rows, none known. */
void tiltas_row_heights_reset (TiltasRowHeights *self, guint n);
/* Adapts to rows that were removed and added at position. */
void tiltas_row_heights_splice (TiltasRowHeights *self, guint position, guint removed, guint added);
void tiltas_row_heights_set (TiltasRowHeights *self, guint row, int height);
gboolean tiltas_row_heights_is_known (const TiltasRowHeights *self, guint row);
/* Known or estimated, at least 1. */
int tiltas_row_heights_get (const TiltasRowHeights *self, guint row);
/* The sum of all rows before `row`. */
gint64 tiltas_row_heights_above (const TiltasRowHeights *self, guint row);
/* The row at y px below the top of the first one, and in *offset how much of the row is above y. The last row when y
 * is beyond the end; 0 when there are none. */
guint tiltas_row_heights_find (const TiltasRowHeights *self, gint64 y, int *offset);

G_END_DECLS
