/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one of words (NULL-terminated) that word probably means: case does not count, and at most strlen (word) / 3 +
 * 1 bytes differ. NULL when none is so near. Pure. Borrowed from words. */
const char *tiltas_suggest (const char *word, const char *const *words);

G_END_DECLS
