/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/pack-scan.h"
#include "sync/source.h"

G_BEGIN_DECLS

/* Pictures and sounds: `blobs/<first two>/<sha256>` in the state folder, and for each publisher `blobs/PUBLISHER.list`
 * with the blobs that its edition names, so that a run at rest need not read the edition again. Blocks for the disk. */

/* Path of a blob. Transfer full. */
char *tiltas_blob_path (const char *state_dir, const char *sha256);

/* The list written for this state, or NULL when there is none. */
TiltasPackScan *tiltas_blobs_read_list (const char *state_dir, const char *publisher, const char *state);
gboolean tiltas_blobs_write_list (const char *state_dir,
                                  const char *publisher,
                                  const char *state,
                                  const TiltasPackScan *scan,
                                  GError **error);
/* Fetches what is missing: first what every language shares and what the first of languages needs, then the next one's,
 * at last those that are not offered; languages may be NULL. Nothing is begun that would leave less than 64 MiB of the
 * disk free. Each blob appears under its name only when it is complete and its hash is right. One
 * that is missing or forged does not stop the others: the first failure is the error, in the end; what came stays.
 * progress counts each blob's own bytes. */
gboolean tiltas_blobs_fetch (const char *state_dir,
                             const TiltasPackScan *scan,
                             const char *const *languages,
                             TiltasSource *source,
                             TiltasProgress progress,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error);
/* Removes blobs that neither the list nor the previous list of one of publishers names, and lists of other publishers.
 * Does nothing when one has no list. */
void tiltas_blobs_prune (const char *state_dir, const char *const *publishers);
/* After a rollback: the previous edition's list is the publisher's again. FALSE when the previous list is not of state.
 */
gboolean tiltas_blobs_restore_list (const char *state_dir, const char *publisher, const char *state);

G_END_DECLS
