/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Facts about languages, from ICU and from the table in language.c (BCP 47 tags in lower case). No state, no locale. */

/* Well-formed lower-case BCP 47 tag of at most 35 characters. */
gboolean tiltas_language_is_tag (const char *text);
/* A tag whose language, script and region exist, the language by its shortest code ("lt", not "lit" or "xx"). */
gboolean tiltas_language_is_known (const char *tag);
gboolean tiltas_language_is_rtl (const char *tag);
/* ISO 15924 code of the usual script: "Latn", "Cyrl", "Arab", "Deva"… Static. */
const char *tiltas_language_script (const char *tag);
/* The language's own name, as on its button: "Lietuvių", "Українська", "فارسی / دری". Static or interned. */
const char *tiltas_language_autonym (const char *tag);
/* Name of a language in another one, as ICU gives it. Transfer full. */
char *tiltas_language_name_in (const char *tag, const char *in_language);
/* glibc's gettext name for LANGUAGE ("uz@latin" for uz where a catalogue needs it, else the tag with _). Static or
 * interned. */
const char *tiltas_language_catalogue (const char *tag);

/* The letters that the language is written with (CLDR's main exemplar set), lower case, NFC, in order of Unicode. Empty
 * when ICU does not know the language. Transfer full. */
GStrv tiltas_language_letters (const char *tag);

/* An integer in the digits the language uses ("٣" in Arabic). Transfer full. */
char *tiltas_number_format (const char *language, gint64 number);
/* Kilometres with one decimal below ten, none above, without unit: "0,4", "81". Transfer full. */
char *tiltas_distance_format (const char *language, double metres);
/* Compares two strings in the language's order (ICU collation); a total order. */
int tiltas_collate (const char *language, const char *a, const char *b);
/* "a, b, c" joined as the language does (commas of its script, no "and"). Transfer full. */
char *tiltas_list_join (const char *language, const char *const *items);
/* Isolates a left-to-right run (U+2066 … U+2069) for use inside text of any direction. Transfer full. */
char *tiltas_isolate_ltr (const char *text);
/* Wraps text in first-strong isolates (U+2068 … U+2069). Transfer full. */
char *tiltas_isolate (const char *text);

G_END_DECLS
