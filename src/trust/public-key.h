/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* Public keys of TUF metadata (specification 1.0.34, section 4.2): what clients verify with. All cryptography is
 * libcrypto's. Reads no file. Objects are immutable and may be shared by threads. */

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
/* TRUE when signature_hex is this key's signature of data. FALSE also when it is malformed. */
gboolean tiltas_public_key_verify (TiltasPublicKey *self, GBytes *data, const char *signature_hex);

G_END_DECLS
