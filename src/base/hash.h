/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Length of a SHA-256 in lower-case hexadecimal, without the closing NUL. */
#define TILTAS_SHA256_HEX 64

/* SHA-256 in lower-case hexadecimal. Transfer full. For bytes that come in parts, use GLib's GChecksum. */
char *tiltas_sha256_hex (const void *data, gsize length);
/* Constant-time comparison of two equally long buffers. */
gboolean tiltas_equal_secret (const void *a, const void *b, gsize length);
/* TRUE for 64 lower-case hexadecimal digits; text may be NULL. */
gboolean tiltas_is_sha256_hex (const char *text);

/* Hashes a secret with a new salt by scrypt (RFC 7914; N=2^15, r=8, p=1, 32 bytes): "scrypt$<salt hex>$<key hex>".
 * Takes about 100 ms and 32 MiB. Fails when libcrypto has no random bytes or no memory (G_IO_ERROR_FAILED). Transfer
 * full. */
char *tiltas_secret_hash (const char *secret, GError **error);
/* TRUE when stored is the hash of secret. FALSE for a stored text of another form, and NULL. Takes about 100 ms. */
gboolean tiltas_secret_verify (const char *secret, const char *stored);

G_END_DECLS
