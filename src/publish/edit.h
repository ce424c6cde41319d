/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/keyring.h"
#include "publish/plan.h"
#include "publish/repository.h"

#include <jansson.h>

G_BEGIN_DECLS

/* How long a signature holds, in seconds, and what time it is. */
typedef struct
{
  gint64 now;
  gint64 root, targets, snapshot, timestamp; /* targets: also for the publishers' roles */
} TiltasValidity;

/* Root a year, targets 90 days, snapshot 7, timestamp 5: a stick of Friday is good on Monday; now as given. */
TiltasValidity tiltas_validity_default (gint64 now);

/* A change of a repository: roles are signed anew into a plan, and at the end the snapshot and timestamp that name
 * them. */
typedef struct
{
  TiltasRepository *repository; /* NULL while one is made */
  TiltasKeyring *keys;
  TiltasValidity validity;
  TiltasPlan *plan;
  json_t *root; /* signed parts as they will be; root and targets are NULL while unchanged */
  json_t *targets;
  GBytes *root_file; /* the new root as others signed it, instead of root; or NULL */
  GHashTable *roles; /* name → json_t of the changed publishers' roles */
  GHashTable
    *lost_versions;  /* role → gint64 *: the next version is above it, because readers may have seen it (recover.h) */
  GPtrArray *notes;  /* of char *: what was done or could not be, for people */
  GPtrArray *losses; /* of char *: what goes from terminals, where it is so much that somebody should say yes */
} TiltasEdit;

/* Borrows repository (may be NULL) and keys. */
TiltasEdit *
tiltas_edit_new (TiltasRepository *repository, const char *path, TiltasKeyring *keys, const TiltasValidity *validity);
void tiltas_edit_free (TiltasEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasEdit, tiltas_edit_free)

/* The top-level targets, to be changed: a copy with the next version and a new expiry. Borrowed. */
json_t *tiltas_edit_targets (TiltasEdit *self);
/* The same of a publisher's role; version 1 when there is none yet. Borrowed. */
json_t *tiltas_edit_role (TiltasEdit *self, const char *name);
/* The same of the root. Borrowed. */
json_t *tiltas_edit_root (TiltasEdit *self);
void tiltas_edit_note (TiltasEdit *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Adds a target's file, or all of blobs (SHA-256 → GBytes), to the plan. */
void tiltas_edit_add_target (TiltasEdit *self, const char *path, const char *hash, GBytes *bytes);
void tiltas_edit_add_blobs (TiltasEdit *self, GHashTable *blobs);

/* TRUE when something is changed, or waits to be listed. */
gboolean tiltas_edit_is_changed (TiltasEdit *self);
/* Signs what was changed, then snapshot and timestamp, into the plan. Fails when a key is missing: nothing is written
 * yet then. With own_roles_only the publishers' roles are signed alone, for somebody who has no other keys. */
gboolean tiltas_edit_finish (TiltasEdit *self, gboolean own_roles_only, GError **error);

/* The new root, as far as the keys at hand sign it: those that the new root names for root, and those of the root
 * before. For others to sign in turn (tiltas_metadata_add_signature). Transfer full. */
GBytes *tiltas_edit_root_draft (TiltasEdit *self, GError **error);

G_END_DECLS
