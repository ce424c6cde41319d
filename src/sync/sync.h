/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"
#include "store/store.h"
#include "sync/status.h"
#include "sync/stick-plan.h"
#include "sync/sync-config.h"

G_BEGIN_DECLS

/* The sync thread as the rest of the program sees it. TiltasSync is an object of the main thread; all functions but
 * tiltas_sync_stop return at once. Its signals are emitted on the main context in which it was made, by at most one
 * pending callback:
 *   "content-changed" (): readers see other content now, also when another process (tiltasctl) changed it
 *   "store-damaged" ():   a reader met damage; nothing may be shown from the store until "content-changed"
 *   "reported" (TiltasReport *report): a new report: after each run and each task, and when another process wrote one.
 *                         The first one is what status.json said when the thread began. None is left out
 *   "status-changed" ():  tiltas_sync_get_status has changed
 *   "task-done" (TiltasSyncTask task, const char *word): a task of staff was done ("ok") or refused (a word of
 *                         sync/error.h)
 *
 * What staff ask for is a request. The functions below that begin one return its number (0 only after
 * tiltas_sync_stop), and the report that answers it has this number in its member `request`. A report that nobody asked
 * for has 0 there. */
#define TILTAS_TYPE_SYNC (tiltas_sync_get_type ())
G_DECLARE_FINAL_TYPE (TiltasSync, tiltas_sync, TILTAS, SYNC, GObject)

/* Starts the thread. Copies config, takes references to store and clock. */
TiltasSync *tiltas_sync_new (const TiltasSyncConfig *config, TiltasStore *store, TiltasClock *clock);
/* Stops the thread; blocks for at most 300 ms. FALSE when the thread hangs (on a failing disk or stick) and was left to
 * itself: a program that ends now must call _exit. Another TiltasSync may be started. */
gboolean tiltas_sync_stop (TiltasSync *self);

/* A copy of the newest status. Transfer full. */
TiltasSyncStatus *tiltas_sync_get_status (TiltasSync *self);

/* The newest report, or NULL until the thread has read status.json. Transfer full. */
TiltasReport *tiltas_sync_get_report (TiltasSync *self);

/* Asks for a run as soon as possible. Requests that are made before one is answered share its number. A run that was
 * not possible (another program is at work) does not answer; the next run does. */
guint tiltas_sync_request (TiltasSync *self);
/* Asks the thread to check the store, and to repair it when it is damaged; "content-changed" follows a repair. */
void tiltas_sync_request_check (TiltasSync *self);

/* Tasks of staff: "task-done" follows each. */

/* Imports the repository in a folder (a mounted stick), with the same checks as over the network. */
guint tiltas_sync_import_folder (TiltasSync *self, const char *folder);
/* Finds out what such an import would change (sync/stick-plan.h). Get the result with tiltas_sync_get_plan when
 * "task-done" comes with TILTAS_SYNC_TASK_PLAN. */
guint tiltas_sync_plan_folder (TiltasSync *self, const char *folder);
/* The newest plan, or NULL. Transfer full. */
TiltasStickPlan *tiltas_sync_get_plan (TiltasSync *self);
/* Writes the content of this terminal as a repository onto a stick (sync/export.h). */
guint tiltas_sync_export_folder (TiltasSync *self, const char *folder);
/* Shows the edition of a publisher again that its last import replaced (sync/rollback.h). */
guint tiltas_sync_rollback (TiltasSync *self, const char *publisher);
/* Releases the edition of a publisher that is held since then. A run that may import it follows "task-done". */
guint tiltas_sync_release (TiltasSync *self, const char *publisher);
/* Writes a file onto a stick: counts of use, or a support bundle. path: of the file, in a folder of the stick. */
guint tiltas_sync_write_file (TiltasSync *self, const char *path, GBytes *content);

G_END_DECLS
