/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/keyboard/key.h"

G_BEGIN_DECLS

/* The layer on which a visitor chooses the language of the keyboard: a key for each language, with its own name. */

GtkWidget *tiltas_language_key_new (const char *language);
/* The language of a key made here; interned. */
const char *tiltas_language_key_get_language (TiltasKeyboardKey *key);
/* Adds n_rows rows (layout.h) that hold the keys in their order; the last row begins with back, the key back to the
 * letters. */
void tiltas_language_keys_fill (GPtrArray *rows, guint n_rows, const GPtrArray *keys, GtkWidget *back);

G_END_DECLS
