/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

#include "trust/error.h"
#include "trust/key.h"

G_BEGIN_DECLS

/* TUF metadata files (specification 1.0.34, section 4), parsed and checked for structure; immutable afterwards. Parsing
 * proves nothing about who wrote a file: that is tiltas_metadata_verify. */

#define TILTAS_ROOT_MAX (64 * 1024)
#define TILTAS_TIMESTAMP_MAX (4 * 1024)
#define TILTAS_SNAPSHOT_MAX (1024 * 1024)
#define TILTAS_TARGETS_MAX (4 * 1024 * 1024)
#define TILTAS_ROOTS_MAX 64      /* new roots in one run */
#define TILTAS_ROLES_MAX 512     /* publishers of a repository, and delegated roles visited in one search */
#define TILTAS_ROLE_KEYS_MAX 16  /* key ids in one role */
#define TILTAS_ROLE_NAME_MAX 128 /* bytes of a role's name when escaped for file names */

#define TILTAS_SPEC_VERSION "1.0.34"

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

typedef struct _TiltasMetadata TiltasMetadata;

/* Who may sign for a role. Owned by the metadata that it was read from. */
typedef struct
{
  char *name;
  GStrv keyids;     /* at most TILTAS_ROLE_KEYS_MAX, none twice */
  gint64 threshold; /* >= 1; may exceed the number of keys, then nothing ever verifies */
  /* Delegated roles only: */
  gboolean terminating;
  GStrv paths;              /* patterns, or NULL */
  GStrv path_hash_prefixes; /* lower-case hex, or NULL; both NULL: vouches for nothing */
} TiltasRole;

/* What timestamp says of snapshot, and snapshot of the targets roles. */
typedef struct
{
  gint64 version;
  gint64 length; /* bytes, or -1 when not declared */
  char *sha256;  /* lower-case hex, or NULL */
  char *sha512;
  gboolean has_hashes; /* TRUE with both NULL: only hashes of unknown kinds, so nothing matches */
} TiltasFileInfo;

/* One target file. Immutable, reference-counted, lives longer than its metadata. */
typedef struct
{
  char *path; /* as in the metadata, '/' between segments */
  char *role; /* the role that vouches for it */
  guint64 length;
  char *sha256; /* lower-case hex; one of the two is never NULL */
  char *sha512;
  json_t *custom; /* object, or NULL */
  char *url;      /* path under the targets folder, escaped for URLs, with the hash prefix of consistent snapshots;
                   * the same for a folder or stick, never with "..", "." or empty segments */
} TiltasTarget;
TiltasTarget *tiltas_target_ref (TiltasTarget *self);
void tiltas_target_unref (TiltasTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasTarget, tiltas_target_unref)
/* Checks length and every known hash of bytes at hand. TILTAS_TRUST_ERROR_LENGTH or _HASH. For streams use GChecksum
 * with G_CHECKSUM_SHA256 and G_CHECKSUM_SHA512 against the fields above. */
gboolean tiltas_target_check (const TiltasTarget *self, GBytes *bytes, GError **error);

/* ---- Reading ---- */

/* Parses and checks the structure of a file of the expected type; unknown members are kept. TILTAS_TRUST_ERROR_FORMAT,
 * _SPEC, _LIMIT (file too long, more keys in a role than allowed), _SIGNATURE (one key id signs twice). role_name is
 * the name used in messages ("targets", "rig"). A key of an unknown kind, or under an id that is not its own, never
 * counts but does not spoil the file. Transfer full. */
TiltasMetadata *tiltas_metadata_parse (GBytes *bytes, TiltasMetadataType type, const char *role_name, GError **error);
TiltasMetadata *tiltas_metadata_ref (TiltasMetadata *self);
void tiltas_metadata_unref (TiltasMetadata *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasMetadata, tiltas_metadata_unref)

const char *tiltas_metadata_get_role_name (TiltasMetadata *self);
gint64 tiltas_metadata_get_version (TiltasMetadata *self);
gint64 tiltas_metadata_get_expires (TiltasMetadata *self); /* unix seconds */
/* The bytes given to parse, and the whole parsed file (both transfer none, not to be changed). */
GBytes *tiltas_metadata_get_bytes (TiltasMetadata *self);
json_t *tiltas_metadata_get_json (TiltasMetadata *self);
json_t *tiltas_metadata_get_signed (TiltasMetadata *self);

/* TRUE when expires > now; else TILTAS_TRUST_ERROR_EXPIRED. */
gboolean tiltas_metadata_check_expiry (TiltasMetadata *self, gint64 now, GError **error);
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
/* Checks bytes against declared length and hashes: TILTAS_TRUST_ERROR_LENGTH or _HASH; name is for the message. */
gboolean tiltas_file_info_check (const TiltasFileInfo *info, const char *name, GBytes *bytes, GError **error);

/* Targets: the entry for an exact path, NULL without error when not listed. consistent decides the url.
 * TILTAS_TRUST_ERROR_HASH when it has no hash of a known kind. Transfer full. */
TiltasTarget *tiltas_metadata_get_target (TiltasMetadata *self, const char *path, gboolean consistent, GError **error);
/* Targets: all paths, sorted. Transfer full. */
GStrv tiltas_metadata_list_targets (TiltasMetadata *self);
/* Targets: delegations in order; *n of them. Transfer none. */
const TiltasRole *const *tiltas_metadata_get_delegations (TiltasMetadata *self, guint *n);
/* TRUE when the role may vouch for path: `*` and `?` never match '/', the first of "paths" or "path_hash_prefixes". */
gboolean tiltas_role_matches (const TiltasRole *role, const char *path);

/* A path is usable when it is relative, not empty and has no empty, "." or ".." segment and no control character. */
gboolean tiltas_target_path_is_safe (const char *path);
/* Role name escaped for file names and URLs: everything but A-Z a-z 0-9 - _ . ~ as %XX. Transfer full. */
char *tiltas_role_escape (const char *role_name);

G_END_DECLS
