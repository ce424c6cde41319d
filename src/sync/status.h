/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/report.h"
#include "sync/sync-config.h"

G_BEGIN_DECLS

/* What the sync thread tells of itself, and the tasks that staff may give it. */

typedef enum
{
  TILTAS_SYNC_OFF, /* last_error_code says why: no root, or no repository whose address may be used */
  TILTAS_SYNC_IDLE,
  TILTAS_SYNC_RUNNING,
} TiltasSyncState;

typedef struct
{
  TiltasSyncState state;
  gint64 last_run; /* unix seconds, 0 never */
  gint64 last_success;
  gint64 next_run;
  char *last_error;                /* sentence for staff and logs (sync/words.h), or NULL */
  char *last_error_code;           /* stable word such as "signature", "network", "disk-full", "expired", or NULL */
  guint64 bytes_done, bytes_total; /* of all editions, while running */
  char *fetching;                  /* publisher whose edition is being fetched, or NULL */
} TiltasSyncStatus;

/* The status of a thread that rests: off, or idle with the result of the last run. Transfer full. */
TiltasSyncStatus *tiltas_sync_status_new (const TiltasSyncConfig *config, const TiltasReport *report);
void tiltas_sync_status_free (TiltasSyncStatus *self);
/* Transfer full. */
TiltasSyncStatus *tiltas_sync_status_copy (const TiltasSyncStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasSyncStatus, tiltas_sync_status_free)

/* Tasks of staff. The sync thread does them one by one, each after what it is doing when the task arrives. */
typedef enum
{
  TILTAS_SYNC_TASK_IMPORT,
  TILTAS_SYNC_TASK_ROLLBACK,
  TILTAS_SYNC_TASK_RELEASE,
  TILTAS_SYNC_TASK_WRITE,
  TILTAS_SYNC_TASK_PLAN,
  TILTAS_SYNC_TASK_EXPORT,
} TiltasSyncTask;

G_END_DECLS
