/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "trust/metadata.h"

G_BEGIN_DECLS

/* The four top-level roles, in the order root, targets, snapshot, timestamp; NULL-terminated. */
extern const char *const tiltas_top_roles[5];

/* A repository folder as it is: metadata/, targets/, blobs/ (formats.md, "Repository"). It is read and verified,
 * never changed. */
typedef struct
{
  char *path;
  int lock;                                              /* file descriptor that holds the folder's lock, or -1 */
  TiltasMetadata *root, *timestamp, *snapshot, *targets; /* all NULL in a hand-over folder (publish/handover.h) */
  TiltasMetadata *root_before;                           /* the root one version below, or NULL */
  GHashTable *roles;   /* name → TiltasMetadata of each delegated role that the snapshot lists */
  GHashTable *pending; /* name → TiltasMetadata that a publisher signed and the snapshot does not list yet */
  GHashTable *stale; /* set of roles whose keys were changed, so that their signatures no longer count; a top-level role
                        only when a change of the root was interrupted; they must be signed again (refresh) */
} TiltasRepository;

/* Opens and verifies a repository, all but expiry, so that one that terminals refuse is not written to. With lock it
 * is locked until it is freed; G_IO_ERROR_BUSY while another process writes there. Errors: G_IO_ERROR,
 * TILTAS_TRUST_ERROR. Blocks for the disk. Transfer full. */
TiltasRepository *tiltas_repository_open (const char *path, gboolean lock, GError **error);
/* The same without reading metadata: all of it is NULL, and there are no roles. Transfer full. */
TiltasRepository *tiltas_repository_open_empty (const char *path, gboolean lock, GError **error);
void tiltas_repository_free (TiltasRepository *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasRepository, tiltas_repository_free)

/* The metadata of a delegated role: what its publisher signed alone, else what the snapshot lists, else NULL.
 * Borrowed. */
TiltasMetadata *tiltas_repository_role (TiltasRepository *self, const char *name);
/* TRUE when path holds no repository (it may be an empty folder, or nothing). */
gboolean tiltas_repository_is_vacant (const char *path);
/* Versions of NAME.json in metadata/ ("3.targets.json" is 3), ascending (gint64). Transfer full. */
GArray *tiltas_repository_versions (const char *path, const char *name);
/* Paths in a repository: "metadata/3.targets.json", "targets/lib/HASH.pack.jsonl" (path is "lib/pack.jsonl"), and
 * "blobs/HA/HASH". Transfer full. */
char *tiltas_repository_metadata_path (const char *role, gint64 version);
char *tiltas_repository_target_path (const char *path, const char *hash);
char *tiltas_repository_blob_path (const char *hash);
/* The bytes of a target's file, at most max of them; NULL and error when they are not those that were signed. Blocks
 * for the disk. Transfer full. */
GBytes *tiltas_repository_read_target (TiltasRepository *self, const TiltasTarget *target, gsize max, GError **error);

G_END_DECLS
