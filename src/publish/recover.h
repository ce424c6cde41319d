/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"

G_BEGIN_DECLS

/* A repository that came back from a backup: terminals have seen newer versions and numbers than it knows, and would
 * take nothing from it until it had passed them. Versions of all roles but the root, and numbers of editions, jump over
 * what was lost. */

typedef struct
{
  gint64 past;          /* no version and no number was above it; 0: not known */
  GHashTable *versions; /* role → gint64 *, the highest that was seen */
  GHashTable *numbers;  /* publisher → gint64 *, the same of editions */
} TiltasSeen;
void tiltas_seen_init (TiltasSeen *self);
void tiltas_seen_clear (TiltasSeen *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasSeen, tiltas_seen_clear)

/* Adds what a terminal has: path is a folder that it wrote by `tiltasctl export` (or another copy of the repository),
 * or a file with what `tiltasctl status --json` printed, which knows numbers of editions only. Nothing is verified:
 * these are lower bounds. Fails for a path that is neither. Blocks for the disk. */
gboolean tiltas_seen_add (TiltasSeen *self, const char *path, GError **error);

/* Signs targets and all publishers whose keys are at hand above what was seen; snapshot and timestamp follow in
 * tiltas_edit_finish. n_waiting gets how many publishers have to sign again themselves; a note is made of each. Fails
 * for a jump of more than a million, which nothing could take back. */
gboolean tiltas_recover (TiltasEdit *edit, const TiltasSeen *seen, guint *n_waiting, GError **error);

/* Makes a note when the repository looks as if it came from a backup: its timestamp ran out, or it has files that are
 * newer than what its timestamp names. */
void tiltas_recover_notice (TiltasEdit *edit);

G_END_DECLS
