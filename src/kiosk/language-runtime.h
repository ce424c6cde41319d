/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Switches the language of gettext while the program runs. State of the whole process: the environment's LANGUAGE is
 * one fixed buffer. Main thread only. */

/* Call it before the first translated string, before gtk_init() and before any other thread. Sets the system's locale
 * (C.UTF-8 when that is not in UTF-8), LC_MESSAGES to the program's own locale, and LANGUAGE to `language`, and binds
 * the text domain. localedir NULL: the installed catalogues, or those beside the program in build/. Warns when the
 * program's own locale is missing: newer glibc then translates nothing. */
void tiltas_language_start (const char *localedir, const char *language);
/* From now on gettext answers in `language`, also in templates. */
void tiltas_language_switch (const char *language);
/* Translates msgid into a language without switching to it. Interned. */
const char *tiltas_translate_in (const char *language, const char *msgid);
/* The same for a sentence with a number: one and many are its two msgids. */
const char *tiltas_translate_plural_in (const char *language, const char *one, const char *many, gulong n);
/* TRUE when a catalogue of the program is installed for the language. */
gboolean tiltas_language_has_catalogue (const char *language);

/* Those of the languages that have a catalogue, in order; the others are named in the log. Never empty: English is the
 * language of the program itself. Transfer full. */
GStrv tiltas_language_offered (GStrv languages);

G_END_DECLS
