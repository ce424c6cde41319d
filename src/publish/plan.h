/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a verb wants to write into a repository. Nothing is written before all of it is known, and then in an order in
 * which a reader never sees half of it: files that nobody names yet come first, the timestamp comes last. */

typedef enum
{
  TILTAS_PLAN_BLOB,
  TILTAS_PLAN_TARGET,
  TILTAS_PLAN_ROLE,
  TILTAS_PLAN_TARGETS,
  TILTAS_PLAN_SNAPSHOT,
  TILTAS_PLAN_ROOT,
  TILTAS_PLAN_TIMESTAMP,
  TILTAS_PLAN_ROOT_LAST, /* a root under which, as under the one before, all the others hold */
} TiltasPlanPhase;

typedef struct _TiltasPlan TiltasPlan;

/* folder: the repository. */
TiltasPlan *tiltas_plan_new (const char *folder);
void tiltas_plan_free (TiltasPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPlan, tiltas_plan_free)

/* path is relative to the repository. A file that already holds these bytes is left alone. */
void tiltas_plan_add (TiltasPlan *self, TiltasPlanPhase phase, const char *path, GBytes *bytes);
/* A file that is no longer needed; removed after everything was written. */
void tiltas_plan_remove (TiltasPlan *self, const char *path);
/* TRUE when a file would be written. */
gboolean tiltas_plan_changes (TiltasPlan *self);
/* "would write PATH (N bytes)\n" in the order of writing. Transfer full. */
char *tiltas_plan_text (TiltasPlan *self);
/* Writes, each file atomically. On failure the repository is as it was for every reader. Blocks for the disk. */
gboolean tiltas_plan_write (TiltasPlan *self, GError **error);

G_END_DECLS
