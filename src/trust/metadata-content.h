/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/metadata-type.h"

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* Inside trust only: the content of a metadata file, after its structure was checked. */
typedef struct
{
  TiltasMetadataType type; /* the expected type; the caller sets it, and the name */
  const char *role_name;   /* for messages; borrowed */
  json_t *json;            /* the whole file */
  json_t *signed_part;     /* borrowed from json, as signatures, keys and targets are */
  json_t *signatures;
  json_t *keys;    /* root: keys; targets: delegations.keys; or NULL */
  json_t *targets; /* targets only */
  gint64 version;
  gint64 expires; /* unix seconds */
  gboolean consistent_snapshot;
  GPtrArray *roles;  /* of TiltasRole: root's four, or the delegations in order */
  GHashTable *files; /* role name → TiltasFileInfo; timestamp and snapshot only */
} TiltasMetadataContent;

/* Fills everything but type and role_name. Fails as tiltas_metadata_parse; then the content may only be cleared. */
gboolean tiltas_metadata_content_read (TiltasMetadataContent *self, GBytes *bytes, GError **error);
void tiltas_metadata_content_clear (TiltasMetadataContent *self);

G_END_DECLS
