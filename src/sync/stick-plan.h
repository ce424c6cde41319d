/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"
#include "store/store.h"
#include "sync/sync-config.h"

G_BEGIN_DECLS

/* What an import from a folder (a mounted stick) would do, before anything is done: a dry run with all checks of a real
 * one. Trust state and content stay as they are, byte for byte. */

typedef struct
{
  char *language; /* NULL: records that are not a text in one language */
  guint added, changed, removed;
} TiltasStickCounts;

typedef struct
{
  char *publisher;
  gint64 seq_here, seq_there; /* 0: none */
  /* "new" (not here yet), "newer", "same", "older", "held" (one step back was taken from it), or why it is refused: a
   * word of sync/error.h */
  const char *word;
  guint added, changed, removed;
  GPtrArray *counts; /* of TiltasStickCounts, sorted, languages first */
} TiltasStickPublisher;

/* Immutable, counted; may cross threads. */
typedef struct
{
  GPtrArray *publishers; /* of TiltasStickPublisher, in order of publishers.json */
  /* "newer": there is something to import; "same", "older"; or why nothing can be imported: a word of sync/error.h */
  const char *word;
  guint64 bytes_needed; /* of disk, the importer's reserve included; 0 when there is nothing to import */
  guint64 bytes_free;
} TiltasStickPlan;

/* Blocks for the disk and the stick. Never NULL: what is wrong with the stick is in `word`, the detail goes to *error
 * as well. Transfer full. */
TiltasStickPlan *tiltas_stick_plan_new (const TiltasSyncConfig *config,
                                        const char *folder,
                                        TiltasStore *store,
                                        TiltasClock *clock,
                                        GCancellable *cancellable,
                                        GError **error);
TiltasStickPlan *tiltas_stick_plan_ref (TiltasStickPlan *self);
void tiltas_stick_plan_unref (TiltasStickPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasStickPlan, tiltas_stick_plan_unref)
/* TRUE when an import would change what is shown. */
gboolean tiltas_stick_plan_is_useful (const TiltasStickPlan *self);

G_END_DECLS
