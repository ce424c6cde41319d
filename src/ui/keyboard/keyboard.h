/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* The on-screen keyboard: letters of the visitor's language, one key to Lithuanian and back (to English for those who
 * read Lithuanian), a key with a globe to the keyboards of all languages that visitors may write, also of those in
 * which the terminal does not speak; digits and signs, alphabetical order as a choice. A long press offers a letter's
 * variants. Rows run left to right in every language; a language without a layout gets the Lithuanian one. Signals:
 * "done", "resized" (other letters need more or fewer rows). */
#define TILTAS_TYPE_KEYBOARD (tiltas_keyboard_get_type ())
G_DECLARE_FINAL_TYPE (TiltasKeyboard, tiltas_keyboard, TILTAS, KEYBOARD, GtkWidget)

GtkWidget *tiltas_keyboard_new (TiltasContext *context);
/* Where letters go; NULL: nowhere. Not owned; forgotten when it goes away. */
void tiltas_keyboard_set_target (TiltasKeyboard *self, GtkEditable *target);
/* Takes the language of the session and labels the keys; cheap when nothing changed. */
void tiltas_keyboard_update (TiltasKeyboard *self);
/* Back to letters, small, in the visitor's language and the usual order: for the next visitor. */
void tiltas_keyboard_reset (TiltasKeyboard *self);
/* Compiles the keymaps of the languages in threads of their own, so that the first opening does not wait. */
void tiltas_keyboard_warm (TiltasKeyboard *self, const char *const *languages);

/* What a key does to a text field; for tests. Replaces a selection, composes with the letter before, keeps the limit
 * of the field. A half space is taken after a letter only: elsewhere nobody would see it. */
void tiltas_keyboard_insert (GtkEditable *target, const char *text);
/* Deletes the selection or the character before the cursor. */
void tiltas_keyboard_delete (GtkEditable *target);

G_END_DECLS
