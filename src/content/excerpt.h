/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The beginning of a text for an error message: at most `most` bytes, whole characters only, up to the first byte
 * that is not valid UTF-8. Transfer full. */
char *tiltas_excerpt (const char *text, gsize most);

G_END_DECLS
