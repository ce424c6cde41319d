/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/error.h"
#include "trust/file-info.h"
#include "trust/metadata-type.h"
#include "trust/public-key.h"
#include "trust/role.h"
#include "trust/target.h"

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* TUF metadata files (specification 1.0.34, section 4), parsed and checked for structure; immutable afterwards. Parsing
 * proves nothing about who wrote a file: that is tiltas_metadata_verify. */

typedef struct _TiltasMetadata TiltasMetadata;

/* Parses and checks the structure of a file of the expected type; unknown members are kept. TILTAS_TRUST_ERROR_FORMAT,
 * _SPEC, _LIMIT (file too long, more keys in a role than allowed), _SIGNATURE (one key id signs twice). role_name is
 * the name used in messages ("targets", "rig"). A key of an unknown kind, or under an id that is not its own, never
 * counts but does not spoil the file. Transfer full. */
TiltasMetadata *tiltas_metadata_parse (GBytes *bytes, TiltasMetadataType type, const char *role_name, GError **error);
TiltasMetadata *tiltas_metadata_ref (TiltasMetadata *self);
void tiltas_metadata_unref (TiltasMetadata *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasMetadata, tiltas_metadata_unref)

gint64 tiltas_metadata_get_version (TiltasMetadata *self);
gint64 tiltas_metadata_get_expires (TiltasMetadata *self); /* unix seconds */
/* The bytes given to parse, and the "signed" part of the file. Transfer none; not to be changed. */
GBytes *tiltas_metadata_get_bytes (TiltasMetadata *self);
json_t *tiltas_metadata_get_signed (TiltasMetadata *self);

/* TRUE when expires > now; else TILTAS_TRUST_ERROR_EXPIRED. */
gboolean tiltas_metadata_check_expiry (TiltasMetadata *self, gint64 now, GError **error);
/* TRUE when the file has the expected version; else TILTAS_TRUST_ERROR_VERSION. */
gboolean tiltas_metadata_check_version (TiltasMetadata *self, gint64 expected, GError **error);
/* Checks that file is signed by the threshold of the keys which delegator (a root for top-level roles, a targets file
 * for delegated ones) gives to role_name. One key counts once, also under several ids. TILTAS_TRUST_ERROR_SIGNATURE. */
gboolean
tiltas_metadata_verify (TiltasMetadata *delegator, const char *role_name, TiltasMetadata *file, GError **error);
/* Number of good signatures that count, and the threshold, for `show` commands. FALSE when delegator knows no such
 * role. */
gboolean tiltas_metadata_count_signatures (TiltasMetadata *delegator,
                                           const char *role_name,
                                           TiltasMetadata *file,
                                           int *good,
                                           gint64 *threshold);

/* Root: "root", "timestamp", "snapshot", "targets". Targets: its delegations. NULL when unknown. Transfer none. */
const TiltasRole *tiltas_metadata_get_role (TiltasMetadata *self, const char *role_name);
/* Key by id, NULL when unknown, of an unknown kind, or under an id that is not its own. Transfer full. */
TiltasPublicKey *tiltas_metadata_get_key (TiltasMetadata *self, const char *keyid);
/* Root only. */
gboolean tiltas_metadata_get_consistent_snapshot (TiltasMetadata *self);
/* Timestamp ("snapshot") and snapshot (a role's name, without ".json"). NULL when not listed. Transfer none. */
const TiltasFileInfo *tiltas_metadata_get_file (TiltasMetadata *self, const char *role_name);
/* Snapshot: names of all listed roles, without ".json", sorted. Transfer full. */
GStrv tiltas_metadata_list_files (TiltasMetadata *self);
/* Targets: the entry for an exact path, NULL without error when not listed. consistent decides the url.
 * TILTAS_TRUST_ERROR_HASH when it has no hash of a known kind. Transfer full. */
TiltasTarget *tiltas_metadata_get_target (TiltasMetadata *self, const char *path, gboolean consistent, GError **error);
/* Targets: all paths, sorted. Transfer full. */
GStrv tiltas_metadata_list_targets (TiltasMetadata *self);
/* Targets: delegations in order; *n of them. Transfer none. */
const TiltasRole *const *tiltas_metadata_get_delegations (TiltasMetadata *self, guint *n);
G_END_DECLS
