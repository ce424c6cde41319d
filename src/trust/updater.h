/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/metadata.h"
#include "trust/request.h"
#include "trust/target.h"

#include <glib.h>

G_BEGIN_DECLS

/* The TUF client workflow (specification 1.0.34, section 5) as a step machine: bytes and `now` in, verdict and bytes to
 * keep out. No file, no clock, no network, no thread. The caller's loop:
 *
 *   updater = tiltas_updater_new (installed_root, now, &error);
 *   tiltas_updater_set_last_root (updater, kept "root.json" or NULL);
 *   while (tiltas_updater_next (updater, &request))
 *     {
 *       kept = read the file request.keep_name from the metadata folder, or NULL;
 *       if (kept && tiltas_updater_offer (updater, kept, &keep))
 *         { do_keep (&keep); continue; }                       // settled without the network
 *       bytes = fetch request.name, at most request.max_length bytes; NULL when the server says there is none;
 *       if (!tiltas_updater_feed (updater, bytes, &keep, &error))
 *         return FALSE;                                        // the updater is spent, see below
 *       do_keep (&keep);
 *     }
 *
 * do_keep first deletes the files named in keep.drop, then, when keep.name is not NULL, replaces that file by
 * keep.bytes. Once that loop ended the top-level metadata is fresh; targets are then searched, any number of them, with
 * the same loop:
 *
 *   tiltas_updater_search (updater, "rig/pack.jsonl", &error); loop as above; target = tiltas_updater_finish_search (…)
 *
 * A failure before the metadata is fresh spends the updater (make a new one for the next run; what was kept so far is
 * right). A failure in a search ends that search only. A network error is the caller's: drop the updater, or for a
 * search start another one. */
typedef struct _TiltasUpdater TiltasUpdater;

/* Makes an updater for one run. installed_root: the root that branch IT installed, never one from the metadata
 * folder; it must be signed by itself and may be expired. now: unix seconds, the same for the whole run (section
 * 5.1). Transfer full. */
TiltasUpdater *tiltas_updater_new (GBytes *installed_root, gint64 now, GError **error);
void tiltas_updater_free (TiltasUpdater *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasUpdater, tiltas_updater_free)

/* Sets the root.json that the last run kept, or NULL. Call it before the first next. Only its version is used: it
 * tells how many roots the last run knew. A chain that ends before it is a ROLLBACK, and when a later root changes
 * the keys of timestamp or snapshot, their kept files are deleted. (Whoever installs another root must therefore
 * empty the metadata folder.) */
void tiltas_updater_set_last_root (TiltasUpdater *self, GBytes *bytes);

/* Fills *request and returns TRUE while a file is needed. FALSE when the metadata is fresh, the search is over, or a
 * step has failed. */
gboolean tiltas_updater_next (TiltasUpdater *self, TiltasRequest *request);
/* Offers the file that was kept under request.keep_name. TRUE: the request is answered and nothing needs to be
 * fetched. FALSE: fetch the file. Kept bytes pass through every check of the specification, a delegated role against
 * its current delegator; bad ones are not used, without an error. A kept timestamp always gives FALSE: it is only
 * used for the check against a rollback. */
gboolean tiltas_updater_offer (TiltasUpdater *self, GBytes *kept, TiltasKeep *keep);
/* Answers the request with the fetched bytes, or with NULL when there is no such file. FALSE with an error of
 * TILTAS_TRUST_ERROR when they are refused; then nothing is to be kept, and the files that were kept before stay. */
gboolean tiltas_updater_feed (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error);

/* TRUE once root, timestamp, snapshot and targets are all verified. */
gboolean tiltas_updater_is_fresh (TiltasUpdater *self);
/* The verified metadata of a role in this run: "root", "timestamp", "snapshot", "targets", or a delegated role that
 * a search has loaded. NULL when it was not loaded. Transfer none. */
TiltasMetadata *tiltas_updater_get_metadata (TiltasUpdater *self, const char *role_name);

/* Begins the search for a target (section 5.6.7): pre-order, depth first; obeys terminating delegations, visits no
 * role twice and at most TILTAS_ROLES_MAX delegated roles. FALSE when the metadata is not fresh or the path is not
 * safe. */
gboolean tiltas_updater_search (TiltasUpdater *self, const char *path, GError **error);
/* Ends the search after the loop. Returns the target, or NULL with the error of the search
 * (TILTAS_TRUST_ERROR_NOT_FOUND when no role lists it). Transfer full. */
TiltasTarget *tiltas_updater_finish_search (TiltasUpdater *self, GError **error);

G_END_DECLS
