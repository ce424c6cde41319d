/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Checks of words and values. All are pure. */

/* TRUE for what a reader does not see, or takes for a plain blank: controls, formats, blanks but U+0020. */
gboolean tiltas_text_is_unseen (gunichar c);
/* The first such character in text, or NULL. */
const char *tiltas_text_find_unseen (const char *text);
/* text with <U+200B> and the like in place of such characters, for messages. text is UTF-8. Transfer full. */
char *tiltas_text_visible (const char *text);

/* Every embedding and override is closed by U+202C and every isolate by U+2069, in the right order (UAX #9). */
gboolean tiltas_text_is_balanced (const char *text);
/* Characters as a reader counts them: combining marks and invisible controls do not count. */
guint tiltas_text_length (const char *text);

/* "+" and 7 to 15 digits, the first not 0 (ITU-T E.164). */
gboolean tiltas_text_is_e164 (const char *text);
/* "+370" and the eight digits of a number in Lithuania: none begins with 0, and with 8 only those of 80 (freephone). */
gboolean tiltas_text_is_lithuanian_phone (const char *text);
/* One "@", a host with a dot, no blanks or "mailto:"; not the whole of RFC 5322. */
gboolean tiltas_text_is_email (const char *text);
/* A host by its name, such as www.example.lt. */
gboolean tiltas_text_is_host (const char *text);
/* "https://HOST…" or "http://HOST…" without blanks, user or quotes. *host gets a copy of the host. */
gboolean tiltas_text_is_url (const char *text, gboolean *secure, char **host);
/* YYYY-MM-DD, YYYY-MM or YYYY of a day that exists; full demands a day. */
gboolean tiltas_text_is_date (const char *text, gboolean full);
/* Degrees with at most six decimals, within ±limit, in microdegrees. */
gboolean tiltas_text_degrees (const char *text, int limit, gint64 *microdegrees);
/* A whole number from 0 to 1,000,000 without sign or leading zero. */
gboolean tiltas_text_number (const char *text, gint64 *number);
/* Parts of text between separators, without blanks around them and without empty ones. */
GStrv tiltas_text_split (const char *text, const char *separator);

G_END_DECLS
