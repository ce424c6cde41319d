/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"
#include "publish/packages.h"

G_BEGIN_DECLS

/* What the verbs do to a repository, as changes of an edit; nothing is written here (see plan.h). */

/* A new repository: root with all keys that the keyring has for each role, empty targets. thresholds: one for each of
 * tiltas_top_roles. root_keys: TiltasPublicKey of people who keep theirs elsewhere, or NULL. Fails when the keyring has
 * fewer keys than a threshold. */
gboolean tiltas_publication_init (TiltasEdit *edit, const guint thresholds[4], GPtrArray *root_keys, GError **error);
/* Lets keys (TiltasPublicKey) sign for PUBLISHER/<anything>; replaces the keys that could before. The publisher's own
 * metadata is signed anew when the keyring has its keys. */
gboolean
tiltas_publication_delegate (TiltasEdit *edit, const char *publisher, GPtrArray *keys, guint threshold, GError **error);
/* Takes the right to sign away. */
gboolean tiltas_publication_revoke (TiltasEdit *edit, const char *publisher, GError **error);
/* Puts packages into the repository. only: ids of publishers, NULL for all (then publishers.json too, and publishers
 * that are no longer in it lose their role). Publishers without a role get one when the keyring has their keys. An
 * edition's seq is one above the last, at least least_seq, and stays when the state is the same. */
gboolean tiltas_publication_publish (TiltasEdit *edit,
                                     TiltasPackages *packages,
                                     const char *const *only,
                                     gint64 least_seq,
                                     GError **error);
/* How many of keys (TiltasPublicKey) signed metadata, of role, well. */
guint tiltas_publication_count_good (GPtrArray *keys, const char *role, TiltasMetadata *metadata);
/* TRUE when the keys at hand are enough to sign for role, as delegator has it. */
gboolean tiltas_publication_can_sign (TiltasEdit *edit, TiltasMetadata *delegator, const char *role);
/* Takes in what publishers signed alone (after tiltas_handover_check), and lengthens what has a third or less of its
 * time left and for which enough keys are there. Of root, targets and publishers' roles that run out within warn
 * seconds and cannot be lengthened, and of what was not taken in, a note is made; returns how many. Snapshot and
 * timestamp are signed by tiltas_edit_finish. */
guint tiltas_publication_refresh (TiltasEdit *edit, gint64 warn);

G_END_DECLS
