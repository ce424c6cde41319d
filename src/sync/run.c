/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/run.h"

#include "base/files.h"
#include "base/owner.h"
#include "base/trace.h"
#include "sync/error.h"
#include "sync/lock.h"
#include "sync/mirrors.h"
#include "sync/source-folder.h"
#include "sync/stored-editions.h"
#include "sync/update.h"

typedef struct
{
  const TiltasSyncContext *context;
  const char *folder; /* the repository is here; NULL: the configured repositories are tried in turn */
  TiltasUpdate update;
} Run;

/* Makes one attempt. Takes source; when it is NULL its address was refused, and *error is set already. */
static gboolean
attempt (Run *run, TiltasSource *source, GError **error)
{
  g_autoptr (TiltasSource) owned G_GNUC_UNUSED = source;
  TiltasReport *report = run->update.report;
  gint64 wait;

  if (source == NULL)
    return FALSE;
  run->update.source = source;
  gboolean ok = tiltas_update_run (&run->update, error);
  run->update.source = NULL;
  wait = tiltas_source_retry_after (source);
  if (wait > 0)
    report->retry_at = MAX (report->retry_at, tiltas_clock_now (run->context->clock) + wait);
  if (ok && run->folder == NULL)
    {
      g_free (report->repository);
      report->repository = g_strdup (tiltas_source_address (source));
    }
  return ok;
}

static gboolean
attempt_folder (Run *run, GError **error)
{
  g_autoptr (TiltasSource) source = tiltas_source_new_folder (run->folder);

  return tiltas_source_find_repository (source, error) && attempt (run, g_steal_pointer (&source), error);
}

/* Tries the sources in turn until one serves everything. The error is that of the first source that failed. */
static gboolean
try_sources (Run *run, GError **error)
{
  const TiltasSyncConfig *config = run->context->config;
  g_autoptr (GError) first = NULL;

  if (run->folder != NULL)
    return attempt_folder (run, error);
  g_autoptr (TiltasMirrors) mirrors = tiltas_mirrors_new (config);
  run->update.mirrors = mirrors;
  for (guint i = 0; config->repositories[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;
      TiltasSource *source = tiltas_source_new_https (config->repositories[i], config->proxy, &local);
      run->update.elsewhere = FALSE;
      if (attempt (run, source, source != NULL ? &local : NULL))
        {
          g_clear_error (&first);
          break;
        }
      gboolean goes_on = run->update.elsewhere || !tiltas_sync_error_is_local (local);
      if (first == NULL)
        first = g_steal_pointer (&local);
      if (!goes_on)
        break;
    }
  tiltas_mirrors_note (mirrors, run->update.report);
  run->update.mirrors = NULL;
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

/* Removes half-written files of a run that was killed, where only the holder of the lock writes. */
static void
remove_temporaries (const char *state_dir)
{
  static const char *const folders[] = { "tuf", "downloads", "blobs" };

  tiltas_folder_forget_temporaries (state_dir, "status.json");
  tiltas_folder_forget_temporaries (state_dir, "publishers");
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (state_dir, folders[i], NULL);
      tiltas_folder_forget_temporaries (folder, NULL);
    }
}

/* Tries again to open the store for writing: the reason why it could only be read may be gone. FALSE with that reason.
 */
static gboolean
make_store_writable (TiltasUpdate *update, GError **error)
{
  TiltasStore *store = update->context->store;
  gboolean changed = FALSE;
  GError *local = NULL;

  tiltas_store_catch_up (store, update->context->cancellable, &changed, &local);
  update->changed = update->changed || changed;
  if (!tiltas_store_is_read_only (store))
    {
      g_clear_error (&local);
      return TRUE;
    }
  if (local != NULL && !g_error_matches (local, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FAILED))
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  g_autofree char *advice = tiltas_owner_advice (update->state_dir);
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_READ_ONLY, "%s cannot be written%s%s%s%s", update->state_dir,
               local != NULL ? ": " : "", local != NULL ? local->message : "", advice != NULL ? ". " : "",
               advice != NULL ? advice : "");
  g_clear_error (&local);
  return FALSE;
}

/* Does everything that needs the lock. */
static gboolean
run_locked (Run *run, GError **error)
{
  TiltasUpdate *update = &run->update;
  g_autoptr (GBytes) root = NULL;
  g_autoptr (TiltasMetadataStore) metadata = NULL;

  if (run->folder == NULL && !tiltas_sync_config_is_on (run->context->config, error))
    return FALSE;
  root = tiltas_sync_config_read_root (run->context->config, error);
  metadata = root != NULL ? tiltas_metadata_store_open (update->state_dir, error) : NULL;
  if (metadata == NULL || !tiltas_metadata_store_use_root (metadata, root, TRUE, error))
    return FALSE;
  if (tiltas_store_is_read_only (run->context->store) && !make_store_writable (update, error))
    return FALSE;
  update->root = root;
  update->metadata = metadata;
  return try_sources (run, error);
}

static void
note_result (Run *run, const GError *error)
{
  TiltasReport *report = run->update.report;
  gint64 now = tiltas_clock_now (run->context->clock);

  if (run->folder != NULL)
    {
      report->stick_run = now;
      tiltas_report_set_stick_result (report, error);
      return;
    }
  report->last_run = now;
  tiltas_report_set_result (report, error);
}

static void
finish_report (Run *run, gboolean ok, const GError *error)
{
  TiltasReport *report = run->update.report;
  g_autoptr (GPtrArray) editions = tiltas_stored_editions_read (run->context->store, run->context->clock, NULL);

  /* Nothing is written when updates are off for the same reason as in the last report. */
  if (run->folder == NULL && error != NULL && g_strcmp0 (report->word, tiltas_sync_error_word (error)) == 0 &&
      g_str_has_prefix (report->word, "off-"))
    return;
  /* A run that was cancelled says nothing about the update. */
  if (error == NULL || !g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_CANCELLED))
    note_result (run, error);
  if (ok)
    report->replaced = FALSE;
  if (ok && run->folder == NULL)
    report->last_success = report->last_run;
  if (editions != NULL)
    tiltas_stored_editions_note (editions, report);
  tiltas_sync_context_report (run->context, report);
}

static gboolean
run_all (Run *run, gboolean *changed, GError **error)
{
  const char *state_dir = run->context->config->state_dir;
  g_autoptr (TiltasLock) lock = tiltas_lock_take (state_dir, error);
  GError *local = NULL;

  if (lock == NULL)
    return FALSE;
  g_autoptr (TiltasReport) report = tiltas_report_read (state_dir);
  if (run->folder == NULL)
    report->retry_at = 0;
  run->update.state_dir = state_dir;
  run->update.report = report;
  remove_temporaries (state_dir);
  tiltas_trace ("sync-begin", "%s", "");
  gboolean ok = run_locked (run, &local);
  if (local != NULL)
    tiltas_sync_error_take (local);
  finish_report (run, ok, local);
  tiltas_trace ("sync-end", "result=%s", local != NULL ? tiltas_sync_error_word (local) : "ok");
  if (changed != NULL)
    *changed = run->update.changed;
  if (local != NULL)
    g_propagate_error (error, local);
  return ok;
}

gboolean
tiltas_run_folder (const TiltasSyncContext *context, const char *folder, gboolean *changed, GError **error)
{
  Run run = { .context = context, .folder = folder, .update = { .context = context } };

  g_return_val_if_fail (context->config->state_dir != NULL && context->store != NULL && context->clock != NULL, FALSE);
  if (changed != NULL)
    *changed = FALSE;
  return run_all (&run, changed, error);
}

gboolean
tiltas_run_once (const TiltasSyncContext *context, gboolean *changed, GError **error)
{
  return tiltas_run_folder (context, NULL, changed, error);
}
