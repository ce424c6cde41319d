/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/error.h"
#include "trust/metadata-type.h"
#include "trust/private-key.h"
#include "trust/public-key.h"

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* The publisher's side: builds the "signed" part of each type, signs it, names the files. Files are the caller's. */

/* A new "signed" object: _type, spec_version, version, expires, and the type's empty members (root: keys, roles with
 * threshold 1 and no keys, consistent_snapshot true; timestamp and snapshot: meta; targets: targets). Transfer full. */
json_t *tiltas_signed_new (TiltasMetadataType type, gint64 version, gint64 expires);
/* Replaces version and expires (unix seconds). */
void tiltas_signed_set (json_t *signed_part, gint64 version, gint64 expires);

/* Root: adds the key to "keys" and its id to the role, unless there. */
void tiltas_signed_add_key (json_t *root, const char *role_name, TiltasPublicKey *key);
/* Root: takes the id from the role, and the key from "keys" when no role uses it. FALSE when the role has no such key.
 */
gboolean tiltas_signed_remove_key (json_t *root, const char *role_name, const char *keyid);
void tiltas_signed_set_threshold (json_t *root, const char *role_name, int threshold);
/* Targets: adds or replaces a delegation (keeps its place in the order when there). paths is NULL-terminated. */
void tiltas_signed_set_delegation (json_t *targets,
                                   const char *role_name,
                                   TiltasPublicKey *const *keys,
                                   guint n_keys,
                                   int threshold,
                                   const char *const *paths,
                                   gboolean terminating);
gboolean tiltas_signed_remove_delegation (json_t *targets, const char *role_name);
/* Timestamp ("snapshot") and snapshot (a role's name): version, length and SHA-256 of the signed file. */
void tiltas_signed_set_file (json_t *signed_part, const char *role_name, gint64 version, GBytes *file);
/* Targets: adds or replaces a target; custom may be NULL (transfer none). */
void
tiltas_signed_set_target (json_t *targets, const char *path, guint64 length, const char *sha256_hex, json_t *custom);
gboolean tiltas_signed_remove_target (json_t *targets, const char *path);

/* A whole metadata file with one signature of each key, compact, one newline at the end. The result is parsed again, so
 * what no client would take (also: too long) fails here with the same error. n_keys may be 0 (to be signed later).
 * Transfer full. */
GBytes *tiltas_metadata_sign (json_t *signed_part, TiltasPrivateKey *const *keys, guint n_keys, GError **error);
/* Adds (or replaces) a signature in a file made elsewhere, so that several people can sign one after the other; the
 * rest of the file stays. Transfer full. */
GBytes *tiltas_metadata_add_signature (GBytes *file, TiltasPrivateKey *key, GError **error);

/* "2.root.json", "timestamp.json", "7.a%2Fb.json": the name of a file in a repository with consistent snapshots.
 * Transfer full. */
char *tiltas_metadata_file_name (const char *role_name, gint64 version);
/* "rig/<sha256>.pack.jsonl" for the path "rig/pack.jsonl": where a target lies under the targets folder, not escaped
 * for URLs (paths of publishers need no escaping). Transfer full. */
char *tiltas_target_file_name (const char *path, const char *sha256_hex);
G_END_DECLS
