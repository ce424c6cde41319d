/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* gettext while running (architecture.md, "Language while running"). Process-wide by nature: the environment's LANGUAGE
 * lives in one fixed buffer. Main thread only. */

/* Before the first translated string, before gtk_init and before any thread: the system's locale, C.UTF-8 when that has
 * other letters, LC_MESSAGES from the program's own locale, LANGUAGE to `language`, bindtextdomain (localedir NULL:
 * installed, or beside the program in build/). Without its own locale it warns, and newer glibc then keeps to English.
 */
void tiltas_language_start (const char *localedir, const char *language);
/* Later gettext calls, templates included, answer in `language`. */
void tiltas_language_switch (const char *language);
/* msgid in another language than the current one; the current one stands again after the call. Transfer none
 * (interned). */
const char *tiltas_translate_in (const char *language, const char *msgid);
/* The same for a sentence with a number. */
const char *tiltas_translate_plural_in (const char *language, const char *one, const char *many, gulong n);
/* TRUE when a catalogue of the program is installed for the language. */
gboolean tiltas_language_has_catalogue (const char *language);

/* Those of the languages that have a catalogue, in order; the others are named in the log. Never empty: English is the
 * language of the program itself. Transfer full. */
GStrv tiltas_language_offered (GStrv languages);

G_END_DECLS
