/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"
#include "publish/packages.h"

G_BEGIN_DECLS

/* How many deltas a publisher's role names at most: PUBLISHER/N.delta of the newest editions (formats.md,
 * "Repository"). */
#define TILTAS_DELTAS_KEPT 8

/* The number of the edition to which "PUBLISHER/12.delta" leads: 12; 0 for any other path. */
gint64 tiltas_deltas_seq (const char *publisher, const char *path);
/* "PUBLISHER/12.delta" for 12. Transfer full. */
char *tiltas_deltas_path (const char *publisher, gint64 seq);
/* The numbers of the editions to which the deltas among paths lead (gint64), ascending, perhaps with gaps (hand-over
 * --seq). Transfer full. */
GArray *tiltas_deltas_list (const char *publisher, const char *const *paths);
/* Adds a delta from old, the edition in the repository (NULL: there is none), to package, edition seq, and drops the
 * oldest deltas above TILTAS_DELTAS_KEPT. When it cannot be made, or is at least half as long as the compressed
 * edition (small_length bytes), so that no terminal would take it, all deltas are dropped, because none leads to
 * this edition; a note says why. Never fails: terminals can always fetch the whole edition. Blocks for the disk. */
void
tiltas_deltas_put (TiltasEdit *edit, TiltasPackage *package, const TiltasTarget *old, gint64 seq, gsize small_length);

G_END_DECLS
