/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/error.h"
#include "sync/sync.h"

G_BEGIN_DECLS

/* One run: refresh trust, plan, fetch, verify, import, blobs, prune. Blocks; no thread of its own: called by the sync
 * thread and by tiltasctl. Writes status.json in the state folder (what `tiltasctl status` reads; sync/report.h). */

/* Bytes that stay free: below 2 × pack + this nothing starts (formats.md). */
#define TILTAS_DISK_RESERVE (64 * 1024 * 1024)

typedef void (*TiltasProgress) (guint64 done, guint64 total, gpointer data);
/* Bytes of all packs of the run; publisher: whose is being fetched. */
typedef void (*TiltasRunProgress) (const char *publisher, guint64 done, guint64 total, gpointer data);

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
/* The installed root.json. TILTAS_SYNC_ERROR_OFF_NO_ROOT, _FORMAT. Transfer full. */
GBytes *tiltas_root_read (const TiltasSyncConfig *config, GError **error);
/* TRUE when updates are on: a root is installed and a repository configured whose address may be used. Else
 * TILTAS_SYNC_ERROR_OFF_NO_ROOT, _OFF_NO_REPOSITORY or _OFF_ADDRESS. */
gboolean tiltas_sync_config_is_on (const TiltasSyncConfig *config, GError **error);
/* A root to install, in three steps, because the first two may need rights that the third must not have. The new root
 * is on the disk before anything of the old one is given up: whatever fails in between, updates stay protected.
 *
 * The bytes of file, when they hash to sha256_hex and are a valid root that is signed by itself: G_IO_ERROR for a file
 * that cannot be read, TILTAS_SYNC_ERROR_HASH, _SIGNATURE, _FORMAT. Transfer full. */
GBytes *tiltas_trust_read (const char *file, const char *sha256_hex, GError **error);
/* Replaces config->root_path; *another: there was none, or another one. Errors: as tiltas_file_replace. Blocks for the
 * disk. */
gboolean tiltas_trust_put (const TiltasSyncConfig *config, GBytes *root, gboolean *another, GError **error);
/* Forgets, in the state folder, what another root than this one vouched for; another: as above. Where this is not done,
 * the next run does it: it knows under which root the metadata were kept. TILTAS_SYNC_ERROR_BUSY and the other errors
 * of sync/lock.h. */
gboolean tiltas_trust_forget (const TiltasSyncConfig *config, GBytes *root, gboolean another, GError **error);

G_END_DECLS
