/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/role.h"

#include "base/hash.h"

#include <string.h>

void
tiltas_role_free (TiltasRole *self)
{
  g_free (self->name);
  g_strfreev (self->keyids);
  g_strfreev (self->paths);
  g_strfreev (self->path_hash_prefixes);
  g_free (self);
}

char *
tiltas_role_escape (const char *role_name)
{
  return g_uri_escape_string (role_name, NULL, FALSE);
}

/* Matches a pattern: `?` is one character and `*` any number of them, but neither matches '/'. Only the last `*` is
 * tried with other lengths, because an earlier one could only match less. No recursion; takes at most pattern × path
 * steps. */
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
