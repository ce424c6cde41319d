/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sync.h"

G_BEGIN_DECLS

/* One run: refresh trust, plan, fetch, verify, import, blobs, prune. Blocks; no thread of its own: called by the sync
 * thread and by tiltasctl. Writes status.json in the state folder (what `tiltasctl status` reads). */

typedef void (*TiltasProgress) (guint64 done, guint64 total, gpointer data);

/* Error domain of everything that a run can refuse; code words are stable (tiltas_sync_error_word). */
#define TILTAS_SYNC_ERROR (tiltas_sync_error_quark ())
GQuark tiltas_sync_error_quark (void);

/* TRUE when everything offered is imported or was already there; *changed tells whether content changed. A publisher that
 * is refused does not stop the others: the first refusal is the error, in *error, after all were tried. */
gboolean tiltas_run_once (const TiltasSyncConfig *config, TiltasStore *store, TiltasClock *clock, GCancellable *cancellable,
                          TiltasProgress progress, gpointer data, gboolean *changed, GError **error);
/* Installs the first root: file must hash to sha256_hex and be a valid self-signed root. Replaces config->root_path. */
gboolean tiltas_trust_install (const TiltasSyncConfig *config, const char *file, const char *sha256_hex, GError **error);

G_END_DECLS
