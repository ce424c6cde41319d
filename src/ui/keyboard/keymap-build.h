/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/keyboard/keymap.h"

G_BEGIN_DECLS

/* Makes the keymap of a language: the layout that people of the language know from hardware (xkb-layouts.h), without
 * its signs, which have a layer of their own, and with every letter that the language needs (CLDR exemplar set) on a
 * key or among a key's variants. */

typedef enum
{
  TILTAS_KEYMAP_LETTERS,  /* in the order of the hardware */
  TILTAS_KEYMAP_ALPHABET, /* in alphabetical order, for people who have never typed */
  TILTAS_KEYMAP_SIGNS,    /* digits and signs; only the digits among the variants depend on the language */
} TiltasKeymapKind;

/* Returns NULL when the language has no layout, or when xkeyboard-config lacks it; the Lithuanian one is built in.
 * Takes 5 to 20 ms, because libxkbcommon compiles a keymap: do not call it on the main thread while a touch waits. Any
 * thread. Transfer full. */
TiltasKeymap *tiltas_keymap_build (const char *language, TiltasKeymapKind kind);

G_END_DECLS
