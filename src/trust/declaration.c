/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/declaration.h"

#include "trust/error.h"
#include "trust/file-info.h"
#include "trust/metadata-type.h"

TiltasMetadata *
tiltas_declaration_read (const TiltasDeclaration *self, GBytes *bytes, GError **error)
{
  const TiltasFileInfo *info = self->info;
  gsize most = tiltas_metadata_type_max (self->type);

  if (info->length >= 0 && (guint64) info->length > most)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LIMIT,
                   "%s: %" G_GINT64_FORMAT " bytes are declared, more than %" G_GSIZE_FORMAT, self->role_name,
                   info->length, most);
      return NULL;
    }
  if (!tiltas_file_info_check (info, self->role_name, bytes, error))
    return NULL;
  g_autoptr (TiltasMetadata) file = tiltas_metadata_parse (bytes, self->type, self->role_name, error);
  if (file == NULL || !tiltas_metadata_verify (self->delegator, self->role_name, file, error) ||
      !tiltas_metadata_check_version (file, info->version, error))
    return NULL;
  return g_steal_pointer (&file);
}
