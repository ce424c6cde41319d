/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is to be written into a repository. Nothing is written before all of it is known. Then files that nothing
 * names yet come first and the timestamp comes last, so that no reader sees half of a change. */

/* In the order of writing. */
typedef enum
{
  TILTAS_PLAN_BLOB,
  TILTAS_PLAN_TARGET,
  TILTAS_PLAN_ROLE,
  TILTAS_PLAN_TARGETS,
  TILTAS_PLAN_SNAPSHOT,
  TILTAS_PLAN_ROOT,
  TILTAS_PLAN_TIMESTAMP,
  TILTAS_PLAN_ROOT_LAST, /* a root whose keys, and those of the root before, are good for all other files */
} TiltasPlanPhase;

typedef struct _TiltasPlan TiltasPlan;

/* A plan for the repository in folder. Transfer full. */
TiltasPlan *tiltas_plan_new (const char *folder);
void tiltas_plan_free (TiltasPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPlan, tiltas_plan_free)

/* Adds a file; path is relative to the repository. A file that holds these bytes already is not written. Blocks for
 * the disk. */
void tiltas_plan_add (TiltasPlan *self, TiltasPlanPhase phase, const char *path, GBytes *bytes);
/* Adds the removal of a file. Files are removed after all others were written; one that cannot be removed is left. */
void tiltas_plan_remove (TiltasPlan *self, const char *path);
/* TRUE when a file would be written. */
gboolean tiltas_plan_changes (TiltasPlan *self);
/* "would write PATH (N bytes)\n" and "would remove PATH\n", in the order of writing. Transfer full. */
char *tiltas_plan_text (TiltasPlan *self);
/* Writes and removes, each file atomically. When it fails, every reader finds the repository as it was. Blocks for
 * the disk. */
gboolean tiltas_plan_write (TiltasPlan *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
