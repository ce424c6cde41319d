/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* Keys of TUF metadata (specification 1.0.34, section 4.2), all cryptography by libcrypto's EVP. Nothing here reads a
 * file or asks at a terminal. Objects are immutable and may be shared by threads. */

/* ---- Public keys: what clients verify with ---- */

typedef struct _TiltasPublicKey TiltasPublicKey;

/* Reads a TUF key object: ed25519/ed25519 (64 hex digits), ecdsa or ecdsa-sha2-nistp256/ecdsa-sha2-nistp256 (PEM, curve
 * P-256 only), rsa/rsassa-pss-sha256 (PEM, 2048 to 8192 bits). Fails with TILTAS_TRUST_ERROR_KEY. Transfer full. */
TiltasPublicKey *tiltas_public_key_from_json (json_t *object, GError **error);
TiltasPublicKey *tiltas_public_key_ref (TiltasPublicKey *self);
void tiltas_public_key_unref (TiltasPublicKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPublicKey, tiltas_public_key_unref)

/* The TUF key object as it was read, unknown members too. Transfer none; not to be changed. */
json_t *tiltas_public_key_get_json (TiltasPublicKey *self);
/* Key id: SHA-256 of the key object's canonical form, lower-case hex. Owned by self. */
const char *tiltas_public_key_get_id (TiltasPublicKey *self);
/* SHA-256 of the key material alone (SubjectPublicKeyInfo): the same for one key under several ids. Owned by self. */
const char *tiltas_public_key_get_material (TiltasPublicKey *self);
/* TRUE when signature_hex is this key's signature of data. Malformed signatures are just FALSE. */
gboolean tiltas_public_key_verify (TiltasPublicKey *self, GBytes *data, const char *signature_hex);

/* Key id that a TUF key object must have, known kind or not. Transfer full. */
char *tiltas_key_id (json_t *object, GError **error);

/* ---- Private keys: what publishers sign with ---- */

typedef enum
{
  TILTAS_KEY_ED25519, /* the default */
  TILTAS_KEY_ECDSA,   /* P-256 */
  TILTAS_KEY_RSA,     /* 3072 bits; for tests and for keys that exist already */
} TiltasKeyKind;

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
