/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/key.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

/* What public-key.c and private-key.c share. Included by nothing else. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_ALGOR, X509_ALGOR_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_SIG, X509_SIG_free)

/* Which of the three schemes the key fits, with its size and curve checked. TILTAS_TRUST_ERROR_KEY. */
gboolean tiltas_pkey_kind (EVP_PKEY *pkey, TiltasKeyKind *kind, GError **error);
/* Digest of the scheme: NULL for ed25519, which hashes by itself. */
const EVP_MD *tiltas_pkey_digest (TiltasKeyKind kind);
/* The public half of a key in a TUF key object of the usual spelling. Transfer full. */
TiltasPublicKey *tiltas_public_key_from_pkey (EVP_PKEY *pkey, GError **error);
/* Sets an error with libcrypto's own reason and empties its queue. */
void tiltas_crypto_fail (GError **error, int code, const char *message);
