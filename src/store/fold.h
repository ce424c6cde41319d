/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One form for what is written and what is typed, used on both sides of the search index. Pure functions.
 *
 * NFKC and case folding; ё→е, ı→i; Persian and Urdu letters to the Arabic ones that keyboards mix up with them, all
 * alefs to one, ة→ه; digits of every script to ASCII; tatweel, harakat, apostrophes of all shapes and invisible
 * characters (ZWNJ, soft hyphen, bidi controls) gone. Latin diacritics are left to the index's tokenizer. */
char *tiltas_search_fold (const char *text);

/* Makes an FTS5 query, which is always valid, of what somebody typed: it finds documents that have every word or a
 * longer word that begins with it. Reads the first 16 words and 256 characters. NULL when there is no letter and no
 * digit. Transfer full. */
char *tiltas_search_expression (const char *query);

G_END_DECLS
