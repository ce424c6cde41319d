/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"
#include "publish/packages.h"

G_BEGIN_DECLS

/* How many deltas a publisher's role names: PUBLISHER/<seq>.delta of the newest editions (formats.md, "Repository"). */
#define TILTAS_DELTAS_KEPT 8

/* The edition that "PUBLISHER/12.delta" leads to, 0 for any other path. */
gint64 tiltas_deltas_seq (const char *publisher, const char *path);
/* "PUBLISHER/12.delta" for 12. Transfer full. */
char *tiltas_deltas_path (const char *publisher, gint64 seq);
/* The editions to which deltas among paths lead (gint64), ascending. They may leap (hand-over --seq). Transfer full. */
GArray *tiltas_deltas_list (const char *publisher, const char *const *paths);
/* Adds the delta that leads from old, the edition that the repository holds (NULL: none), to package, edition seq, and
 * drops deltas over TILTAS_DELTAS_KEPT. Where a delta cannot be made, or would be half as long as the compressed
 * edition (small_length) or longer, so that no terminal would take it, all deltas are dropped: none of them leads to
 * this edition. Says so in a note; never fails, because a terminal can always fetch the whole edition. Blocks for the
 * disk. */
void
tiltas_deltas_put (TiltasEdit *edit, TiltasPackage *package, const TiltasTarget *old, gint64 seq, gsize small_length);

G_END_DECLS
