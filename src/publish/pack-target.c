/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/pack-target.h"

#include <jansson.h>

char *
tiltas_pack_target_path (const char *publisher)
{
  return g_strconcat (publisher, "/pack.jsonl", NULL);
}

TiltasTarget *
tiltas_pack_target_get (TiltasMetadata *metadata, const char *publisher)
{
  g_autofree char *path = tiltas_pack_target_path (publisher);

  return metadata != NULL ? tiltas_metadata_get_target (metadata, path, TRUE, NULL) : NULL;
}

gint64
tiltas_pack_target_seq (const TiltasTarget *target)
{
  return target != NULL ? json_integer_value (json_object_get (target->custom, "seq")) : 0;
}
