/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/pkey.h"

#include "base/hex.h"
#include "trust/error.h"
#include "trust/key-kind.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>

void
tiltas_pkey_fail (GError **error, int code, const char *message)
{
  const char *reason = ERR_reason_error_string (ERR_peek_last_error ());

  g_set_error (error, TILTAS_TRUST_ERROR, code, "%s%s%s", message, reason ? ": " : "", reason ? reason : "");
  ERR_clear_error ();
}

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
      if (EVP_PKEY_get_bits (pkey) >= TILTAS_RSA_BITS_MIN && EVP_PKEY_get_bits (pkey) <= TILTAS_RSA_BITS_MAX)
        return TRUE;
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY, "an rsa key must have %d to %d bits, not %d",
                   TILTAS_RSA_BITS_MIN, TILTAS_RSA_BITS_MAX, EVP_PKEY_get_bits (pkey));
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
  guint8 raw[TILTAS_ED25519_BYTES];
  size_t length = sizeof raw;

  return EVP_PKEY_get_raw_public_key (pkey, raw, &length) == 1 ? tiltas_hex_encode (raw, length) : NULL;
}

json_t *
tiltas_pkey_to_json (EVP_PKEY *pkey, GError **error)
{
  TiltasKeyKind kind;

  if (!tiltas_pkey_kind (pkey, &kind, error))
    return NULL;
  g_autofree char *text = kind == TILTAS_KEY_ED25519 ? public_hex (pkey) : public_pem (pkey);
  if (text == NULL)
    {
      tiltas_pkey_fail (error, TILTAS_TRUST_ERROR_KEY, "the public key cannot be written down");
      return NULL;
    }
  json_t *json = json_pack ("{s:s, s:s, s:{s:s}}", "keytype", tiltas_key_kind_keytype (kind), "scheme",
                            tiltas_key_kind_scheme (kind), "keyval", "public", text);
  if (json == NULL)
    g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY, "the public key cannot be written down");
  return json;
}
