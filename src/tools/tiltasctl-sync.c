/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl-sync.h"

#include "sync/error.h"
#include "sync/repair.h"
#include "sync/run.h"
#include "sync/stick-plan.h"

#include <glib-unix.h>
#include <glib/gprintf.h>

/* Ctrl+C and SIGTERM cancel a run. A thread of its own waits for them, because the main thread is busy with the run. */
typedef struct
{
  GMainContext *context;
  GMainLoop *loop;
  GCancellable *cancellable;
  GThread *thread;
} Signals;

static gboolean
on_signal (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_CONTINUE;
}

static gpointer
signals_main (gpointer data)
{
  Signals *self = data;

  g_main_loop_run (self->loop);
  return NULL;
}

static void
signals_begin (Signals *self)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->cancellable = g_cancellable_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GSource) source = g_unix_signal_source_new (numbers[i]);
      g_source_set_callback (source, on_signal, self->cancellable, NULL);
      g_source_attach (source, self->context);
    }
  self->thread = g_thread_new ("signals", signals_main, self);
}

static gboolean
quit_loop (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
signals_end (Signals *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, quit_loop, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
}

/* Runs as the kiosk does: replaces a store that is found damaged before or during the run. */
static gboolean
run (const TiltasSyncContext *context, const char *folder, gboolean *changed, gboolean *repaired, GError **error)
{
  GError *local = NULL;

  if (!tiltas_repair_if_damaged (context, repaired, error))
    return FALSE;
  if (tiltas_run_folder (context, folder, changed, &local))
    return TRUE;
  if (*repaired || !g_error_matches (local, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_STORE_DAMAGED) ||
      !tiltas_repair_store (context, NULL, NULL))
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  g_error_free (local);
  *repaired = TRUE;
  return tiltas_run_folder (context, folder, changed, error);
}

static CtlExit
sync_from (Ctl *self, const char *folder)
{
  CtlExit code = CTL_OK;
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE, repaired = FALSE;
  Signals signals;
  g_autoptr (TiltasStore) store = ctl_open_store (self, &code);

  if (store == NULL)
    return code;
  signals_begin (&signals);
  TiltasSyncContext context = ctl_context (self, store, signals.cancellable);
  gboolean ok = run (&context, folder, &changed, &repaired, &error);
  signals_end (&signals);
  if (!ok)
    return ctl_fail_at (self, folder != NULL ? TILTAS_ORIGIN_STICK : TILTAS_ORIGIN_SERVER, error);
  if (self->json)
    ctl_print_json (json_pack ("{s:s, s:b, s:b}", "result", "ok", "changed", changed, "repaired", repaired));
  else
    g_printf ("%s\n", changed ? "New content was imported." : "Everything is up to date.");
  return CTL_OK;
}

CtlExit
ctl_sync (Ctl *self)
{
  return sync_from (self, NULL);
}

static json_t *
counts_to_json (const TiltasStickPublisher *publisher)
{
  json_t *languages = json_object ();

  for (guint i = 0; i < publisher->counts->len; i++)
    {
      const TiltasStickCounts *counts = g_ptr_array_index (publisher->counts, i);
      json_object_set_new (languages, counts->language != NULL ? counts->language : "-",
                           json_pack ("{s:i, s:i, s:i}", "added", (int) counts->added, "changed", (int) counts->changed,
                                      "removed", (int) counts->removed));
    }
  return languages;
}

static void
print_plan_json (const TiltasStickPlan *plan, const GError *error)
{
  const char *result = tiltas_stick_plan_word (plan);
  json_t *publishers = json_array ();

  for (guint i = 0; i < plan->publishers->len; i++)
    {
      const TiltasStickPublisher *publisher = g_ptr_array_index (plan->publishers, i);
      const char *word = tiltas_stick_publisher_word (publisher);
      json_t *entry =
        json_pack ("{s:s, s:s, s:I, s:I, s:i, s:i, s:i, s:o}", "publisher", publisher->publisher, "result", word,
                   "here", (json_int_t) publisher->seq_here, "there", (json_int_t) publisher->seq_there, "added",
                   (int) publisher->added, "changed", (int) publisher->changed, "removed", (int) publisher->removed,
                   "languages", counts_to_json (publisher));
      ctl_set_words (entry, word, TILTAS_ORIGIN_STICK);
      json_array_append_new (publishers, entry);
    }
  json_t *object = json_pack ("{s:s, s:s, s:I, s:I, s:o}", "result", result, "detail",
                              error != NULL ? error->message : "", "bytes_needed", (json_int_t) plan->bytes_needed,
                              "bytes_free", (json_int_t) plan->bytes_free, "publishers", publishers);
  ctl_set_words (object, result, TILTAS_ORIGIN_STICK);
  ctl_print_json (object);
}

static void
print_plan (const TiltasStickPlan *plan, const GError *error)
{
  const char *word = tiltas_stick_plan_word (plan);
  const char *advice = tiltas_word_advice (word, TILTAS_ORIGIN_STICK);

  g_printf ("%s\n", tiltas_stick_sentence (word));
  if (advice != NULL)
    g_printf ("  %s\n", advice);
  if (error != NULL)
    g_printf ("  (%s: %s)\n", word, error->message);
  for (guint i = 0; i < plan->publishers->len; i++)
    {
      const TiltasStickPublisher *publisher = g_ptr_array_index (plan->publishers, i);
      g_printf ("%s: %s (edition %" G_GINT64_FORMAT " here, %" G_GINT64_FORMAT " there)\n", publisher->publisher,
                tiltas_stick_publisher_word (publisher), publisher->seq_here, publisher->seq_there);
      for (guint j = 0; j < publisher->counts->len; j++)
        {
          const TiltasStickCounts *counts = g_ptr_array_index (publisher->counts, j);
          g_printf ("  %-8s %u added, %u changed, %u removed\n", counts->language != NULL ? counts->language : "common",
                    counts->added, counts->changed, counts->removed);
        }
    }
  if (plan->bytes_needed > 0)
    g_printf ("Disk: %" G_GUINT64_FORMAT " MiB needed, %" G_GUINT64_FORMAT " MiB free\n", plan->bytes_needed >> 20,
              plan->bytes_free >> 20);
}

static CtlExit
import_dry_run (Ctl *self, const char *folder)
{
  CtlExit code = CTL_OK;
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasStore) store = ctl_open_store (self, &code);

  if (store == NULL)
    return code;
  TiltasSyncContext context = ctl_context (self, store, NULL);
  g_autoptr (TiltasStickPlan) plan = tiltas_stick_plan_new (&context, folder, &error);
  if (self->json)
    print_plan_json (plan, error);
  else
    print_plan (plan, error);
  return plan->state == TILTAS_STICK_REFUSED ? ctl_exit_of_word (tiltas_stick_plan_word (plan)) : CTL_OK;
}

CtlExit
ctl_import (Ctl *self)
{
  g_autofree char *folder = g_canonicalize_filename (self->arguments[0], NULL);

  return self->dry_run ? import_dry_run (self, folder) : sync_from (self, folder);
}
