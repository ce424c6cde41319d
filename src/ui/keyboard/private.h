/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/keyboard/keyboard.h"
#include "ui/keyboard/keymap.h"

G_BEGIN_DECLS

struct _TiltasKeyboard
{
  GtkWidget parent_instance;

  TiltasContext *context;
  GtkEditable *target; /* weak */
  GHashTable *keymaps; /* "language/kind" → TiltasKeymap */
  GPtrArray *rows;     /* of GPtrArray of TiltasKeyboardKey in order; the last one is the bottom row */
  GPtrArray *letters;  /* pool of letter keys, in use from the first */
  GPtrArray *choices;  /* keys of the languages in their order; made at the first need */
  GtkWidget *shift, *erase, *signs, *order, *other, *globe, *space, *done;
  GtkWidget *variants; /* GtkBox above a held key; hidden */
  GtkWidget *held;     /* the key below it */
  GtkWidget *typist;   /* the key that typed last … */
  char *typed;         /* … and what: a variant replaces it; NULL when the field took nothing */
  char *shown;         /* what is on the keys now */
  const char *session; /* language of the session as last seen; interned */
  const char *chosen;  /* the visitor's own choice of a keyboard, or NULL; interned */
  guint letter_rows;   /* of the usual letters: every layer is as high */
  guint repeat_source;
  TiltasKeymapKind kind;
  gboolean shifted, foreign, alphabet, choosing;
};

/* Typing, and what a long press offers (keyboard-variants.c). TRUE when the field took the text: it may be full. */
gboolean tiltas_keyboard_type (TiltasKeyboard *self, const char *text);
void tiltas_keyboard_forget_typed (TiltasKeyboard *self);
void tiltas_keyboard_hide_variants (TiltasKeyboard *self);
/* A long press on the key of a letter shows its variants. */
void tiltas_keyboard_offer_variants (TiltasKeyboard *self, GtkWidget *key);

/* The layer on which a visitor chooses the language of the keyboard (keyboard-languages.c): builds the rows. The last
 * one begins with the key back to the letters. */
void tiltas_keyboard_fill_languages (TiltasKeyboard *self);
/* A key with the language's own name was touched. */
void tiltas_keyboard_choose (TiltasKeyboard *self, const char *language);
/* What keys of the first rows share a row: so many letters fill it. */
#define TILTAS_KEYBOARD_ROW 10.0

/* Where the keys stand (keyboard-layout.c). */
void tiltas_keyboard_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline);
void tiltas_keyboard_size_allocate (GtkWidget *widget, int width, int height, int baseline);

G_END_DECLS
