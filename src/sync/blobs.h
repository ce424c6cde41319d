/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/pack-scan.h"
#include "sync/signed-files.h"

G_BEGIN_DECLS

/* Pictures and sounds of the stored editions. They lie as `blobs/<first two digits>/<sha256>` in the state folder. For
 * each publisher `blobs/PUBLISHER.list` names the blobs of its edition, so that a run without news need not read the
 * edition again, and `blobs/PUBLISHER.previous` those of the edition before, which a rollback shows again. All
 * functions but tiltas_blob_path block for the disk. */

/* Path of a blob. Transfer full. */
char *tiltas_blob_path (const char *state_dir, const char *sha256);

/* The list of a publisher. NULL when there is none that can be read, or when it was written for another state (hex of
 * the edition's SHA-256; NULL: any). Transfer full. */
TiltasPackScan *tiltas_blobs_read_list (const char *state_dir, const char *publisher, const char *state);
/* Writes the list of the edition with this state. The list of another edition becomes the previous one. */
gboolean tiltas_blobs_write_list (const char *state_dir,
                                  const char *publisher,
                                  const char *state,
                                  const TiltasPackScan *scan,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* After a rollback: makes the previous list the publisher's list again. FALSE when the previous list is not there or
 * not of this state. */
gboolean tiltas_blobs_restore_list (const char *state_dir, const char *publisher, const char *state);

/* Fetches the blobs of the scan that are missing: first those that every language shares and those of the first of
 * languages, then those of the next language, at last those of languages that are not offered. languages may be NULL.
 * Fetches nothing that would leave less than TILTAS_DISK_RESERVE free. A blob appears under its name only when it is
 * complete and its hash is right. One that is missing or has another hash does not stop the others; the first failure
 * is the error. files->progress counts the bytes of each blob alone. Blocks for the network. */
gboolean tiltas_blobs_fetch (const char *state_dir,
                             const TiltasPackScan *scan,
                             const char *const *languages,
                             const TiltasSignedFiles *files,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes the blobs that no list and no previous list of publishers names, and the lists of other publishers. Does
 * nothing when one of publishers has no list: what it needs is unknown then. */
void tiltas_blobs_prune (const char *state_dir, const char *const *publishers);

G_END_DECLS
