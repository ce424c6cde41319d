/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"

G_BEGIN_DECLS

/* Repairs a repository that was restored from a backup: terminals have seen newer versions and edition numbers, and
 * take nothing from it before it has passed them. The versions of all roles but the root, and the numbers of
 * editions, jump over those that were lost. */

/* What terminals have seen. */
typedef struct
{
  gint64 past;          /* no lost version or number was above it; 0: not known */
  GHashTable *versions; /* role → gint64 *: the highest version that was seen */
  GHashTable *numbers;  /* publisher → gint64 *: the highest edition number that was seen */
} TiltasSeen;
void tiltas_seen_init (TiltasSeen *self);
void tiltas_seen_clear (TiltasSeen *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasSeen, tiltas_seen_clear)

/* Adds what a terminal has seen. path is a folder that `tiltasctl export` wrote (or another copy of the repository),
 * or a file with the output of `tiltasctl status --json`, which has edition numbers only. Nothing is verified: these
 * are lower bounds. FALSE and error when path is neither. Blocks for the disk. */
gboolean tiltas_seen_add (TiltasSeen *self, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Raises targets, and the roles and editions of all publishers whose keys are at hand, above what was seen;
 * tiltas_edit_finish then signs them, and snapshot and timestamp. n_waiting gets how many publishers must sign again
 * themselves; a note is made of each. FALSE and error for a jump of more than a million, which nobody could undo.
 * Blocks for the disk. */
gboolean
tiltas_recover (TiltasEdit *edit, const TiltasSeen *seen, guint *n_waiting, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes a note when the repository seems to come from a backup: its timestamp has expired, or it has a snapshot that
 * is newer than the one its timestamp names. Blocks for the disk. */
void tiltas_recover_notice (TiltasEdit *edit);

G_END_DECLS
