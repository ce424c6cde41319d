/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/repair.h"

#include "sync/error.h"
#include "sync/lock.h"
#include "sync/update.h"

static void
note (const TiltasSyncConfig *config, TiltasStore *store, TiltasClock *clock, const char *set_aside)
{
  g_autoptr (TiltasReport) report = tiltas_report_read (config->state_dir);
  g_autoptr (GPtrArray) editions = tiltas_update_read_editions (store, clock, NULL);
  g_autoptr (GError) error = NULL;

  report->repaired_at = tiltas_clock_now (clock);
  g_free (report->set_aside);
  report->set_aside = g_strdup (set_aside);
  if (editions != NULL)
    tiltas_update_note_editions (report, editions);
  if (!tiltas_report_write (report, config->state_dir, &error))
    g_warning ("%s", error->message);
}

gboolean
tiltas_repair_store (const TiltasSyncConfig *config,
                     TiltasStore *store,
                     TiltasClock *clock,
                     char **set_aside,
                     GError **error)
{
  g_autoptr (TiltasLock) lock = tiltas_lock_take (config->state_dir, error);
  g_autofree char *name = NULL;
  GError *local = NULL;

  if (lock == NULL)
    return FALSE;
  if (!tiltas_store_repair (store, &name, &local))
    {
      g_propagate_error (error, tiltas_sync_error_take (local));
      return FALSE;
    }
  g_warning ("the damaged store was set aside as %s and replaced", name != NULL ? name : "nothing");
  note (config, store, clock, name);
  if (set_aside != NULL)
    *set_aside = g_steal_pointer (&name);
  return TRUE;
}
