/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/keyboard/key.h"
#include "ui/keyboard/typing.h"

G_BEGIN_DECLS

/* What a long press on a letter's key offers: a line of keys above it, each of which replaces what the key typed. A
 * finger can slide onto one of them and lift, or lift at once and touch one afterwards. */
typedef struct
{
  GtkWidget *box;       /* GtkBox with the keys, hidden at first; a child of the keyboard */
  GtkWidget *held;      /* the key below the box, or NULL while it is hidden */
  TiltasTyping *typing; /* borrowed */
} TiltasVariants;

/* Puts the box, above all others, into the keyboard. */
void tiltas_variants_init (TiltasVariants *self, GtkWidget *keyboard, TiltasTyping *typing);
/* From now on a long press on the key shows the variants of its letter. */
void tiltas_variants_add_key (TiltasVariants *self, TiltasKeyboardKey *key);
void tiltas_variants_hide (TiltasVariants *self);
/* Puts the box above the held key, within the keyboard's width in px. For the keyboard's size_allocate, after its
 * keys. */
void tiltas_variants_allocate (TiltasVariants *self, int width);

G_END_DECLS
