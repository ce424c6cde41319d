/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"

G_BEGIN_DECLS

/* Changes of keys, as changes of an edit; nothing is written here. */

typedef struct
{
  GPtrArray *added;           /* of TiltasPublicKey; may be NULL */
  const char *const *removed; /* key ids or unique beginnings of at least 8 digits; may be NULL */
  gint64 threshold;           /* 0: as it is */
  gboolean force;             /* also when a publisher's edition no longer counts afterwards */
} TiltasRotation;

/* Changes the keys of a top-level role (a new root) or of a publisher (new top-level targets). Fails when a key to be
 * removed is unknown, when fewer keys than the threshold, or more than TILTAS_ROLE_KEYS_MAX, would be left, and, unless
 * force, when the publisher's present metadata would lose its signatures. */
gboolean tiltas_rotate (TiltasEdit *edit, const char *role, const TiltasRotation *rotation, GError **error);

/* Takes a new root that was signed elsewhere: the next version, signed by the threshold of the root before and its own.
 * Targets are signed anew by tiltas_edit_finish when their keys changed; snapshot and timestamp always. */
gboolean tiltas_rotate_adopt (TiltasEdit *edit, GBytes *root, GError **error);

/* Signs file, a metadata file of role ("root", "targets" or a publisher's id), with all keys of that name in the
 * keyring. n_signed gets how many. Fails when there is none, or when the file is of another role. Transfer full. */
GBytes *tiltas_rotate_sign (TiltasKeyring *keys, const char *role, GBytes *file, guint *n_signed, GError **error);

G_END_DECLS
