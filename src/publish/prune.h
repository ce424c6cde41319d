/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/plan.h"
#include "publish/repository.h"

G_BEGIN_DECLS

/* Removes what no terminal can be asking for any more: snapshots that were replaced longer than safe seconds before now
 * (UNIX seconds; compared with the times of the files), but never the newest keep of them; and metadata, targets and
 * blobs that no snapshot left over names, when they too are older than safe. Roots, what waits to be accepted, and
 * links are never touched. Removals go into plan; *n gets how many. Fails when a snapshot or a role that stays cannot
 * be read: then nothing is known to be superfluous. In a hand-over folder (publish/handover.h) what its newest metadata
 * names stays. Blocks for the disk. */
gboolean tiltas_prune (TiltasPlan *plan,
                       TiltasRepository *repository,
                       guint keep,
                       gint64 safe,
                       gint64 now,
                       guint *n,
                       GError **error);

G_END_DECLS
