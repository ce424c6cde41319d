/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the keyboard needs to know about single letters, which are UTF-8 strings here. Pure; no GTK. */

/* Brings text into the form in which other programs expect it: NFC, and Arabic presentation forms (some layouts give
 * lam-alef as U+FEFB) replaced by the letters that they stand for. Transfer full. */
char *tiltas_letter_normalise (const char *text);
/* The letter without its marks: "é" gives "e". Transfer full. */
char *tiltas_letter_base (const char *letter);
/* The letter in upper case; the letter itself where the script has no capitals. Transfer full. */
char *tiltas_letter_capital (const char *letter);
/* The script of the letter's first character. */
GUnicodeScript tiltas_letter_script (const char *letter);
/* The script in which the language is written. */
GUnicodeScript tiltas_letter_language_script (const char *language);

G_END_DECLS
