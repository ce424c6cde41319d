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

/* What was typed as an FTS5 query that is always valid: every word must be there, each may be the beginning of a longer
 * one. NULL when there is no letter or digit in it. Looks at the first 16 words and 256 characters. Transfer full. */
char *tiltas_search_expression (const char *query);

G_END_DECLS
