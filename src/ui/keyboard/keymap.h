/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The letters on the keys of the on-screen keyboard, row by row. keymap-build.h makes one for a language. No GTK. */

typedef struct
{
  char *lower;    /* what the key types: a letter, rarely two; NFC */
  char *upper;    /* what it types with shift */
  GStrv variants; /* what a long press offers, lower case; may be empty */
} TiltasKeymapKey;

/* Counted. Immutable once it is built, and may cross threads then. rows: GPtrArray of TiltasKeymapKey each, from the
 * top; at most 5. */
typedef struct
{
  GPtrArray *rows;
  char *ends; /* "A–Ž": first and last letter of the alphabet; only of TILTAS_KEYMAP_LETTERS, may be NULL */
  gatomicrefcount refs;
} TiltasKeymap;

/* Zero-width non-joiner (U+200C): separates the parts of a Persian word without a gap. The languages that write it have
 * a key for it. */
#define TILTAS_HALF_SPACE "\342\200\214"

/* A keymap of so many empty rows. Transfer full. */
TiltasKeymap *tiltas_keymap_new (guint rows);
TiltasKeymap *tiltas_keymap_ref (TiltasKeymap *self);
void tiltas_keymap_unref (TiltasKeymap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasKeymap, tiltas_keymap_unref)

/* The key that types the letter by a plain touch, or NULL. */
TiltasKeymapKey *tiltas_keymap_find (TiltasKeymap *self, const char *letter);
/* TRUE when a key gives the letter by a plain touch, with shift or by a long press. */
gboolean tiltas_keymap_gives (TiltasKeymap *self, const char *letter);

TiltasKeymapKey *tiltas_keymap_key_new (const char *lower, const char *upper);
void tiltas_keymap_key_free (TiltasKeymapKey *key);
/* Adds a variant at the end. */
void tiltas_keymap_key_append (TiltasKeymapKey *key, const char *variant);
/* Adds a variant at the end, unless the key gives it already or has ten. */
void tiltas_keymap_key_add (TiltasKeymapKey *key, const char *variant);

G_END_DECLS
