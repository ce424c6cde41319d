/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl.h"

#include "sync/repair.h"
#include "sync/run.h"

#include <glib-unix.h>
#include <glib/gprintf.h>

/* Ctrl+C and SIGTERM end a run in order: on a thread of their own, because the main one is busy with the run. */
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

static gboolean
run (Ctl *self, TiltasStore *store, const char *folder, GCancellable *cancellable, gboolean *changed, GError **error)
{
  GError *local = NULL;

  if (tiltas_run_folder (self->sync, folder, store, self->clock, cancellable, NULL, NULL, changed, &local))
    return TRUE;
  if (!g_error_matches (local, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_STORE_DAMAGED) ||
      !tiltas_repair_store (self->sync, store, self->clock, NULL, NULL))
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  g_error_free (local);
  return tiltas_run_folder (self->sync, folder, store, self->clock, cancellable, NULL, NULL, changed, error);
}

static CtlExit
sync_from (Ctl *self, const char *folder)
{
  CtlExit code = CTL_OK;
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;
  Signals signals;
  g_autoptr (TiltasStore) store = ctl_open_store (self, &code);

  if (store == NULL)
    return code;
  signals_begin (&signals);
  gboolean ok = run (self, store, folder, signals.cancellable, &changed, &error);
  signals_end (&signals);
  if (!ok)
    return ctl_fail (self, error);
  if (self->json)
    ctl_print_json (json_pack ("{s:s, s:b}", "result", "ok", "changed", changed));
  else
    g_printf ("%s\n", changed ? "New content was imported." : "Everything is up to date.");
  return CTL_OK;
}

CtlExit
ctl_sync (Ctl *self)
{
  return sync_from (self, NULL);
}

CtlExit
ctl_import (Ctl *self)
{
  g_autofree char *folder = g_canonicalize_filename (self->arguments[0], NULL);

  return sync_from (self, folder);
}
