/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"
#include "store/importer.h"
#include "store/store.h"
#include "sync/report.h"
#include "sync/sync-config.h"

G_BEGIN_DECLS

/* How this terminal stands: what `tiltasctl status` says. Asks the store, the disk, the clock, the kept metadata and
 * what the last run reported, and comes to a verdict. Changes nothing. */

/* Something that somebody should look at. */
typedef struct
{
  char *word;           /* stable: an error word (sync/error.h), or one of those in the table of condition.c */
  const char *sentence; /* static */
  const char *advice;   /* static; NULL when the sentence has it */
  char *detail;         /* numbers, names and dates, or NULL */
} TiltasReason;

typedef struct
{
  const char *verdict;  /* "ok"; "attention": it works, but there are reasons; else the error word of the worst one */
  GPtrArray *reasons;   /* of TiltasReason; empty when all is well */
  guint n_faults;       /* so many of them, the first ones, keep it from its work */
  TiltasReport *report; /* of the last runs */
  const char *result;   /* word of the last run, or of updates that are off; NULL before the first */
  char *result_detail;  /* or NULL */
  TiltasStoreCondition store;
  char *store_name;      /* file name of what is shown, or NULL when there is nothing to show */
  gboolean bundled_only; /* that is the store that came with the program */
  GPtrArray *editions;   /* of TiltasEdition in what is shown; may be empty */
  guint64 disk_free;     /* bytes; G_MAXUINT64 when unknown */
  guint64 disk_needed;   /* bytes that an update of everything needs */
  gboolean disk_writable;
  gint64 now; /* unix seconds, never before the newest content */
  gboolean clock_trusted;
  gint64 last_fresh;   /* last time that a run, or a stick, was taken in whole; 0 never */
  gint64 root_version; /* of the root in force, 0 none */
  gint64 root_expires; /* unix seconds, 0 none */
  gint64 signed_until; /* when the signature of the newest accepted state ends, 0 none */
} TiltasCondition;

/* Blocks long: every record is read. Never NULL. */
TiltasCondition *tiltas_condition_new (const TiltasSyncConfig *config, const char *bundled_path, TiltasClock *clock);
void tiltas_condition_free (TiltasCondition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasCondition, tiltas_condition_free)

/* Nothing new for longer than this is stale: three intervals, and at least two days, because terminals are switched
 * off over night and on Sundays. Seconds. */
gint64 tiltas_condition_stale_after (int interval);

G_END_DECLS
