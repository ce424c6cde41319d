/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/repair.h"

#include "sync/error.h"
#include "sync/lock.h"
#include "sync/stored-editions.h"

static void
note (const TiltasSyncContext *context, const char *set_aside)
{
  g_autoptr (TiltasReport) report = tiltas_report_read (context->config->state_dir);
  g_autoptr (GPtrArray) editions = tiltas_stored_editions_read (context->store, context->clock, NULL);

  report->repaired_at = tiltas_clock_now (context->clock);
  report->replaced = TRUE;
  g_free (report->set_aside);
  report->set_aside = g_strdup (set_aside);
  if (editions != NULL)
    tiltas_stored_editions_note (editions, report);
  tiltas_sync_context_report (context, report);
}

void
tiltas_repair_note (const TiltasSyncContext *context)
{
  g_autofree char *set_aside = tiltas_store_take_set_aside (context->store);

  if (set_aside == NULL)
    return;
  /* Also without the lock: whoever holds it writes the editions soon, too. */
  g_autoptr (TiltasLock) lock G_GNUC_UNUSED = tiltas_lock_take (context->config->state_dir, NULL);
  note (context, set_aside);
}

gboolean
tiltas_repair_store (const TiltasSyncContext *context, char **set_aside, GError **error)
{
  const char *state_dir = context->config->state_dir;
  g_autoptr (TiltasLock) lock = tiltas_lock_take (state_dir, error);
  g_autofree char *name = NULL, *told G_GNUC_UNUSED = NULL;
  GError *local = NULL;

  if (lock == NULL)
    return FALSE;
  if (!tiltas_store_repair (context->store, &name, &local))
    {
      g_propagate_error (error, tiltas_sync_error_take (local));
      return FALSE;
    }
  g_warning ("the damaged store was set aside as %s and replaced", name != NULL ? name : "nothing");
  /* Taken here, so that tiltas_repair_note does not note the same repair again. */
  told = tiltas_store_take_set_aside (context->store);
  note (context, name);
  if (set_aside != NULL)
    *set_aside = g_steal_pointer (&name);
  return TRUE;
}

gboolean
tiltas_repair_if_damaged (const TiltasSyncContext *context, gboolean *repaired, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (repaired != NULL)
    *repaired = FALSE;
  if (tiltas_store_check (context->store, NULL, &fault))
    return TRUE;
  if (!g_error_matches (fault, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED))
    {
      g_message ("the store is not checked now: %s", fault->message);
      return TRUE;
    }
  g_warning ("the store is damaged: %s", fault->message);
  if (!tiltas_repair_store (context, NULL, error))
    return FALSE;
  if (repaired != NULL)
    *repaired = TRUE;
  return TRUE;
}
