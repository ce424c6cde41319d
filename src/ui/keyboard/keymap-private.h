/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/keyboard/keymap.h"

G_BEGIN_DECLS

/* Building a keymap: what keymap-read.c and keymap.c share. */

TiltasKeymap *tiltas_keymap_new_empty (guint rows);
TiltasKeymapKey *tiltas_keymap_key_new (const char *lower, const char *upper);
void tiltas_keymap_key_append (TiltasKeymapKey *key, const char *variant);
/* Unless the key gives it already, or has enough. */
void tiltas_keymap_key_add (TiltasKeymapKey *key, const char *variant);

typedef gboolean (*TiltasKeymapTest) (TiltasKeymapKey *key, gconstpointer data);
TiltasKeymapKey *tiltas_keymap_find (TiltasKeymap *self, TiltasKeymapTest test, gconstpointer data);
/* A test: the key types the letter by a plain touch. */
gboolean tiltas_keymap_is_key_of (TiltasKeymapKey *key, gconstpointer letter);

/* The letter without its marks. Transfer full. */
char *tiltas_keymap_base (const char *letter);
/* Transfer full. */
char *tiltas_keymap_capital (const char *letter);
GUnicodeScript tiltas_keymap_script (const char *letter);
GUnicodeScript tiltas_keymap_language_script (const char *language);

/* The letters of the language's layout in xkeyboard-config: the digits' row first, rows may be empty. NULL when it is
 * not there. */
TiltasKeymap *tiltas_keymap_read (const char *language);

G_END_DECLS
