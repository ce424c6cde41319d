/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-base"

#include "base/hash.h"

#include "base/hex.h"

#include <gio/gio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <string.h>

#define SCRYPT_PREFIX "scrypt$"
#define SCRYPT_N (1 << 15)
#define SCRYPT_R 8
#define SCRYPT_P 1
/* The function itself needs 128 * N * r bytes = 32 MiB and a little more. */
#define SCRYPT_MEMORY (64 * 1024 * 1024)
#define SALT_LENGTH 16
#define KEY_LENGTH 32

char *
tiltas_sha256_hex (const void *data, gsize length)
{
  g_return_val_if_fail (data != NULL || length == 0, NULL);
  guint8 digest[EVP_MAX_MD_SIZE];
  gsize digest_length = 0;
  if (EVP_Q_digest (NULL, "SHA256", NULL, length == 0 ? "" : data, length, digest, &digest_length) != 1)
    g_error ("SHA-256 is missing from libcrypto");
  return tiltas_hex_encode (digest, digest_length);
}

gboolean
tiltas_equal_secret (const void *a, const void *b, gsize length)
{
  return CRYPTO_memcmp (a, b, length) == 0;
}

gboolean
tiltas_is_sha256_hex (const char *text)
{
  return text != NULL && tiltas_hex_is (text, TILTAS_SHA256_HEX);
}

static gboolean
derive (const char *secret, const guint8 *salt, guint8 *key)
{
  return EVP_PBE_scrypt (secret, strlen (secret), salt, SALT_LENGTH, SCRYPT_N, SCRYPT_R, SCRYPT_P, SCRYPT_MEMORY, key,
                         KEY_LENGTH) == 1;
}

char *
tiltas_secret_hash (const char *secret, GError **error)
{
  g_return_val_if_fail (secret != NULL, NULL);
  guint8 salt[SALT_LENGTH], key[KEY_LENGTH];
  if (RAND_bytes (salt, sizeof salt) != 1 || !derive (secret, salt, key))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The secret could not be hashed");
      return NULL;
    }
  g_autofree char *salt_hex = tiltas_hex_encode (salt, sizeof salt);
  g_autofree char *key_hex = tiltas_hex_encode (key, sizeof key);
  OPENSSL_cleanse (key, sizeof key);
  return g_strconcat (SCRYPT_PREFIX, salt_hex, "$", key_hex, NULL);
}

gboolean
tiltas_secret_verify (const char *secret, const char *stored)
{
  g_return_val_if_fail (secret != NULL, FALSE);
  const gsize prefix = strlen (SCRYPT_PREFIX);
  guint8 salt[SALT_LENGTH], expected[KEY_LENGTH], key[KEY_LENGTH];
  if (stored == NULL || strlen (stored) != prefix + 2 * SALT_LENGTH + 1 + 2 * KEY_LENGTH ||
      !g_str_has_prefix (stored, SCRYPT_PREFIX) || stored[prefix + 2 * SALT_LENGTH] != '$')
    return FALSE;
  if (!tiltas_hex_decode (stored + prefix, salt, sizeof salt) ||
      !tiltas_hex_decode (stored + prefix + 2 * SALT_LENGTH + 1, expected, sizeof expected))
    return FALSE;
  gboolean equal = derive (secret, salt, key) && tiltas_equal_secret (key, expected, sizeof key);
  OPENSSL_cleanse (key, sizeof key);
  return equal;
}
