/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"
#include "store/store.h"
#include "sync/report.h"
#include "sync/sync-config.h"

G_BEGIN_DECLS

/* Called now and then during a run, on the thread that runs; must not block. publisher: whose edition is being fetched;
 * done and total: bytes of all editions of the run. */
typedef void (*TiltasRunProgress) (const char *publisher, guint64 done, guint64 total, gpointer data);

/* Gets each new report, on the thread that made it; must not block. From here on nobody changes the report. Transfer
 * none. */
typedef void (*TiltasReported) (TiltasReport *report, gpointer data);

/* What everything works with that updates, exports, repairs or rolls back. The caller owns all of it and keeps it until
 * the call returns. */
typedef struct
{
  const TiltasSyncConfig *config;
  TiltasStore *store;
  TiltasClock *clock;
  TiltasRunProgress progress; /* or NULL; only a run calls it */
  TiltasReported reported;    /* or NULL */
  gpointer data;              /* for both */
  GCancellable *cancellable;  /* or NULL; repair and rollback do not stop half-way and ignore it */
} TiltasSyncContext;

/* Hands over the report and writes it into status.json. When that fails, the log says why. Blocks for the disk. */
void tiltas_sync_context_report (const TiltasSyncContext *self, TiltasReport *report);

G_END_DECLS
