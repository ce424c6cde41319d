/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/context.h"
#include "sync/export-folder.h"
#include "sync/update.h"

G_BEGIN_DECLS

/* The signed metadata and publishers.json that the terminal keeps in its state folder, as a repository that others can
 * read. */

/* Writes them below top, under the names that a repository with consistent snapshots has; timestamp.json comes last.
 * written (may be NULL) is a set of strings: the paths below top are added. TILTAS_SYNC_ERROR_NOTHING_VERIFIED when the
 * terminal has not verified any metadata yet. Blocks for the disk. */
gboolean tiltas_local_repository_write (const char *state_dir,
                                        TiltasExportFolder *top,
                                        GHashTable *written,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Verifies them once more, as a client does that starts from the installed root: roots, signatures, dates, hashes.
 * Works on a copy and changes nothing. Calls each as tiltas_update_dry_run does. Errors: those of sync/refresh.h, and
 * as above. Blocks for the disk. */
gboolean tiltas_local_repository_check (const TiltasSyncContext *context,
                                        TiltasOfferFunc each,
                                        gpointer data,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
