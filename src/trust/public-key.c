/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"
#include "trust/key.h"

#include "base/hash.h"
#include "base/hex.h"
#include "trust/canonical-json.h"
#include "trust/error.h"
#include "trust/key-internal.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <string.h>

#define ED25519_BYTES 32
#define RSA_BITS_MIN 2048 /* specification, section 4.2 */
#define RSA_BITS_MAX 8192 /* larger ones only cost time */
#define PEM_MAX 8192
#define SIGNATURE_MAX (RSA_BITS_MAX / 8)

struct _TiltasPublicKey
{
  gatomicrefcount references;
  json_t *json;
  char *id;
  char *material;
  TiltasKeyKind kind;
  EVP_PKEY *pkey;
};

void
tiltas_crypto_fail (GError **error, int code, const char *message)
{
  const char *reason = ERR_reason_error_string (ERR_peek_last_error ());

  g_set_error (error, TILTAS_TRUST_ERROR, code, "%s%s%s", message, reason ? ": " : "", reason ? reason : "");
  ERR_clear_error ();
}

/* ---- Kinds ---- */

gboolean
tiltas_pkey_kind (EVP_PKEY *pkey, TiltasKeyKind *kind, GError **error)
{
  char group[32] = "";
  int explicit_curve = 0;

  switch (EVP_PKEY_get_base_id (pkey))
    {
    case EVP_PKEY_ED25519:
      *kind = TILTAS_KEY_ED25519;
      return TRUE;
    case EVP_PKEY_EC:
      EVP_PKEY_get_group_name (pkey, group, sizeof group, NULL);
      EVP_PKEY_get_int_param (pkey, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &explicit_curve);
      *kind = TILTAS_KEY_ECDSA;
      if (explicit_curve == 0 && g_str_equal (group, SN_X9_62_prime256v1))
        return TRUE;
      g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY,
                           "an ecdsa key must lie on the named curve P-256");
      return FALSE;
    case EVP_PKEY_RSA:
      *kind = TILTAS_KEY_RSA;
      if (EVP_PKEY_get_bits (pkey) >= RSA_BITS_MIN && EVP_PKEY_get_bits (pkey) <= RSA_BITS_MAX)
        return TRUE;
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY, "an rsa key must have %d to %d bits, not %d",
                   RSA_BITS_MIN, RSA_BITS_MAX, EVP_PKEY_get_bits (pkey));
      return FALSE;
    default:
      g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY,
                           "neither an ed25519, an ecdsa nor an rsa key");
      return FALSE;
    }
}

const EVP_MD *
tiltas_pkey_digest (TiltasKeyKind kind)
{
  return kind == TILTAS_KEY_ED25519 ? NULL : EVP_sha256 ();
}

/* SHA-256 of the material. A point on a curve can be written in two ways; its coordinates are hashed in one. */
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

/* A "public key" that claims to be encrypted must not make libcrypto ask at the terminal. */
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
      guint8 raw[ED25519_BYTES];
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
    tiltas_crypto_fail (error, TILTAS_TRUST_ERROR_KEY, "the public key cannot be read");
  return pkey;
}

static gboolean
kind_of_names (const char *keytype, const char *scheme, TiltasKeyKind *kind)
{
  static const struct
  {
    const char *keytype, *scheme;
    TiltasKeyKind kind;
  } known[] = {
    { "ed25519", "ed25519", TILTAS_KEY_ED25519 },
    { "ecdsa", "ecdsa-sha2-nistp256", TILTAS_KEY_ECDSA },
    { "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", TILTAS_KEY_ECDSA },
    { "rsa", "rsassa-pss-sha256", TILTAS_KEY_RSA },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (keytype, known[i].keytype) && g_str_equal (scheme, known[i].scheme))
      {
        *kind = known[i].kind;
        return TRUE;
      }
  return FALSE;
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
  self->id = tiltas_key_id (json, error);
  if (self->id == NULL)
    return NULL;
  self->material = material_of (pkey, kind);
  if (self->material == NULL)
    {
      tiltas_crypto_fail (error, TILTAS_TRUST_ERROR_KEY, "the public key cannot be written down");
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
  if (!kind_of_names (keytype, scheme, &kind))
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

static char *
public_pem (EVP_PKEY *pkey)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data;

  if (bio == NULL || PEM_write_bio_PUBKEY (bio, pkey) != 1)
    return NULL;
  long length = BIO_get_mem_data (bio, &data);
  return length > 0 ? g_strndup (data, (gsize) length) : NULL;
}

static char *
public_hex (EVP_PKEY *pkey)
{
  guint8 raw[ED25519_BYTES];
  size_t length = sizeof raw;

  return EVP_PKEY_get_raw_public_key (pkey, raw, &length) == 1 ? tiltas_hex_encode (raw, length) : NULL;
}

TiltasPublicKey *
tiltas_public_key_from_pkey (EVP_PKEY *pkey, GError **error)
{
  static const char *const names[][2] = {
    [TILTAS_KEY_ED25519] = { "ed25519", "ed25519" },
    [TILTAS_KEY_ECDSA] = { "ecdsa", "ecdsa-sha2-nistp256" },
    [TILTAS_KEY_RSA] = { "rsa", "rsassa-pss-sha256" },
  };
  TiltasKeyKind kind;

  if (!tiltas_pkey_kind (pkey, &kind, error))
    return NULL;
  g_autofree char *text = kind == TILTAS_KEY_ED25519 ? public_hex (pkey) : public_pem (pkey);
  if (text == NULL)
    {
      tiltas_crypto_fail (error, TILTAS_TRUST_ERROR_KEY, "the public key cannot be written down");
      return NULL;
    }
  json_auto_t *json =
    json_pack ("{s:s, s:s, s:{s:s}}", "keytype", names[kind][0], "scheme", names[kind][1], "keyval", "public", text);
  if (json == NULL)
    {
      g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY, "the public key cannot be written down");
      return NULL;
    }
  /* Read back from its own text: the private half must not live on in the public object. */
  return tiltas_public_key_from_json (json, error);
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

char *
tiltas_key_id (json_t *object, GError **error)
{
  g_autoptr (GBytes) canonical = tiltas_trust_json_canonical (object, error);

  if (canonical == NULL)
    return NULL;
  return tiltas_sha256_hex (g_bytes_get_data (canonical, NULL), g_bytes_get_size (canonical));
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
