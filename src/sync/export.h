/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"
#include "store/store.h"
#include "sync/sync-config.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *publishers; /* of char *: what was written */
  GPtrArray *left_out;   /* of char *: shown here, but not what is signed now (one step back), or not whole */
  guint64 bytes;
} TiltasExport;
void tiltas_export_free (TiltasExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasExport, tiltas_export_free)

/* Writes what this terminal has verified as a repository into folder (a stick; formats.md, "Repository"), for the next
 * one to import: signed metadata, the packs written back from the store and hashed, pictures and sounds. Checks all
 * signatures and dates first. timestamp.json comes last, so that a stick that was pulled out has its old content or
 * none; files of an older export are removed, others on the stick are left alone. Takes the lock of the state folder.
 * Errors: TILTAS_SYNC_ERROR_NOTHING_VERIFIED, _STICK_GONE (no such folder), _READ_ONLY, _DISK_FULL, _BUSY, _EXPIRED,
 * and what refreshing trust gives. Blocks. NULL on failure; transfer full. */
TiltasExport *tiltas_export_run (const TiltasSyncConfig *config,
                                 const char *folder,
                                 TiltasStore *store,
                                 TiltasClock *clock,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
