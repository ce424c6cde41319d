/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/request.h"

#include "trust/file-info.h"
#include "trust/metadata-type.h"
#include "trust/role.h"

/* The name under which a role's file is kept. It is never a hidden file, whatever the role's name is. Transfer full. */
static char *
kept_name (const char *role_name)
{
  g_autofree char *escaped = tiltas_role_escape (role_name);
  gboolean hidden = *escaped == '.';

  return g_strconcat (hidden ? "%2E" : "", escaped + hidden, ".json", NULL);
}

void
tiltas_request_fill_root (TiltasRequest *request, gint64 version)
{
  *request = (TiltasRequest){
    .role = "root",
    .name = g_strdup_printf ("%" G_GINT64_FORMAT ".root.json", version),
    .keep_name = g_strdup_printf ("%" G_GINT64_FORMAT ".root", version),
    .max_length = TILTAS_ROOT_MAX,
    .length = -1,
    .may_be_missing = TRUE,
  };
}

void
tiltas_request_fill_timestamp (TiltasRequest *request)
{
  *request = (TiltasRequest){
    .role = "timestamp",
    .name = g_strdup ("timestamp.json"),
    .keep_name = g_strdup ("timestamp.json"),
    .max_length = TILTAS_TIMESTAMP_MAX,
    .length = -1,
  };
}

void
tiltas_request_fill_declared (TiltasRequest *request, const TiltasDeclaration *declaration, gboolean consistent)
{
  const TiltasFileInfo *info = declaration->info;
  g_autofree char *escaped = tiltas_role_escape (declaration->role_name);

  *request = (TiltasRequest){
    .role = declaration->role_name,
    .name = consistent ? g_strdup_printf ("%" G_GINT64_FORMAT ".%s.json", info->version, escaped)
                       : g_strconcat (escaped, ".json", NULL),
    .keep_name = kept_name (declaration->role_name),
    .max_length = tiltas_metadata_type_max (declaration->type),
    .length = info->length,
    .sha256 = info->sha256,
  };
  if (info->length >= 0 && (guint64) info->length < request->max_length)
    request->max_length = (gsize) info->length;
}

void
tiltas_keep_fill (TiltasKeep *keep, const char *role_name, GBytes *bytes)
{
  keep->name = kept_name (role_name);
  keep->bytes = bytes;
}
