/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/export-folder.h"
#include "sync/sync-config.h"
#include "sync/update.h"

G_BEGIN_DECLS

/* The signed metadata that the terminal keeps in tuf/, and publishers.json, as a repository again. */

/* Lays them out below top with the names of consistent snapshots; timestamp.json comes last. written, or NULL: gets the
 * paths below top. TILTAS_SYNC_ERROR_NOTHING_VERIFIED when there are none yet. Blocks for the disk. */
gboolean
tiltas_local_repository_write (const char *state_dir, TiltasExportFolder *top, GHashTable *written, GError **error);
/* Verifies them once more, as a client would that starts from the installed root: chain of roots, signatures, dates,
 * hashes; then tiltas_update_dry_run with what they offer. Changes nothing. Errors: those of a refresh. */
gboolean tiltas_local_repository_check (const TiltasSyncConfig *config,
                                        TiltasStore *store,
                                        TiltasClock *clock,
                                        GCancellable *cancellable,
                                        TiltasOfferFunc each,
                                        gpointer data,
                                        GError **error);

G_END_DECLS
