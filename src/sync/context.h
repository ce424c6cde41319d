/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"
#include "store/store.h"
#include "sync/sync-config.h"

G_BEGIN_DECLS

/* Called now and then during a run, on the thread that runs; must not block. publisher: whose edition is being fetched;
 * done and total: bytes of all editions of the run. */
typedef void (*TiltasRunProgress) (const char *publisher, guint64 done, guint64 total, gpointer data);

/* What everything works with that updates, exports, repairs or rolls back. The caller owns all of it and keeps it until
 * the call returns. */
typedef struct
{
  const TiltasSyncConfig *config;
  TiltasStore *store;
  TiltasClock *clock;
  TiltasRunProgress progress; /* or NULL; only a run calls it */
  gpointer data;              /* for progress */
  GCancellable *cancellable;  /* or NULL; repair and rollback do not stop half-way and ignore it */
} TiltasSyncContext;

G_END_DECLS
