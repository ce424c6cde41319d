/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The four types of TUF metadata files, and how large a repository may be. */

#define TILTAS_SPEC_VERSION "1.0.34"

/* Bytes of a file of each type. */
#define TILTAS_ROOT_MAX (64 * 1024)
#define TILTAS_TIMESTAMP_MAX (4 * 1024)
#define TILTAS_SNAPSHOT_MAX (1024 * 1024)
#define TILTAS_TARGETS_MAX (4 * 1024 * 1024)
#define TILTAS_ROOTS_MAX 64  /* new roots in one run */
#define TILTAS_ROLES_MAX 512 /* publishers of a repository; also delegated roles that one search visits */

typedef enum
{
  TILTAS_METADATA_ROOT,
  TILTAS_METADATA_TIMESTAMP,
  TILTAS_METADATA_SNAPSHOT,
  TILTAS_METADATA_TARGETS, /* the top-level targets and every delegated role */
} TiltasMetadataType;

/* "root", "timestamp", "snapshot", "targets": the _type member. Static. */
const char *tiltas_metadata_type_name (TiltasMetadataType type);
/* Largest file of this type, in bytes. */
gsize tiltas_metadata_type_max (TiltasMetadataType type);

G_END_DECLS
