/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/order.h"
#include "sync/status.h"
#include "sync/stick-plan.h"
#include "sync/sync-config.h"

G_BEGIN_DECLS

/* The sync thread. It owns its configuration, and talks back through one function that may be called from that thread
 * only and must not block. */
typedef struct _TiltasWorker TiltasWorker;

/* status: newest status, transfer full. report: a new report, transfer full, or NULL; the first one is how things stood
 * before the thread began. content_changed: readers see other content now. */
typedef void (*TiltasWorkerNews) (TiltasSyncStatus *status,
                                  TiltasReport *report,
                                  gboolean content_changed,
                                  gpointer data);

/* Something that staff asked for. The thread calls done with the task and the error's word, or "ok"; plan: of a look at
 * a stick, transfer full, else NULL. */
typedef void (*TiltasWorkerDone) (TiltasSyncTask task, const char *word, TiltasStickPlan *plan, gpointer data);

/* Starts the thread. data is the worker's from here on. */
TiltasWorker *tiltas_worker_new (const TiltasSyncConfig *config,
                                 TiltasStore *store,
                                 TiltasClock *clock,
                                 TiltasWorkerNews news,
                                 TiltasWorkerDone done,
                                 gpointer data,
                                 GDestroyNotify free_data);
/* Aborts what can be aborted and waits for the end of the thread, at most TILTAS_WORKER_STOP_MS: one that hangs on a
 * dying disk or stick is left to itself, frees all when it comes back, and FALSE is returned. */
#define TILTAS_WORKER_STOP_MS 250
gboolean tiltas_worker_stop (TiltasWorker *self);

/* Takes the order. Any thread; returns at once. */
void tiltas_worker_send (TiltasWorker *self, TiltasOrder *order);

G_END_DECLS
