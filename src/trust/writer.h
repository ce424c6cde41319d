/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/error.h"
#include "trust/metadata-type.h"
#include "trust/private-key.h"
#include "trust/public-key.h"

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* For publishers: makes the "signed" part of each type of metadata, signs it and names the files. Writes no files. */

/* Makes a new "signed" object: _type, spec_version, version, expires, and the empty members of the type (root: keys,
 * roles with threshold 1 and no keys, consistent_snapshot true; timestamp and snapshot: meta; targets: targets).
 * Transfer full. */
json_t *tiltas_signed_new (TiltasMetadataType type, gint64 version, gint64 expires);
/* Sets version and expires (unix seconds). */
void tiltas_signed_set (json_t *signed_part, gint64 version, gint64 expires);

/* Adds the key to the "keys" of a root, and its id to the role, unless they are there. */
void tiltas_signed_add_key (json_t *root, const char *role_name, TiltasPublicKey *key);
/* Removes the key's id from the role of a root, and the key from "keys" when no role uses it any more. FALSE when
 * the role has no such key. */
gboolean tiltas_signed_remove_key (json_t *root, const char *role_name, const char *keyid);
void tiltas_signed_set_threshold (json_t *root, const char *role_name, int threshold);
/* Adds a delegation to a targets object, or replaces one in its place. paths is NULL-terminated. */
void tiltas_signed_set_delegation (json_t *targets,
                                   const char *role_name,
                                   TiltasPublicKey *const *keys,
                                   guint n_keys,
                                   int threshold,
                                   const char *const *paths,
                                   gboolean terminating);
gboolean tiltas_signed_remove_delegation (json_t *targets, const char *role_name);
/* Writes version, length and SHA-256 of a signed file into a timestamp ("snapshot") or a snapshot (a role's name). */
void tiltas_signed_set_file (json_t *signed_part, const char *role_name, gint64 version, GBytes *file);
/* Adds or replaces a target; custom may be NULL (transfer none). */
void
tiltas_signed_set_target (json_t *targets, const char *path, guint64 length, const char *sha256_hex, json_t *custom);
gboolean tiltas_signed_remove_target (json_t *targets, const char *path);

/* Makes a whole metadata file with one signature of each key: compact JSON with one newline at the end. The result
 * is parsed again, so that what no client would accept (also: a file that is too long) fails here with the same
 * error. n_keys may be 0; then the file is signed later. Transfer full. */
GBytes *tiltas_metadata_sign (json_t *signed_part, TiltasPrivateKey *const *keys, guint n_keys, GError **error);
/* Adds or replaces one signature in a file, so that several people can sign one after the other. The rest of the
 * file stays as it is. Transfer full. */
GBytes *tiltas_metadata_add_signature (GBytes *file, TiltasPrivateKey *key, GError **error);

/* The name of a file in a repository with consistent snapshots: "2.root.json", "timestamp.json", "7.a%2Fb.json".
 * Transfer full. */
char *tiltas_metadata_file_name (const char *role_name, gint64 version);
/* Where a target lies under the targets folder: "rig/<sha256>.pack.jsonl" for the path "rig/pack.jsonl". Not escaped
 * for URLs, which the paths of publishers do not need. Transfer full. */
char *tiltas_target_file_name (const char *path, const char *sha256_hex);
G_END_DECLS
