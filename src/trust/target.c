/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/target.h"

#include "trust/error.h"
#include "trust/hashes.h"

#include <string.h>

#define PATH_MAX_BYTES 1024

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

gboolean
tiltas_target_check (const TiltasTarget *self, GBytes *bytes, GError **error)
{
  return tiltas_length_check (self->length, self->path, bytes, error) &&
         tiltas_hashes_check (self->sha256, self->sha512, self->path, bytes, error);
}

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

/* Escapes each segment; with consistent snapshots the last segment begins with the hash (section 6.2.1). Transfer
 * full. */
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
tiltas_target_new (const char *path, const char *role_name, json_t *entry, gboolean consistent, GError **error)
{
  g_autoptr (TiltasTarget) target = g_atomic_rc_box_new0 (TiltasTarget);
  target->path = g_strdup (path);
  target->role = g_strdup (role_name);
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
