/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/keyring.h"
#include "publish/plan.h"
#include "publish/repository.h"

#include <jansson.h>

G_BEGIN_DECLS

/* How long signatures are valid, and the present time. */
typedef struct
{
  gint64 now;
  gint64 root, targets, snapshot, timestamp; /* seconds; targets: also for the publishers' roles */
} TiltasValidity;

/* Root a year, targets 90 days, snapshot 7 days, timestamp 5 days, so that a stick that was written on Friday is
 * valid on Monday. now: UNIX seconds. */
TiltasValidity tiltas_validity_default (gint64 now);

/* A change of a repository that is being prepared: what was changed is signed into a plan, and at the end snapshot
 * and timestamp. Nothing is written (see plan.h). */
typedef struct
{
  TiltasRepository *repository; /* NULL: a new one is made */
  TiltasKeyring *keys;
  TiltasValidity validity;
  TiltasPlan *plan;
  json_t *root;              /* signed part of the next root; NULL while it is unchanged */
  json_t *targets;           /* the same of the top-level targets */
  GBytes *root_file;         /* the new root as others signed it, instead of root; or NULL */
  GHashTable *roles;         /* name → json_t of the changed publishers' roles */
  GHashTable *lost_versions; /* role → gint64 *: a version that terminals may have seen (recover.h) */
  GPtrArray *notes;          /* of char *: what was done or could not be done, for people */
  GPtrArray *losses;         /* of char *: large losses of records, to which somebody must agree */
} TiltasEdit;

/* An edit of the repository at path. Borrows repository (NULL: a new one is made) and keys. */
TiltasEdit *
tiltas_edit_new (TiltasRepository *repository, const char *path, TiltasKeyring *keys, const TiltasValidity *validity);
void tiltas_edit_free (TiltasEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasEdit, tiltas_edit_free)

/* The signed part of the next top-level targets, for the caller to change: a copy with the next version and a new
 * expiry. They count as changed from now on. Borrowed. */
json_t *tiltas_edit_targets (TiltasEdit *self);
/* The same for a publisher's role; version 1 when there is none yet. Borrowed. */
json_t *tiltas_edit_role (TiltasEdit *self, const char *name);
/* The same for the root. Borrowed. */
json_t *tiltas_edit_root (TiltasEdit *self);
/* Adds a line for people to ->notes. */
void tiltas_edit_note (TiltasEdit *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Adds a target's file, or all of blobs (SHA-256 → GBytes), to the plan. */
void tiltas_edit_add_target (TiltasEdit *self, const char *path, const char *hash, GBytes *bytes);
void tiltas_edit_add_blobs (TiltasEdit *self, GHashTable *blobs);

/* TRUE when something is changed, or a publisher signed something that no snapshot lists yet. */
gboolean tiltas_edit_is_changed (TiltasEdit *self);
/* Signs what was changed, then snapshot and timestamp, and adds all of it to the plan; with own_roles_only only
 * publishers' roles, for somebody who has no other keys. FALSE and error when keys are missing. */
gboolean tiltas_edit_finish (TiltasEdit *self, gboolean own_roles_only, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The new root, signed by the keys at hand that the new root or the root before names, however few. Others add their
 * signatures to it in turn (tiltas_metadata_add_signature). NULL and error when a key cannot be read. Transfer full. */
GBytes *tiltas_edit_root_draft (TiltasEdit *self, GError **error);

G_END_DECLS
