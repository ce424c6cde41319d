/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/key-kind.h"
#include "trust/public-key.h"

#include <glib.h>

G_BEGIN_DECLS

/* Private keys: what publishers sign with. All cryptography is libcrypto's. Reads no file and never asks at a terminal.
 * Objects are immutable and may be shared by threads. */

typedef struct _TiltasPrivateKey TiltasPrivateKey;

/* Takes some milliseconds (RSA: up to seconds). Transfer full. */
TiltasPrivateKey *tiltas_private_key_generate (TiltasKeyKind kind, GError **error);
/* Reads a PEM private key (PKCS#8 "PRIVATE KEY" or "ENCRYPTED PRIVATE KEY", and libcrypto's older forms). passphrase
 * may be NULL: an encrypted key then fails with TILTAS_TRUST_ERROR_PASSPHRASE, as a wrong one does; other faults with
 * TILTAS_TRUST_ERROR_KEY. Takes about 0.3 s for an encrypted key. Transfer full. */
TiltasPrivateKey *tiltas_private_key_from_pem (GBytes *pem, const char *passphrase, GError **error);
/* PEM PKCS#8; with a passphrase encrypted by PBES2 (AES-256-CBC, PBKDF2 with HMAC-SHA-256). The bytes are wiped when
 * freed. Write them with mode 0600. Transfer full. */
GBytes *tiltas_private_key_to_pem (TiltasPrivateKey *self, const char *passphrase, GError **error);
TiltasPrivateKey *tiltas_private_key_ref (TiltasPrivateKey *self);
void tiltas_private_key_unref (TiltasPrivateKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPrivateKey, tiltas_private_key_unref)

/* The public half. Transfer none. */
TiltasPublicKey *tiltas_private_key_get_public (TiltasPrivateKey *self);
/* Signature of data in lower-case hex: ed25519, ECDSA in DER with SHA-256, RSASSA-PSS with SHA-256 and a salt of 32
 * bytes. Transfer full. */
char *tiltas_private_key_sign (TiltasPrivateKey *self, GBytes *data, GError **error);

G_END_DECLS
