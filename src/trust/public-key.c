/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/public-key.h"

#include "base/hash.h"
#include "base/hex.h"
#include "trust/canonical-json.h"
#include "trust/error.h"
#include "trust/key-kind.h"
#include "trust/pkey.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

#define PEM_MAX 8192
#define SIGNATURE_MAX (TILTAS_RSA_BITS_MAX / 8)

struct _TiltasPublicKey
{
  gatomicrefcount references;
  json_t *json;
  char *id;
  char *material;
  TiltasKeyKind kind;
  EVP_PKEY *pkey;
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)

/* SHA-256 of the material. The coordinates of a point are hashed, because a point on a curve can be written in two
 * ways. */
static char *
material_of (EVP_PKEY *pkey, TiltasKeyKind kind)
{
  if (kind == TILTAS_KEY_ECDSA)
    {
      BIGNUM *x_out = NULL, *y_out = NULL;
      guint8 point[64];

      EVP_PKEY_get_bn_param (pkey, OSSL_PKEY_PARAM_EC_PUB_X, &x_out);
      EVP_PKEY_get_bn_param (pkey, OSSL_PKEY_PARAM_EC_PUB_Y, &y_out);
      g_autoptr (BIGNUM) x = x_out;
      g_autoptr (BIGNUM) y = y_out;
      if (x == NULL || y == NULL || BN_bn2binpad (x, point, 32) != 32 || BN_bn2binpad (y, point + 32, 32) != 32)
        return NULL;
      return tiltas_sha256_hex (point, sizeof point);
    }

  unsigned char *der = NULL;
  int length = i2d_PUBKEY (pkey, &der);
  char *hex = length > 0 ? tiltas_sha256_hex (der, (gsize) length) : NULL;

  OPENSSL_free (der);
  return hex;
}

/* ---- Reading ---- */

static gboolean
decode_hex (const char *hex, guint8 *out, gsize capacity, gsize *length)
{
  gsize digits = strlen (hex);

  *length = digits / 2;
  return digits > 0 && digits % 2 == 0 && *length <= capacity && tiltas_hex_decode (hex, out, *length);
}

/* Refuses a passphrase: else libcrypto would ask for one at the terminal when a "public key" says that it is
 * encrypted. */
static int
no_passphrase (char *buffer G_GNUC_UNUSED, int size G_GNUC_UNUSED, int writing G_GNUC_UNUSED, void *data G_GNUC_UNUSED)
{
  return -1;
}

static EVP_PKEY *
read_material (TiltasKeyKind kind, const char *text, GError **error)
{
  EVP_PKEY *pkey = NULL;

  if (kind == TILTAS_KEY_ED25519)
    {
      guint8 raw[TILTAS_ED25519_BYTES];
      gsize length;

      if (decode_hex (text, raw, sizeof raw, &length) && length == sizeof raw)
        pkey = EVP_PKEY_new_raw_public_key (EVP_PKEY_ED25519, NULL, raw, length);
    }
  else if (strlen (text) <= PEM_MAX)
    {
      g_autoptr (BIO) bio = BIO_new_mem_buf (text, -1);

      pkey = bio ? PEM_read_bio_PUBKEY (bio, NULL, no_passphrase, NULL) : NULL;
    }
  if (pkey == NULL)
    tiltas_pkey_fail (error, TILTAS_TRUST_ERROR_KEY, "the public key cannot be read");
  return pkey;
}

/* Key id of a TUF key object: SHA-256 of its canonical form (section 4.2). */
static char *
key_id (json_t *object, GError **error)
{
  g_autoptr (GBytes) canonical = tiltas_trust_json_canonical (object, error);

  if (canonical == NULL)
    return NULL;
  return tiltas_sha256_hex (g_bytes_get_data (canonical, NULL), g_bytes_get_size (canonical));
}

/* Takes pkey and json. */
static TiltasPublicKey *
make (EVP_PKEY *pkey, json_t *json, TiltasKeyKind kind, GError **error)
{
  g_autoptr (TiltasPublicKey) self = g_new0 (TiltasPublicKey, 1);

  g_atomic_ref_count_init (&self->references);
  self->json = json;
  self->pkey = pkey;
  self->kind = kind;
  self->id = key_id (json, error);
  if (self->id == NULL)
    return NULL;
  self->material = material_of (pkey, kind);
  if (self->material == NULL)
    {
      tiltas_pkey_fail (error, TILTAS_TRUST_ERROR_KEY, "the public key cannot be written down");
      return NULL;
    }
  return g_steal_pointer (&self);
}

TiltasPublicKey *
tiltas_public_key_from_json (json_t *object, GError **error)
{
  const char *keytype = json_string_value (json_object_get (object, "keytype"));
  const char *scheme = json_string_value (json_object_get (object, "scheme"));
  const char *text = json_string_value (json_object_get (json_object_get (object, "keyval"), "public"));
  TiltasKeyKind kind, found;

  if (keytype == NULL || scheme == NULL || text == NULL)
    {
      g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY,
                           "a key needs the strings keytype, scheme and keyval.public");
      return NULL;
    }
  if (!tiltas_key_kind_find (keytype, scheme, &kind))
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY, "unknown kind of key: %s with %s", keytype,
                   scheme);
      return NULL;
    }
  g_autoptr (EVP_PKEY) pkey = read_material (kind, text, error);
  if (pkey == NULL || !tiltas_pkey_kind (pkey, &found, error))
    return NULL;
  if (found != kind)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY, "the public key is not of the kind %s", keytype);
      return NULL;
    }
  return make (g_steal_pointer (&pkey), json_incref (object), kind, error);
}

TiltasPublicKey *
tiltas_public_key_ref (TiltasPublicKey *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
tiltas_public_key_unref (TiltasPublicKey *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  json_decref (self->json);
  EVP_PKEY_free (self->pkey);
  g_free (self->id);
  g_free (self->material);
  g_free (self);
}

/* ---- Asking ---- */

json_t *
tiltas_public_key_get_json (TiltasPublicKey *self)
{
  return self->json;
}

const char *
tiltas_public_key_get_id (TiltasPublicKey *self)
{
  return self->id;
}

const char *
tiltas_public_key_get_material (TiltasPublicKey *self)
{
  return self->material;
}

gboolean
tiltas_public_key_verify (TiltasPublicKey *self, GBytes *data, const char *signature_hex)
{
  guint8 signature[SIGNATURE_MAX];
  gsize length;
  EVP_PKEY_CTX *options = NULL;
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();

  if (!decode_hex (signature_hex, signature, sizeof signature, &length))
    return FALSE;
  gboolean good =
    context != NULL &&
    EVP_DigestVerifyInit (context, &options, tiltas_pkey_digest (self->kind), NULL, self->pkey) == 1 &&
    (self->kind != TILTAS_KEY_RSA || (EVP_PKEY_CTX_set_rsa_padding (options, RSA_PKCS1_PSS_PADDING) > 0 &&
                                      EVP_PKEY_CTX_set_rsa_pss_saltlen (options, RSA_PSS_SALTLEN_AUTO) > 0)) &&
    EVP_DigestVerify (context, signature, length, g_bytes_get_data (data, NULL), g_bytes_get_size (data)) == 1;

  ERR_clear_error ();
  return good;
}
