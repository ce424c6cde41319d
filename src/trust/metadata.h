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

/* TUF metadata files (specification 1.0.34, section 4): parsed, checked for structure, and immutable from then on. A
 * parsed file may be written by anybody: tiltas_metadata_verify checks who signed it. */

typedef struct _TiltasMetadata TiltasMetadata;

/* Parses a file of the expected type and checks its structure; keeps unknown members. Fails with
 * TILTAS_TRUST_ERROR_FORMAT, _SPEC, _LIMIT (file too long, too many keys in a role) or _SIGNATURE (one key id signs
 * twice). role_name is for messages ("targets", "rig"). A key of an unknown kind, or under an id that is not its
 * own, is ignored and does not make the file invalid. Transfer full. */
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
/* TRUE when file is signed by enough keys of role_name: delegator (a root for top-level roles, a targets file for
 * delegated ones) names the keys and the threshold. One key counts once, also under several ids. Else
 * TILTAS_TRUST_ERROR_SIGNATURE. */
gboolean
tiltas_metadata_verify (TiltasMetadata *delegator, const char *role_name, TiltasMetadata *file, GError **error);
/* Gets the number of good signatures and the threshold, for `show` commands. FALSE when delegator does not know the
 * role. */
gboolean tiltas_metadata_count_signatures (TiltasMetadata *delegator,
                                           const char *role_name,
                                           TiltasMetadata *file,
                                           int *good,
                                           gint64 *threshold);

/* A role by name. A root has "root", "timestamp", "snapshot" and "targets"; a targets file has its delegations. NULL
 * when unknown. Transfer none. */
const TiltasRole *tiltas_metadata_get_role (TiltasMetadata *self, const char *role_name);
/* A key by its id. NULL when it is unknown, of an unknown kind, or when the id is not its own. Transfer full. */
TiltasPublicKey *tiltas_metadata_get_key (TiltasMetadata *self, const char *keyid);
/* Only for a root. */
gboolean tiltas_metadata_get_consistent_snapshot (TiltasMetadata *self);
/* What a timestamp declares about "snapshot", or a snapshot about a role (its name without ".json"). NULL when it is
 * not listed. Transfer none. */
const TiltasFileInfo *tiltas_metadata_get_file (TiltasMetadata *self, const char *role_name);
/* The names of all roles in a snapshot, without ".json", sorted. Transfer full. */
GStrv tiltas_metadata_list_files (TiltasMetadata *self);
/* The target with this path in a targets file; NULL without error when it is not listed. consistent: the url gets
 * the hash prefix. Fails with TILTAS_TRUST_ERROR_HASH when it has no hash of a known kind. Transfer full. */
TiltasTarget *tiltas_metadata_get_target (TiltasMetadata *self, const char *path, gboolean consistent, GError **error);
/* All paths of a targets file, sorted. Transfer full. */
GStrv tiltas_metadata_list_targets (TiltasMetadata *self);
/* The delegations of a targets file in order; *n gets their number. Transfer none. */
const TiltasRole *const *tiltas_metadata_get_delegations (TiltasMetadata *self, guint *n);
G_END_DECLS
