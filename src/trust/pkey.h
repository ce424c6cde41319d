/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/key-kind.h"

#include <jansson.h>
#include <openssl/bio.h>
#include <openssl/evp.h>

G_BEGIN_DECLS

/* Inside trust only: libcrypto's EVP_PKEY, which holds a public key or both halves of a pair. */

#define TILTAS_ED25519_BYTES 32
#define TILTAS_RSA_BITS_MIN 2048 /* specification, section 4.2 */
#define TILTAS_RSA_BITS_MAX 8192 /* a longer key would only take more time */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

/* Finds which of the three schemes the key fits, and checks its size and curve. Fails with TILTAS_TRUST_ERROR_KEY. */
gboolean tiltas_pkey_kind (EVP_PKEY *pkey, TiltasKeyKind *kind, GError **error);
/* Digest of the scheme. NULL for ed25519, which hashes by itself. Static. */
const EVP_MD *tiltas_pkey_digest (TiltasKeyKind kind);
/* The public half of a key as a TUF key object. Fails with TILTAS_TRUST_ERROR_KEY. Transfer full. */
json_t *tiltas_pkey_to_json (EVP_PKEY *pkey, GError **error);
/* Sets an error of TILTAS_TRUST_ERROR with libcrypto's own reason, and empties libcrypto's queue of errors. */
void tiltas_pkey_fail (GError **error, int code, const char *message);

G_END_DECLS
