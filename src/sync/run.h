/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/context.h"

G_BEGIN_DECLS

/* One run: refresh trust, plan, fetch, verify, import, fetch pictures and sounds, remove what is no longer needed. The
 * sync thread and tiltasctl call it; it has no thread of its own. Writes status.json (sync/report.h).
 *
 * TRUE when everything that is offered was imported or already here. A publisher that is refused does not stop the
 * others; the first refusal is the error. *changed (may be NULL) tells whether content changed, also after FALSE. Holds
 * the lock of the state folder (sync/lock.h). Errors: TILTAS_SYNC_ERROR; _BUSY when another program holds the lock.
 * Blocks for network and disk. */

/* From the configured repositories, in turn, until one serves everything. */
gboolean tiltas_run_once (const TiltasSyncContext *context, gboolean *changed, GError **error);
/* From a folder that holds a repository (a stick). folder NULL: as tiltas_run_once. */
gboolean tiltas_run_folder (const TiltasSyncContext *context, const char *folder, gboolean *changed, GError **error);

G_END_DECLS
