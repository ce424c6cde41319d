/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/hashes.h"

#include "base/hash.h"
#include "trust/error.h"

#include <string.h>

#define SHA512_HEX 128

static gboolean
read_hash (json_t *value, const char *where, gsize digits, char **out, GError **error)
{
  const char *text = json_string_value (value);

  if (strlen (text) != digits || strspn (text, "0123456789abcdefABCDEF") != digits)
    return tiltas_trust_malformed (error, "%s: a hash is not %" G_GSIZE_FORMAT " hexadecimal digits", where, digits);
  *out = g_ascii_strdown (text, -1);
  return TRUE;
}

gboolean
tiltas_hashes_read (json_t *hashes, const char *where, char **sha256, char **sha512, GError **error)
{
  const char *name;
  json_t *value;

  if (!json_is_object (hashes) || json_object_size (hashes) == 0)
    return tiltas_trust_malformed (error, "%s: \"hashes\" is empty or not an object", where);
  json_object_foreach (hashes, name, value)
    {
      if (!json_is_string (value))
        return tiltas_trust_malformed (error, "%s: the hash %s is not a string", where, name);
      if (g_str_equal (name, "sha256") && !read_hash (value, where, TILTAS_SHA256_HEX, sha256, error))
        return FALSE;
      if (g_str_equal (name, "sha512") && !read_hash (value, where, SHA512_HEX, sha512, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
hash_fits (GChecksumType type, const char *declared, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *found = declared ? g_compute_checksum_for_bytes (type, bytes) : NULL;

  if (declared == NULL || g_str_equal (found, declared))
    return TRUE;
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_HASH, "%s: the hash is %.16s…, not %.16s…", name, found,
               declared);
  return FALSE;
}

gboolean
tiltas_hashes_check (const char *sha256, const char *sha512, const char *name, GBytes *bytes, GError **error)
{
  return hash_fits (G_CHECKSUM_SHA256, sha256, name, bytes, error) &&
         hash_fits (G_CHECKSUM_SHA512, sha512, name, bytes, error);
}

gboolean
tiltas_length_check (guint64 declared, const char *name, GBytes *bytes, GError **error)
{
  if (g_bytes_get_size (bytes) == declared)
    return TRUE;
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LENGTH,
               "%s: the length is %" G_GSIZE_FORMAT ", not %" G_GUINT64_FORMAT, name, g_bytes_get_size (bytes),
               declared);
  return FALSE;
}
