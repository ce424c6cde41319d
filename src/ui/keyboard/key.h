/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One key of the on-screen keyboard: never takes the focus, answers to one finger of its own (two fingers type on two
 * keys), is a button with a name for screen readers.
 *
 * Signals: "down" (a finger is on it: types at once), "held" (half a second later), "up" (double x, double y: where the
 * finger was lifted, in the key's coordinates), "moved" (x, y). */
#define TILTAS_TYPE_KEYBOARD_KEY (tiltas_keyboard_key_get_type ())
G_DECLARE_FINAL_TYPE (TiltasKeyboardKey, tiltas_keyboard_key, TILTAS, KEYBOARD_KEY, GtkWidget)

GtkWidget *tiltas_keyboard_key_new (void);
/* What stands on it, and what a screen reader says (NULL: the same). */
void tiltas_keyboard_key_set_label (TiltasKeyboardKey *self, const char *label, const char *name);
/* A pictogram instead. */
void tiltas_keyboard_key_set_icon (TiltasKeyboardKey *self, const char *icon_name, const char *name);
/* Width in parts of a letter's key. */
void tiltas_keyboard_key_set_weight (TiltasKeyboardKey *self, double weight);
double tiltas_keyboard_key_get_weight (TiltasKeyboardKey *self);

G_END_DECLS
