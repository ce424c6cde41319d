/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"
#include "publish/packages.h"

G_BEGIN_DECLS

/* What the verbs of tiltas-publish change in a repository. The changes are made in an edit; nothing is written here. */

/* Makes a new repository: a root with all keys that the keyring has for each top-level role, and empty targets.
 * thresholds: one for each of tiltas_top_roles. root_keys (TiltasPublicKey, or NULL): further keys of the root,
 * which are kept elsewhere. FALSE and error when a key cannot be read; too few keys are an error of
 * tiltas_edit_finish. */
gboolean tiltas_publication_init (TiltasEdit *edit, const guint thresholds[4], GPtrArray *root_keys, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Puts packages into the repository. only: ids of the publishers that are meant; NULL: all, and publishers.json too,
 * so that publishers who no longer stand in it lose their role. A publisher without a role gets one when the keyring
 * has its keys. A changed edition gets the number after the last one, or least_seq when that is higher; an unchanged
 * edition keeps its number. FALSE and error when a key or a file cannot be read, or a limit of terminals is
 * exceeded. Blocks for the disk. */
gboolean tiltas_publication_publish (TiltasEdit *edit,
                                     TiltasPackages *packages,
                                     const char *const *only,
                                     gint64 least_seq,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes in what publishers signed alone (after tiltas_handover_check). Signs root, targets and publishers' roles
 * anew when a third or less of their time is left and enough keys are at hand. Makes a note of each that expires
 * within warn seconds and cannot be signed here, and of each hand-over that is refused; returns how many. Snapshot
 * and timestamp are signed by tiltas_edit_finish. Blocks for the disk. */
guint tiltas_publication_refresh (TiltasEdit *edit, gint64 warn);

G_END_DECLS
