/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/metadata.h"

/* What metadata.c and metadata-parse.c share. Included by nothing else. */

struct _TiltasMetadata
{
  gatomicrefcount references;
  TiltasMetadataType type;
  char *role_name;
  GBytes *bytes;
  json_t *json; /* the whole file */
  json_t *signed_part;
  json_t *signatures;
  json_t *keys;    /* root: keys; targets: delegations.keys; or NULL */
  json_t *targets; /* targets only */
  gint64 version;
  gint64 expires;
  gboolean consistent_snapshot;
  GPtrArray *roles;  /* of TiltasRole: root's four, or the delegations in order */
  GHashTable *files; /* role name → TiltasFileInfo; timestamp and snapshot only */
};

void tiltas_role_free (TiltasRole *self);
void tiltas_file_info_free (TiltasFileInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasRole, tiltas_role_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasFileInfo, tiltas_file_info_free)

/* Fills everything but references, type, role_name and bytes. */
gboolean tiltas_metadata_read (TiltasMetadata *self, GError **error);
/* Reads "hashes": known kinds in lower case, others ignored; FORMAT when not an object of strings, or when empty. */
gboolean tiltas_hashes_read (json_t *hashes, const char *where, char **sha256, char **sha512, GError **error);
