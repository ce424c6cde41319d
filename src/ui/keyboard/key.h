/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/keyboard/keymap.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One key of the on-screen keyboard. It never takes the focus, follows one finger of its own (two fingers can type on
 * two keys), and is a button with a name for screen readers.
 *
 * Signals: "down" (a finger came down on it), "held" (it is still there half a second later), "moved" (double x, double
 * y: where the finger is, in the key's coordinates), "up" (x, y: where the finger was lifted; -1, -1 when the touch was
 * cancelled). */
#define TILTAS_TYPE_KEYBOARD_KEY (tiltas_keyboard_key_get_type ())
G_DECLARE_FINAL_TYPE (TiltasKeyboardKey, tiltas_keyboard_key, TILTAS, KEYBOARD_KEY, GtkWidget)

GtkWidget *tiltas_keyboard_key_new (void);
/* What stands on the key, and what a screen reader says (name; NULL: the label). */
void tiltas_keyboard_key_set_label (TiltasKeyboardKey *self, const char *label, const char *name);
/* A pictogram instead of a label; icon_name as for TiltasIcon. */
void tiltas_keyboard_key_set_icon (TiltasKeyboardKey *self, const char *icon_name, const char *name);
/* The letter that the key types, or NULL (at first). Borrowed; does not change what stands on the key. */
void tiltas_keyboard_key_set_letter (TiltasKeyboardKey *self, const TiltasKeymapKey *letter);
const TiltasKeymapKey *tiltas_keyboard_key_get_letter (TiltasKeyboardKey *self);
/* Width in parts of a letter's key, 1 at first. */
void tiltas_keyboard_key_set_weight (TiltasKeyboardKey *self, double weight);
double tiltas_keyboard_key_get_weight (TiltasKeyboardKey *self);

G_END_DECLS
