/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/keyboard/keymap.h"

G_BEGIN_DECLS

/* The layouts of xkeyboard-config, read through libxkbcommon: which languages have one, and its letters. */

/* TRUE when the program knows a layout for the language. Does not look whether its file is installed. */
gboolean tiltas_keymap_exists (const char *language);
/* The languages that visitors may write: those that the libraries plan for, and of the others those that the terminal
 * offers (offered, NULL-terminated). Sorted by their own names, one script after the other. Transfer full. */
GStrv tiltas_keymap_languages (const char *const *offered);
/* The letters of the language's layout: the row of the digits first; rows may be empty. NULL when xkeyboard-config
 * lacks the layout or is not installed. Compiles a keymap: 5 to 20 ms. Any thread. Transfer full. */
TiltasKeymap *tiltas_keymap_read (const char *language);

G_END_DECLS
