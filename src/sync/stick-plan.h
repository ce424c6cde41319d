/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/context.h"
#include "sync/error.h"

G_BEGIN_DECLS

/* What an import from a folder (a mounted stick) would do. Found by a dry run with all checks of a real one; the state
 * folder stays as it is. */

/* What the stick has, compared with this terminal. */
typedef enum
{
  TILTAS_STICK_NEW,     /* a publisher that is not here yet */
  TILTAS_STICK_NEWER,   /* a newer edition */
  TILTAS_STICK_SAME,    /* the same edition */
  TILTAS_STICK_OLDER,   /* an older edition */
  TILTAS_STICK_HELD,    /* an edition from which this terminal was taken back (sync/rollback.h) */
  TILTAS_STICK_REFUSED, /* it cannot be imported; `refusal` says why */
} TiltasStickState;

typedef struct
{
  char *language; /* NULL: records that are not a text in one language */
  guint added, changed, removed;
} TiltasStickCounts;

typedef struct
{
  char *publisher;
  gint64 seq_here, seq_there; /* numbers of the editions; 0: none */
  TiltasStickState state;
  TiltasSyncError refusal; /* when state is REFUSED */
  guint added, changed, removed;
  GPtrArray *counts; /* of TiltasStickCounts, sorted, languages first */
} TiltasStickPublisher;

/* Immutable, counted; may cross threads. */
typedef struct
{
  GPtrArray *publishers;   /* of TiltasStickPublisher, in order of publishers.json */
  TiltasStickState state;  /* of the whole: NEWER when there is something to import, else SAME, OLDER or REFUSED */
  TiltasSyncError refusal; /* when state is REFUSED */
  guint64 bytes_needed;    /* of disk (sync/disk-space.h); 0 when there is nothing to import */
  guint64 bytes_free;
} TiltasStickPlan;

/* Never NULL: what is wrong with the stick is in the plan, and in *error with its details. Blocks for the disk and the
 * stick. Transfer full. */
TiltasStickPlan *tiltas_stick_plan_new (const TiltasSyncContext *context, const char *folder, GError **error);
TiltasStickPlan *tiltas_stick_plan_ref (TiltasStickPlan *self);
void tiltas_stick_plan_unref (TiltasStickPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasStickPlan, tiltas_stick_plan_unref)

/* TRUE when an import would change what is shown. */
gboolean tiltas_stick_plan_is_useful (const TiltasStickPlan *self);

/* The stable words of state and refusal, for sync/words.h and for programs: "new", "newer", "same", "older", "held", or
 * a word of sync/error.h. Static. */
const char *tiltas_stick_plan_word (const TiltasStickPlan *self);
const char *tiltas_stick_publisher_word (const TiltasStickPublisher *self);

G_END_DECLS
