/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/plan.h"
#include "publish/repository.h"

G_BEGIN_DECLS

/* What stays in any case. */
typedef struct
{
  guint snapshots; /* how many of the newest; at least 1 */
  gint64 age;      /* what was replaced or written less than so many seconds before now: terminals may be fetching it */
  gint64 now;      /* UNIX seconds; compared with the times of the files */
} TiltasPruneLimits;

/* Adds to plan the removal of snapshots that the limits do not keep, and of metadata, targets and blobs that no
 * remaining snapshot names and that the limits do not keep either. Roots, what waits to be accepted, and symbolic links
 * are never touched. In a hand-over folder (handover.h) everything stays that its newest metadata names. *n gets how
 * many files. Fails when a snapshot or a role that stays cannot be read, because then nothing is known to be
 * superfluous. Blocks for the disk. */
gboolean
tiltas_prune (TiltasPlan *plan, TiltasRepository *repository, const TiltasPruneLimits *limits, guint *n, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
