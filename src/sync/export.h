/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/context.h"

G_BEGIN_DECLS

/* What an export did. */
typedef struct
{
  GPtrArray *publishers; /* of char *: whose editions were written */
  GPtrArray *left_out;   /* of char *: whose editions were not, because the terminal shows another one than the signed
                          * one (after a rollback), or lacks some of its pictures and sounds */
  guint64 bytes;         /* of the packs that were written */
} TiltasExport;
void tiltas_export_free (TiltasExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasExport, tiltas_export_free)

/* Writes what this terminal has verified as a repository into folder (a stick; formats.md, "Repository"), so that other
 * terminals can import it: signed metadata, packs that are written back from the store and hashed, pictures and sounds.
 * Verifies all signatures and dates first. timestamp.json is written last: a stick that is pulled out meanwhile has its
 * old content, or none. Removes files of an older export from the stick, and no others. Holds the lock of the state
 * folder. Errors: TILTAS_SYNC_ERROR_NOTHING_VERIFIED, _STICK_GONE (no such folder), _READ_ONLY, _DISK_FULL, _BUSY,
 * _EXPIRED, and those of sync/refresh.h. Blocks for the disk. NULL on failure; transfer full. */
TiltasExport *tiltas_export_run (const TiltasSyncContext *context, const char *folder, GError **error);

G_END_DECLS
