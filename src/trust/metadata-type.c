/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/metadata-type.h"

const char *
tiltas_metadata_type_name (TiltasMetadataType type)
{
  static const char *const names[] = {
    [TILTAS_METADATA_ROOT] = "root",
    [TILTAS_METADATA_TIMESTAMP] = "timestamp",
    [TILTAS_METADATA_SNAPSHOT] = "snapshot",
    [TILTAS_METADATA_TARGETS] = "targets",
  };

  return names[type];
}

gsize
tiltas_metadata_type_max (TiltasMetadataType type)
{
  static const gsize sizes[] = {
    [TILTAS_METADATA_ROOT] = TILTAS_ROOT_MAX,
    [TILTAS_METADATA_TIMESTAMP] = TILTAS_TIMESTAMP_MAX,
    [TILTAS_METADATA_SNAPSHOT] = TILTAS_SNAPSHOT_MAX,
    [TILTAS_METADATA_TARGETS] = TILTAS_TARGETS_MAX,
  };

  return sizes[type];
}
