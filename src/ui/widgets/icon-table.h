/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One pictogram as gen-icons.py writes it: numbers in a square of 24 units. Each operation is its code followed by its
 * points: 0 move (x y), 1 line (x y), 2 curve (three points), 3 close (none). */
typedef struct
{
  const char *name;
  const float *stroke;
  gsize n_stroke;
  const float *fill;
  gsize n_fill;
  gboolean directional; /* mirrored in right-to-left languages */
} TiltasIconShape;

/* Sorted by name (bytes). */
extern const TiltasIconShape tiltas_icon_table[];
extern const gsize tiltas_icon_table_length;

G_END_DECLS
