/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"
#include "store/store.h"
#include "sync/download.h"
#include "sync/error.h"
#include "sync/sync-config.h"

G_BEGIN_DECLS

/* One run: refresh trust, plan, fetch, verify, import, blobs, prune. Blocks; no thread of its own: called by the sync
 * thread and by tiltasctl. Writes status.json in the state folder (what `tiltasctl status` reads; sync/report.h). */

/* TRUE when everything offered is imported or was already there; *changed tells whether content changed. A publisher
 * that is refused does not stop the others: the first refusal is the error, in *error, after all were tried. Holds the
 * lock of the state folder (sync/lock.h) while it runs: TILTAS_SYNC_ERROR_BUSY when another program has it.
 * cancellable, progress and changed may be NULL. Errors: TILTAS_SYNC_ERROR. */
gboolean tiltas_run_once (const TiltasSyncConfig *config,
                          TiltasStore *store,
                          TiltasClock *clock,
                          GCancellable *cancellable,
                          TiltasRunProgress progress,
                          gpointer data,
                          gboolean *changed,
                          GError **error);
/* The same from a folder that holds a repository (a stick); NULL folder: as above. Blocks. */
gboolean tiltas_run_folder (const TiltasSyncConfig *config,
                            const char *folder,
                            TiltasStore *store,
                            TiltasClock *clock,
                            GCancellable *cancellable,
                            TiltasRunProgress progress,
                            gpointer data,
                            gboolean *changed,
                            GError **error);

G_END_DECLS
