/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands on the keys of the on-screen keyboard in one language: the layout of xkeyboard-config that people of the
 * language know, through libxkbcommon, without its signs (they have a layer of their own), and with every letter that
 * the language needs (CLDR exemplar set) on a key or among a key's variants. Pure; no GTK. */

typedef struct
{
  char *lower;    /* what the key types: a letter, seldom two; NFC */
  char *upper;    /* with shift */
  GStrv variants; /* offered by a long press, lower case; may be empty */
} TiltasKeymapKey;

/* Immutable and counted, may cross threads. rows: of GPtrArray of TiltasKeymapKey, from the top; at most 5. */
typedef struct
{
  GPtrArray *rows;
  char *ends; /* "A–Ž": first and last letter of the alphabet; only of TILTAS_KEYMAP_LETTERS, may be NULL */
  gatomicrefcount refs;
} TiltasKeymap;

/* Zero-width non-joiner: divides Persian words without a gap. A key of its own in the languages that write it. */
#define TILTAS_HALF_SPACE "\342\200\214"

typedef enum
{
  TILTAS_KEYMAP_LETTERS,  /* as on hardware */
  TILTAS_KEYMAP_ALPHABET, /* in alphabetical order, for people who never typed */
  TILTAS_KEYMAP_SIGNS,    /* digits and signs; the same in all languages but for the digits among the variants */
} TiltasKeymapKind;

/* TRUE when there is a layout for the language. */
gboolean tiltas_keymap_exists (const char *language);
/* Languages that people at a terminal may write, beside those that it offers (offered, NULL-terminated): in the order
 * of their own names, one script after the other. Transfer full. */
GStrv tiltas_keymap_languages (const char *const *offered);
/* NULL when the language has no layout, or xkeyboard-config lacks it (Lithuanian is built in). Takes 5 to 20 ms
 * (libxkbcommon compiles a keymap): not on the main thread where a touch waits. Any thread. Transfer full. */
TiltasKeymap *tiltas_keymap_new (const char *language, TiltasKeymapKind kind);
TiltasKeymap *tiltas_keymap_ref (TiltasKeymap *self);
void tiltas_keymap_unref (TiltasKeymap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasKeymap, tiltas_keymap_unref)

/* Letters as text wants them: NFC, and Arabic presentation forms (some layouts give lam-alef as U+FEFB) as the letters
 * that they stand for. Transfer full. */
char *tiltas_keymap_normalise (const char *text);

G_END_DECLS
