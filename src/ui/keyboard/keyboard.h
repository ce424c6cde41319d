/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* The on-screen keyboard: letters of the visitor's language; a key to Lithuanian and back (for readers of Lithuanian:
 * to English); a key with a globe to all languages that visitors may write, also to those that the terminal does not
 * offer; digits and signs; letters in alphabetical order as a choice. A long press offers a letter's variants. Rows run
 * from left to right in every language. A language without a layout gets the Lithuanian one.
 *
 * Signals: "done" (the visitor is ready), "resized" (other letters need more or fewer rows). */
#define TILTAS_TYPE_KEYBOARD (tiltas_keyboard_get_type ())
G_DECLARE_FINAL_TYPE (TiltasKeyboard, tiltas_keyboard, TILTAS, KEYBOARD, GtkWidget)

GtkWidget *tiltas_keyboard_new (TiltasContext *context);
/* The field that letters go to; NULL: none. Not owned; forgotten when it is destroyed. */
void tiltas_keyboard_set_target (TiltasKeyboard *self, GtkEditable *target);
/* Follows the language of the session and the shape of the screen, and labels the keys. Cheap when nothing changed. */
void tiltas_keyboard_update (TiltasKeyboard *self);
/* For the next visitor: small letters of the session's language in the usual order. Shown with the next update. */
void tiltas_keyboard_reset (TiltasKeyboard *self);
/* Builds the keymaps of the languages in threads of their own, so that the first opening need not wait. Returns at
 * once. */
void tiltas_keyboard_preload (TiltasKeyboard *self, const char *const *languages);

G_END_DECLS
