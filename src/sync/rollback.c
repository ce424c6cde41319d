/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/rollback.h"

#include "sync/blobs.h"
#include "sync/error.h"
#include "sync/lock.h"
#include "sync/stored-editions.h"

static void
note (const TiltasSyncContext *context)
{
  g_autoptr (TiltasReport) report = tiltas_report_read (context->config->state_dir);
  g_autoptr (GPtrArray) editions = tiltas_stored_editions_read (context->store, context->clock, NULL);

  if (editions != NULL)
    tiltas_stored_editions_note (editions, report);
  tiltas_sync_context_report (context, report);
}

static gboolean
take_back (TiltasStore *store, const char *publisher, TiltasEdition **edition, GError **error)
{
  g_autoptr (TiltasImporter) importer = tiltas_importer_open (store, error);
  g_autoptr (TiltasEdition) previous = NULL;

  if (importer == NULL)
    return FALSE;
  previous = tiltas_importer_previous (importer, publisher, error);
  if (previous == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_NOTHING_BEFORE, "%s", publisher);
      return FALSE;
    }
  if (!tiltas_importer_rollback (importer, publisher, NULL, error))
    return FALSE;
  *edition = g_steal_pointer (&previous);
  return TRUE;
}

gboolean
tiltas_rollback (const TiltasSyncContext *context, const char *publisher, TiltasEdition **edition, GError **error)
{
  const char *state_dir = context->config->state_dir;
  g_autoptr (TiltasLock) lock = tiltas_lock_take (state_dir, error);
  g_autoptr (TiltasEdition) now = NULL;
  GError *local = NULL;

  if (lock == NULL)
    return FALSE;
  if (!take_back (context->store, publisher, &now, &local))
    {
      g_propagate_error (error, tiltas_sync_error_take (local));
      return FALSE;
    }
  /* When this fails, the next run makes the list. */
  tiltas_blobs_restore_list (state_dir, publisher, now->state);
  g_message ("%s: taken back to edition %" G_GINT64_FORMAT, publisher, now->seq);
  note (context);
  if (edition != NULL)
    *edition = g_steal_pointer (&now);
  return TRUE;
}

static gboolean
release (TiltasStore *store, const char *publisher, gint64 *held, GError **error)
{
  g_autoptr (TiltasImporter) importer = tiltas_importer_open (store, error);

  if (importer == NULL || !tiltas_importer_release (importer, publisher, held, error))
    return FALSE;
  if (*held > 0)
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_NOTHING_HELD, "%s", publisher);
  return FALSE;
}

gboolean
tiltas_rollback_undo (const TiltasSyncContext *context, const char *publisher, gint64 *held, GError **error)
{
  g_autoptr (TiltasLock) lock = tiltas_lock_take (context->config->state_dir, error);
  gint64 number = 0;
  GError *local = NULL;

  if (lock == NULL)
    return FALSE;
  if (!release (context->store, publisher, &number, &local))
    {
      g_propagate_error (error, tiltas_sync_error_take (local));
      return FALSE;
    }
  g_message ("%s: edition %" G_GINT64_FORMAT " is let in again", publisher, number);
  if (held != NULL)
    *held = number;
  return TRUE;
}
