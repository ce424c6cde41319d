/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/keyboard.h"
#include "ui/keymap.h"

G_BEGIN_DECLS

struct _TiltasKeyboard
{
  GtkWidget parent_instance;

  TiltasContext *context;
  GtkEditable *target; /* weak */
  GHashTable *keymaps; /* "language/kind" → TiltasKeymap */
  GPtrArray *rows;     /* of GPtrArray of TiltasKeyboardKey in order; the last one is the bottom row */
  GPtrArray *letters;  /* pool of letter keys, in use from the first */
  GtkWidget *shift, *erase, *signs, *order, *other, *space, *done;
  GtkWidget *variants; /* GtkBox above a held key; hidden */
  GtkWidget *held;     /* the key below it */
  char *typed;         /* what the held key typed and a variant replaces */
  char *shown;         /* "language/kind/shift" on the keys now */
  guint letter_rows;   /* of the usual letters: every layer is as high */
  guint repeat_source;
  TiltasKeymapKind kind;
  gboolean shifted, foreign, alphabet;
};

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
