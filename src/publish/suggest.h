/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one of words (NULL-terminated) that was probably meant by word: few letters differ, case does not count. NULL
 * when none is near. Pure. Borrowed from words. */
const char *tiltas_suggest (const char *word, const char *const *words);

G_END_DECLS
