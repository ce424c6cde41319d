/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Checks of words and values in content. All are pure; texts are UTF-8. */

/* TRUE for characters that a reader does not see or takes for a plain blank: controls, formats, all blanks but
 * U+0020. */
gboolean tiltas_text_is_unseen (gunichar c);
/* The first such character in text; NULL when there is none. Borrowed. */
const char *tiltas_text_find_unseen (const char *text);
/* text with <U+200B> and the like in place of such characters, for messages. Transfer full. */
char *tiltas_text_visible (const char *text);

/* TRUE when every embedding and override is closed by U+202C and every isolate by U+2069, in the right order (UAX
 * #9). */
gboolean tiltas_text_is_balanced (const char *text);
/* The number of characters as a reader counts them: combining marks and invisible controls do not count. */
guint tiltas_text_length (const char *text);

/* TRUE for "+" and 7 to 15 digits, the first not 0 (ITU-T E.164). */
gboolean tiltas_text_is_e164 (const char *text);
/* TRUE for "+370" and the eight digits of a number in Lithuania. None begins with 0; those that begin with 8 begin
 * with 80 (freephone). */
gboolean tiltas_text_is_lithuanian_phone (const char *text);
/* TRUE for an e-mail address: one "@", a host with a dot, no blanks, no "mailto:". Less than RFC 5322 allows. */
gboolean tiltas_text_is_email (const char *text);
/* TRUE for the name of a host, such as www.example.lt. */
gboolean tiltas_text_is_host (const char *text);
/* TRUE for "https://HOST…" (*secure gets TRUE) or "http://HOST…" without blanks, user name or quotes. *host gets the
 * host (transfer full). */
gboolean tiltas_text_is_url (const char *text, gboolean *secure, char **host);
/* TRUE for YYYY-MM-DD of a day that exists and, unless full, for YYYY-MM and YYYY. */
gboolean tiltas_text_is_date (const char *text, gboolean full);
/* Parses degrees with at most six decimals. FALSE when text is something else, or not within ±limit degrees. */
gboolean tiltas_text_degrees (const char *text, int limit, gint64 *microdegrees);
/* Parses a whole number from 0 to 1,000,000 without sign or leading zero. FALSE when text is something else. */
gboolean tiltas_text_number (const char *text, gint64 *number);
/* The parts of text (NULL: none) between separators, without blanks around them; empty parts are left out. Transfer
 * full. */
GStrv tiltas_text_split (const char *text, const char *separator);

G_END_DECLS
