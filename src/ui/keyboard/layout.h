/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Where the keys of the keyboard stand: in rows from the top, centred, each key as wide as its weight (key.h). The rows
 * are GPtrArrays of TiltasKeyboardKey; the last one is the bottom row, which fills the width by itself. */

/* So many letters fill a row of the usual width; weights in the bottom row are parts of it. */
#define TILTAS_KEYBOARD_ROW 10.0

/* Height in px of a keyboard of so many rows. */
int tiltas_keyboard_layout_height (const TiltasContext *context, guint n_rows);
/* Gives the keys their places in a keyboard of this size in px. */
void tiltas_keyboard_layout_allocate (const TiltasContext *context, const GPtrArray *rows, int width, int height);

G_END_DECLS
