/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"

G_BEGIN_DECLS

/* How often what was used, for the library: counts per day in usage.csv of the state folder ("day,kind,id,count",
 * sorted). Nothing finer than a day, nothing about a visitor, no typed word; also the file's own time says the day
 * only. */
typedef struct _TiltasUsage TiltasUsage;

typedef enum
{
  TILTAS_USAGE_VISIT,        /* a session that ended; id "-" */
  TILTAS_USAGE_LANGUAGE,     /* id: the tag that a visitor chose */
  TILTAS_USAGE_LESSON,       /* id: PUBLISHER/ID of a lesson that was opened */
  TILTAS_USAGE_SERVICE,      /* id: PUBLISHER/ID of a service that was opened */
  TILTAS_USAGE_SEARCH_EMPTY, /* a search that found nothing; id: the language */
} TiltasUsageKind;

typedef struct
{
  char day[11]; /* local day, "2026-11-23" */
  TiltasUsageKind kind;
  char *id;
  guint count; /* at least 1 */
} TiltasUsageRow;

#define TILTAS_USAGE_FILE "usage.csv"
/* So many days on which something was counted are kept. */
#define TILTAS_USAGE_DAYS 800

/* state_dir is copied, the clock referenced. Reads what was counted before; lines that are damaged are left out and the
 * file is kept beside as usage.csv.damaged. Blocks for the disk. */
TiltasUsage *tiltas_usage_new (const char *state_dir, TiltasClock *clock);
/* Saves first. */
void tiltas_usage_free (TiltasUsage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasUsage, tiltas_usage_free)

/* Counts one more for today, in memory only. id must fit the kind. */
void tiltas_usage_count (TiltasUsage *self, TiltasUsageKind kind, const char *id);
/* Writes the file when something was counted since the last time: when a session ends. Does not wait for the disk (no
 * fsync: a crash of the machine may lose the last counts, never the file). On failure the counts stay in memory. */
gboolean tiltas_usage_save (TiltasUsage *self, GError **error);

/* GPtrArray of TiltasUsageRow *, sorted by day, kind, id. Transfer full. */
GPtrArray *tiltas_usage_rows (TiltasUsage *self);
/* The whole file's text, with its heading. Transfer full. */
char *tiltas_usage_to_csv (TiltasUsage *self);
/* "visit", "language", "lesson", "service", "search-empty": as in the file. Static. */
const char *tiltas_usage_kind_word (TiltasUsageKind kind);

G_END_DECLS
