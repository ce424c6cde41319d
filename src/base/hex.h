/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes as hexadecimal text. */

/* The digits that are written, for strspn(). */
#define TILTAS_HEX_DIGITS "0123456789abcdef"

/* Two lower-case digits for each byte. Transfer full. */
char *tiltas_hex_encode (const void *bytes, gsize length);
/* Reads 2 × length digits, upper or lower case, into bytes; what follows them is not looked at. FALSE when the text is
 * shorter or has another character there; bytes are undefined then. */
gboolean tiltas_hex_decode (const char *text, void *bytes, gsize length) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE when the text is this many lower-case digits and nothing else. */
gboolean tiltas_hex_is (const char *text, gsize digits);

G_END_DECLS
