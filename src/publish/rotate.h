/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"

G_BEGIN_DECLS

/* Changes of keys. They are made in an edit; nothing is written here. */

typedef struct
{
  GPtrArray *added;           /* of TiltasPublicKey; may be NULL */
  const char *const *removed; /* key ids or unique beginnings of at least 8 digits; may be NULL */
  gint64 threshold;           /* 0: unchanged */
  gboolean force;             /* also when the signatures of a publisher's edition no longer count afterwards */
} TiltasRotation;

/* Changes the keys of a top-level role (this makes a new root) or of a publisher (new top-level targets). FALSE and
 * error when a key to be removed is unknown, when fewer keys than the threshold or more than TILTAS_ROLE_KEYS_MAX
 * would remain, or, without force, when the publisher's present metadata would have too few good signatures. */
gboolean tiltas_rotate (TiltasEdit *edit, const char *role, const TiltasRotation *rotation, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* Takes a new root that was signed elsewhere. FALSE and error unless it is the next version, signed by the
 * thresholds of the root before and of its own, not expired, and for consistent snapshots. tiltas_edit_finish then
 * signs targets when their keys changed, and snapshot and timestamp always. */
gboolean tiltas_rotate_adopt (TiltasEdit *edit, GBytes *root, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds signatures to file, metadata of role ("root", "targets" or a publisher's id), by all keys of that role in the
 * keyring. n_signed gets how many. NULL and error when there is none, or when the file is of another role. Transfer
 * full. */
GBytes *tiltas_rotate_sign (TiltasKeyring *keys, const char *role, GBytes *file, guint *n_signed, GError **error);

G_END_DECLS
