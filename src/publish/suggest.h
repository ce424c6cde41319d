/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one of words (NULL-terminated) that word probably means: upper and lower case are the same, and at most one
 * byte more than a third of word's differs. NULL when none is so near. Pure. Borrowed from words. */
const char *tiltas_suggest (const char *word, const char *const *words);

G_END_DECLS
