/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/run.h"

#include "base/files.h"
#include "base/owner.h"
#include "base/trace.h"
#include "sync/lock.h"
#include "sync/mirrors.h"
#include "sync/source-folder.h"
#include "sync/stored-editions.h"
#include "sync/update.h"

/* What a run is given, and the sources that it tries in turn: NULL folder means the repositories of the configuration.
 */
typedef struct
{
  const TiltasSyncConfig *config;
  const char *folder;
  TiltasMirrors *mirrors;
  TiltasUpdate update;
} Run;

/* One attempt. Takes source; NULL: the address was refused, in *error. */
static gboolean
attempt (Run *run, TiltasSource *source, GError **error)
{
  g_autoptr (TiltasSource) owned G_GNUC_UNUSED = source;
  TiltasReport *report = run->update.report;
  gint64 wait;

  if (source == NULL)
    return FALSE;
  source->mirrors = run->mirrors;
  run->update.source = source;
  gboolean ok = tiltas_update_run (&run->update, error);
  run->update.source = NULL;
  wait = tiltas_source_retry_after (source);
  if (wait > 0)
    report->retry_at = MAX (report->retry_at, tiltas_clock_now (run->update.clock) + wait);
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

/* The sources in turn until one serves everything; the first failure is the one that is told. */
static gboolean
try_sources (Run *run, GError **error)
{
  const TiltasSyncConfig *config = run->config;
  g_autoptr (GError) first = NULL;

  if (run->folder != NULL)
    return attempt_folder (run, error);
  g_autoptr (TiltasMirrors) mirrors = tiltas_mirrors_new (config);
  run->mirrors = mirrors;
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
  run->mirrors = NULL;
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

/* What a run that was killed left half written, in places where only who holds the lock writes. */
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

/* What kept the store from being written when it was opened may be over; else it is told. */
static gboolean
make_store_writable (TiltasUpdate *update, GError **error)
{
  gboolean changed = FALSE;
  GError *local = NULL;

  tiltas_store_catch_up (update->store, update->cancellable, &changed, &local);
  update->changed = update->changed || changed;
  if (!tiltas_store_is_read_only (update->store))
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

/* Everything that needs the lock. */
static gboolean
run_locked (Run *run, GError **error)
{
  TiltasUpdate *update = &run->update;
  g_autoptr (GBytes) root = NULL;
  g_autoptr (TiltasMetadataStore) metadata = NULL;

  if (run->folder == NULL && !tiltas_sync_config_is_on (run->config, error))
    return FALSE;
  root = tiltas_sync_config_read_root (run->config, error);
  metadata = root != NULL ? tiltas_metadata_store_open (update->state_dir, error) : NULL;
  if (metadata == NULL || !tiltas_metadata_store_use_root (metadata, root, TRUE, error))
    return FALSE;
  if (tiltas_store_is_read_only (update->store) && !make_store_writable (update, error))
    return FALSE;
  update->root = root;
  update->metadata = metadata;
  return try_sources (run, error);
}

static void
note_result (Run *run, const GError *error)
{
  TiltasReport *report = run->update.report;
  gint64 now = tiltas_clock_now (run->update.clock);

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
  g_autoptr (GPtrArray) editions = tiltas_stored_editions_read (run->update.store, run->update.clock, NULL);
  g_autoptr (GError) local = NULL;

  /* A run that was ended from outside says nothing about the update, and one that is off twice says nothing new. */
  if (run->folder == NULL && error != NULL && g_strcmp0 (report->word, tiltas_sync_error_word (error)) == 0 &&
      g_str_has_prefix (report->word, "off-"))
    return;
  if (error == NULL || !g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_CANCELLED))
    note_result (run, error);
  if (ok)
    report->replaced = FALSE;
  if (ok && run->folder == NULL)
    report->last_success = report->last_run;
  if (editions != NULL)
    tiltas_stored_editions_note (editions, report);
  if (!tiltas_report_write (report, run->update.state_dir, &local))
    g_warning ("%s", local->message);
}

static gboolean
run_all (Run *run, gboolean *changed, GError **error)
{
  const char *state_dir = run->config->state_dir;
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
tiltas_run_once (const TiltasSyncConfig *config,
                 TiltasStore *store,
                 TiltasClock *clock,
                 GCancellable *cancellable,
                 TiltasRunProgress progress,
                 gpointer data,
                 gboolean *changed,
                 GError **error)
{
  return tiltas_run_folder (config, NULL, store, clock, cancellable, progress, data, changed, error);
}

gboolean
tiltas_run_folder (const TiltasSyncConfig *config,
                   const char *folder,
                   TiltasStore *store,
                   TiltasClock *clock,
                   GCancellable *cancellable,
                   TiltasRunProgress progress,
                   gpointer data,
                   gboolean *changed,
                   GError **error)
{
  Run run = {
    .config = config,
    .folder = folder,
    .update = { .store = store,
                .clock = clock,
                .languages = (const char *const *) config->languages,
                .progress = progress,
                .data = data,
                .cancellable = cancellable },
  };

  g_return_val_if_fail (config != NULL && config->state_dir != NULL && store != NULL && clock != NULL, FALSE);
  if (changed != NULL)
    *changed = FALSE;
  return run_all (&run, changed, error);
}
