/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"

G_BEGIN_DECLS

/* Who may sign for a publisher. Changes are made in an edit; nothing is written here. */

/* Lets keys (TiltasPublicKey), and no others, sign what lies under PUBLISHER/. The publisher's metadata is signed
 * anew when the keyring has its keys. FALSE and error for an id that cannot name a publisher, fewer keys than
 * threshold, more than TILTAS_ROLE_KEYS_MAX keys, or more than TILTAS_ROLES_MAX publishers. */
gboolean
tiltas_delegation_add (TiltasEdit *edit, const char *publisher, GPtrArray *keys, guint threshold, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Takes the right to sign from a publisher, and its entry out of publishers.json. FALSE and error when it has no
 * role. */
gboolean tiltas_delegation_revoke (TiltasEdit *edit, const char *publisher, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* How many of keys (TiltasPublicKey) have a good signature in metadata of role. */
guint tiltas_delegation_count_signatures (GPtrArray *keys, const char *role, TiltasMetadata *metadata);
/* TRUE when the keys at hand reach the threshold that delegator sets for role. */
gboolean tiltas_delegation_can_sign (TiltasEdit *edit, TiltasMetadata *delegator, const char *role);

G_END_DECLS
