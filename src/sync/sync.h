/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"
#include "store/store.h"
#include "sync/status.h"
#include "sync/stick-plan.h"
#include "sync/sync-config.h"

G_BEGIN_DECLS

/* The sync thread and what the rest of the program sees of it.
 *
 * TiltasSync is a GObject of the main thread. Signals, emitted on the main context in which it was made:
 *   "content-changed" (): a commit changed what readers see (also when another process wrote: tiltasctl)
 *   "store-damaged" ():   a reader met damage: nothing may be shown from it until "content-changed" comes
 *   "status-changed" ():  the status below differs
 *   "task-done" (TiltasSyncTask task, const char *word): what staff asked for is done ("ok") or refused (sync/error.h)
 * At most one idle callback is pending at any time. */
#define TILTAS_TYPE_SYNC (tiltas_sync_get_type ())
G_DECLARE_FINAL_TYPE (TiltasSync, tiltas_sync, TILTAS, SYNC, GObject)

/* Starts the thread. Owns copies of config, references to store and clock. */
TiltasSync *tiltas_sync_new (const TiltasSyncConfig *config, TiltasStore *store, TiltasClock *clock);
/* Asks for a run soon; returns at once. */
void tiltas_sync_request (TiltasSync *self);
/* Asks the thread to check the store (after first paint) and to repair it when damaged; "content-changed" follows. */
void tiltas_sync_request_check (TiltasSync *self);
/* Imports what a folder (a mounted stick) holds, with the same checks as over the network. Returns at once. */
void tiltas_sync_import_folder (TiltasSync *self, const char *folder);
/* Looks what such an import would change (sync/stick-plan.h): when "task-done" comes with TILTAS_SYNC_TASK_PLAN,
 * tiltas_sync_get_plan has it. Returns at once. */
void tiltas_sync_plan_folder (TiltasSync *self, const char *folder);
/* The newest plan, or NULL. Transfer full. */
TiltasStickPlan *tiltas_sync_get_plan (TiltasSync *self);
/* Writes what this terminal has as a repository onto a stick (sync/export.h). Returns at once. */
void tiltas_sync_export_folder (TiltasSync *self, const char *folder);
/* Shows the previous edition of a publisher again. Returns at once. */
void tiltas_sync_rollback (TiltasSync *self, const char *publisher);
/* Lets in again what is held of a publisher since then; a run that may bring it follows "task-done". Returns at once.
 */
void tiltas_sync_release (TiltasSync *self, const char *publisher);
/* Writes a file onto a stick: counts of use, a support bundle. Returns at once. */
void tiltas_sync_write_file (TiltasSync *self, const char *path, GBytes *content);
/* A copy of the newest status. Transfer full. */
TiltasSyncStatus *tiltas_sync_get_status (TiltasSync *self);
/* Stops the thread within 300 ms. FALSE when it hangs (on a dying disk or stick) and was left to itself: a program that
 * ends now has to end at once (_exit), and another TiltasSync may be started meanwhile. */
gboolean tiltas_sync_stop (TiltasSync *self);

G_END_DECLS
