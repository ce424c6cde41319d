/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"
#include "trust/metadata.h"

#include "base/hash.h"
#include "trust/metadata-internal.h"

#include <string.h>

#define PATH_MAX_BYTES 1024

/* ---- Paths and names ---- */

gboolean
tiltas_target_path_is_safe (const char *path)
{
  gsize length = strlen (path);

  if (length == 0 || length > PATH_MAX_BYTES || !g_utf8_validate (path, (gssize) length, NULL))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (g_ascii_iscntrl (path[i]))
      return FALSE;
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);
  for (guint i = 0; segments[i] != NULL; i++)
    if (*segments[i] == '\0' || g_str_equal (segments[i], ".") || g_str_equal (segments[i], ".."))
      return FALSE;
  return TRUE;
}

char *
tiltas_role_escape (const char *role_name)
{
  return g_uri_escape_string (role_name, NULL, FALSE);
}

/* `?` is one character, `*` any number of them, neither is '/'. Only the last `*` is ever taken back, which is enough
 * because an earlier one could but match less. No recursion, time at most pattern × path. */
static gboolean
pattern_matches (const char *pattern, const char *path)
{
  const char *after_star = NULL, *star_end = NULL;

  while (*path != '\0')
    {
      if (*pattern == '*')
        {
          after_star = ++pattern;
          star_end = path;
        }
      else if (*pattern == '?' ? *path != '/' : *pattern == *path)
        {
          path = *pattern == '?' ? g_utf8_next_char (path) : path + 1;
          pattern++;
        }
      else if (after_star != NULL && *star_end != '/')
        {
          star_end = g_utf8_next_char (star_end);
          path = star_end;
          pattern = after_star;
        }
      else
        return FALSE;
    }
  while (*pattern == '*')
    pattern++;
  return *pattern == '\0';
}

gboolean
tiltas_role_matches (const TiltasRole *role, const char *path)
{
  for (guint i = 0; role->paths != NULL && role->paths[i] != NULL; i++)
    if (pattern_matches (role->paths[i], path))
      return TRUE;
  if (role->path_hash_prefixes == NULL)
    return FALSE;
  g_autofree char *hash = tiltas_sha256_hex (path, strlen (path));
  for (guint i = 0; role->path_hash_prefixes[i] != NULL; i++)
    if (g_str_has_prefix (hash, role->path_hash_prefixes[i]))
      return TRUE;
  return FALSE;
}

/* ---- Lengths and hashes ---- */

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

static gboolean
length_fits (guint64 declared, const char *name, GBytes *bytes, GError **error)
{
  if (g_bytes_get_size (bytes) == declared)
    return TRUE;
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LENGTH,
               "%s: the length is %" G_GSIZE_FORMAT ", not %" G_GUINT64_FORMAT, name, g_bytes_get_size (bytes),
               declared);
  return FALSE;
}

gboolean
tiltas_file_info_check (const TiltasFileInfo *info, const char *name, GBytes *bytes, GError **error)
{
  if (info->length >= 0 && !length_fits ((guint64) info->length, name, bytes, error))
    return FALSE;
  if (info->has_hashes && info->sha256 == NULL && info->sha512 == NULL)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_HASH, "%s: no hash of a known kind is declared", name);
      return FALSE;
    }
  return hash_fits (G_CHECKSUM_SHA256, info->sha256, name, bytes, error) &&
         hash_fits (G_CHECKSUM_SHA512, info->sha512, name, bytes, error);
}

gboolean
tiltas_target_check (const TiltasTarget *self, GBytes *bytes, GError **error)
{
  return length_fits (self->length, self->path, bytes, error) &&
         hash_fits (G_CHECKSUM_SHA256, self->sha256, self->path, bytes, error) &&
         hash_fits (G_CHECKSUM_SHA512, self->sha512, self->path, bytes, error);
}

/* ---- Targets ---- */

static void
target_clear (gpointer data)
{
  TiltasTarget *self = data;

  g_free (self->path);
  g_free (self->role);
  g_free (self->sha256);
  g_free (self->sha512);
  g_free (self->url);
  json_decref (self->custom);
}

TiltasTarget *
tiltas_target_ref (TiltasTarget *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
tiltas_target_unref (TiltasTarget *self)
{
  g_atomic_rc_box_release_full (self, target_clear);
}

/* Escapes segment by segment; with consistent snapshots the last one gets the hash in front (section 6.2.1). */
static char *
target_url (const char *path, const char *hash)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);
  guint last = g_strv_length (segments) - 1;

  for (guint i = 0; segments[i] != NULL; i++)
    {
      g_autofree char *plain = segments[i];

      segments[i] = g_uri_escape_string (plain, NULL, FALSE);
    }
  if (hash != NULL)
    {
      g_autofree char *plain = segments[last];

      segments[last] = g_strconcat (hash, ".", plain, NULL);
    }
  return g_strjoinv ("/", segments);
}

TiltasTarget *
tiltas_metadata_get_target (TiltasMetadata *self, const char *path, gboolean consistent, GError **error)
{
  json_t *entry = json_object_get (self->targets, path);

  if (entry == NULL || !tiltas_target_path_is_safe (path))
    return NULL;
  g_autoptr (TiltasTarget) target = g_atomic_rc_box_new0 (TiltasTarget);
  target->path = g_strdup (path);
  target->role = g_strdup (self->role_name);
  target->length = (guint64) json_integer_value (json_object_get (entry, "length"));
  target->custom = json_deep_copy (json_object_get (entry, "custom"));
  if (!tiltas_hashes_read (json_object_get (entry, "hashes"), path, &target->sha256, &target->sha512, error))
    return NULL;
  if (target->sha256 == NULL && target->sha512 == NULL)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_HASH, "%s: no hash of a known kind is declared", path);
      return NULL;
    }
  target->url = target_url (path, !consistent ? NULL : target->sha256 ? target->sha256 : target->sha512);
  return g_steal_pointer (&target);
}
