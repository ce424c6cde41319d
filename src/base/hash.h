/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Length of a SHA-256 in lower-case hexadecimal, without the closing NUL. */
#define TILTAS_SHA256_HEX 64

/* Transfer full. */
char *tiltas_sha256_hex (const void *data, gsize length);
/* Constant-time comparison of two equally long buffers. */
gboolean tiltas_equal_secret (const void *a, const void *b, gsize length);
/* Streaming: GLib's GChecksum (G_CHECKSUM_SHA256) is used directly. */
gboolean tiltas_is_sha256_hex (const char *text);

/* scrypt (RFC 7914) through libcrypto, N=2^15 r=8 p=1, 32 bytes: "scrypt$<salt hex>$<key hex>". Takes about 100 ms. */
char *tiltas_secret_hash (const char *secret, GError **error);
gboolean tiltas_secret_verify (const char *secret, const char *stored);

G_END_DECLS
