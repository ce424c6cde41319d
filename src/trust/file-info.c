/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/file-info.h"

#include "trust/error.h"
#include "trust/hashes.h"
#include "trust/members.h"

TiltasFileInfo *
tiltas_file_info_new (json_t *entry, const char *where, GError **error)
{
  g_autoptr (TiltasFileInfo) info = g_new0 (TiltasFileInfo, 1);
  json_t *length = json_object_get (entry, "length");
  json_t *hashes = json_object_get (entry, "hashes");

  info->length = -1;
  if (!json_is_object (entry))
    {
      tiltas_trust_malformed (error, "%s: an entry of \"meta\" is not an object", where);
      return NULL;
    }
  if (!tiltas_member_positive (entry, "version", where, &info->version, error) ||
      (length != NULL && !tiltas_member_positive (entry, "length", where, &info->length, error)) ||
      (hashes != NULL && !tiltas_hashes_read (hashes, where, &info->sha256, &info->sha512, error)))
    return NULL;
  info->has_hashes = hashes != NULL;
  return g_steal_pointer (&info);
}

void
tiltas_file_info_free (TiltasFileInfo *self)
{
  g_free (self->sha256);
  g_free (self->sha512);
  g_free (self);
}

gboolean
tiltas_file_info_check (const TiltasFileInfo *info, const char *name, GBytes *bytes, GError **error)
{
  if (info->length >= 0 && !tiltas_length_check ((guint64) info->length, name, bytes, error))
    return FALSE;
  if (info->has_hashes && info->sha256 == NULL && info->sha512 == NULL)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_HASH, "%s: no hash of a known kind is declared", name);
      return FALSE;
    }
  return tiltas_hashes_check (info->sha256, info->sha512, name, bytes, error);
}
