/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/sync.h"

#include "base/queue.h"
#include "sync/worker.h"

#include <pthread.h>

typedef struct
{
  TiltasSyncTask task;
  const char *word; /* static */
} Done;

/* News on its way from the thread to the main context. It is locked with pthread and not with GLib, because
 * ThreadSanitizer understands only the former. */
typedef struct
{
  gatomicrefcount references;
  pthread_mutex_t lock;
  GMainContext *context;
  TiltasSyncStatus *status; /* newest */
  TiltasReport *report;     /* newest, or NULL */
  GQueue reports;           /* of TiltasReport: "reported" is to be emitted for each */
  gboolean content_changed; /* "content-changed" is to be emitted */
  gboolean damaged;         /* "store-damaged" is to be emitted */
  GQueue done;              /* of Done: "task-done" is to be emitted for each */
  TiltasStickPlan *plan;    /* newest, or NULL */
  gboolean pending;         /* the callback that delivers is on its way */
  gboolean run_pending;     /* a run was asked for, and no status came since */
  guint open_run;           /* request for a run that no report has answered yet, 0 none */
  TiltasSync *owner;        /* main context only; NULL once it stopped */
} Mailbox;

struct _TiltasSync
{
  GObject parent_instance;
  Mailbox *mailbox;
  TiltasWorker *worker;
  GNetworkMonitor *network;
  gulong network_handler;
  gboolean was_available;
  TiltasStore *store; /* watched while worker runs */
  guint last_request;
  GFileMonitor *monitor; /* of status.json, which other processes write, too */
};

G_DEFINE_FINAL_TYPE (TiltasSync, tiltas_sync, G_TYPE_OBJECT)

enum
{
  CONTENT_CHANGED,
  STORE_DAMAGED,
  REPORTED,
  STATUS_CHANGED,
  TASK_DONE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static Mailbox *
mailbox_new (TiltasSync *owner, TiltasSyncStatus *status)
{
  Mailbox *self = g_new0 (Mailbox, 1);

  g_atomic_ref_count_init (&self->references);
  pthread_mutex_init (&self->lock, NULL);
  self->context = g_main_context_ref_thread_default ();
  self->status = status;
  self->owner = owner;
  return self;
}

static Mailbox *
mailbox_ref (Mailbox *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
mailbox_unref (gpointer data)
{
  Mailbox *self = data;

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  pthread_mutex_destroy (&self->lock);
  g_main_context_unref (self->context);
  tiltas_sync_status_free (self->status);
  g_clear_pointer (&self->report, tiltas_report_unref);
  g_queue_clear_full (&self->reports, (GDestroyNotify) tiltas_report_unref);
  g_queue_clear_full (&self->done, g_free);
  g_clear_pointer (&self->plan, tiltas_stick_plan_unref);
  g_free (self);
}

/* Moves all items out of the queue. */
static GQueue
take_all (GQueue *queue)
{
  GQueue all = *queue;

  g_queue_init (queue);
  return all;
}

static void
tell_reports (TiltasSync *owner, GQueue *reports)
{
  while (!g_queue_is_empty (reports))
    {
      g_autoptr (TiltasReport) report = g_queue_pop_head (reports);
      g_signal_emit (owner, signals[REPORTED], 0, report);
    }
}

static void
tell_done (TiltasSync *owner, GQueue *done)
{
  while (!g_queue_is_empty (done))
    {
      g_autofree Done *one = g_queue_pop_head (done);
      g_signal_emit (owner, signals[TASK_DONE], 0, (int) one->task, one->word);
    }
}

/* Emits the signals. Runs on the main context. */
static gboolean
deliver (gpointer data)
{
  Mailbox *self = data;
  gboolean content_changed, damaged;
  GQueue done, reports;

  pthread_mutex_lock (&self->lock);
  done = take_all (&self->done);
  reports = take_all (&self->reports);
  content_changed = self->content_changed;
  self->content_changed = FALSE;
  damaged = self->damaged;
  self->damaged = FALSE;
  self->pending = FALSE;
  pthread_mutex_unlock (&self->lock);
  if (self->owner == NULL)
    {
      g_queue_clear_full (&done, g_free);
      g_queue_clear_full (&reports, (GDestroyNotify) tiltas_report_unref);
      return G_SOURCE_REMOVE;
    }
  g_autoptr (TiltasSync) owner = g_object_ref (self->owner);
  if (damaged)
    g_signal_emit (owner, signals[STORE_DAMAGED], 0);
  tell_reports (owner, &reports);
  g_signal_emit (owner, signals[STATUS_CHANGED], 0);
  if (content_changed)
    g_signal_emit (owner, signals[CONTENT_CHANGED], 0);
  tell_done (owner, &done);
  return G_SOURCE_REMOVE;
}

/* Needs the lock. Takes report. */
static void
add_report (Mailbox *self, TiltasReport *report)
{
  g_clear_pointer (&self->report, tiltas_report_unref);
  self->report = report;
  g_queue_push_tail (&self->reports, tiltas_report_ref (report));
  if (report->request == self->open_run)
    self->open_run = 0;
}

/* Runs on the sync thread. */
static void
on_news (TiltasSyncStatus *status, TiltasReport *report, gboolean content_changed, gpointer data)
{
  Mailbox *self = data;
  gboolean must_invoke;

  pthread_mutex_lock (&self->lock);
  tiltas_sync_status_free (self->status);
  self->status = status;
  if (report != NULL)
    add_report (self, report);
  self->content_changed = self->content_changed || content_changed;
  self->run_pending = FALSE;
  must_invoke = !self->pending;
  self->pending = TRUE;
  pthread_mutex_unlock (&self->lock);
  if (must_invoke)
    tiltas_invoke (self->context, deliver, mailbox_ref (self), mailbox_unref);
}

/* Runs on the sync thread. word is static. */
static void
on_done (TiltasSyncTask task, const char *word, TiltasStickPlan *plan, gpointer data)
{
  Mailbox *self = data;
  Done *done = g_new0 (Done, 1);
  gboolean must_invoke;

  done->task = task;
  done->word = word;
  pthread_mutex_lock (&self->lock);
  g_queue_push_tail (&self->done, done);
  if (plan != NULL)
    {
      g_clear_pointer (&self->plan, tiltas_stick_plan_unref);
      self->plan = plan;
    }
  must_invoke = !self->pending;
  self->pending = TRUE;
  pthread_mutex_unlock (&self->lock);
  if (must_invoke)
    tiltas_invoke (self->context, deliver, mailbox_ref (self), mailbox_unref);
}

/* Runs on the thread of the reader that met damage. */
static void
on_damaged (gpointer data)
{
  TiltasSync *self = data;
  Mailbox *mailbox = self->mailbox;
  gboolean must_invoke;

  pthread_mutex_lock (&mailbox->lock);
  mailbox->damaged = TRUE;
  must_invoke = !mailbox->pending;
  mailbox->pending = TRUE;
  pthread_mutex_unlock (&mailbox->lock);
  if (must_invoke)
    tiltas_invoke (mailbox->context, deliver, mailbox_ref (mailbox), mailbox_unref);
  tiltas_worker_send (self->worker, tiltas_order_new (TILTAS_ORDER_DAMAGED, 0));
}

static void
on_network_changed (GNetworkMonitor *network G_GNUC_UNUSED, gboolean available, TiltasSync *self)
{
  if (available && !self->was_available)
    tiltas_worker_send (self->worker, tiltas_order_new (TILTAS_ORDER_CONNECTED, 0));
  self->was_available = available;
}

static void
on_file_changed (GFileMonitor *monitor G_GNUC_UNUSED,
                 GFile *file G_GNUC_UNUSED,
                 GFile *other G_GNUC_UNUSED,
                 GFileMonitorEvent event,
                 TiltasSync *self)
{
  if (event == G_FILE_MONITOR_EVENT_CREATED || event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT)
    tiltas_worker_send (self->worker, tiltas_order_new (TILTAS_ORDER_REREAD, 0));
}

static void
watch (TiltasSync *self, const char *state_dir)
{
  g_autofree char *path = g_build_filename (state_dir, "status.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect (self->monitor, "changed", G_CALLBACK (on_file_changed), self);
  self->network = g_object_ref (g_network_monitor_get_default ());
  self->was_available = g_network_monitor_get_network_available (self->network);
  self->network_handler = g_signal_connect (self->network, "network-changed", G_CALLBACK (on_network_changed), self);
}

static void
tiltas_sync_dispose (GObject *object)
{
  TiltasSync *self = TILTAS_SYNC (object);

  tiltas_sync_stop (self);
  g_clear_object (&self->network);
  g_clear_pointer (&self->mailbox, mailbox_unref);
  G_OBJECT_CLASS (tiltas_sync_parent_class)->dispose (object);
}

static void
tiltas_sync_class_init (TiltasSyncClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tiltas_sync_dispose;
  signals[CONTENT_CHANGED] =
    g_signal_new ("content-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STORE_DAMAGED] = g_signal_new ("store-damaged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REPORTED] =
    g_signal_new ("reported", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[STATUS_CHANGED] =
    g_signal_new ("status-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TASK_DONE] =
    g_signal_new ("task-done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
tiltas_sync_init (TiltasSync *self G_GNUC_UNUSED)
{
}

TiltasSync *
tiltas_sync_new (const TiltasSyncConfig *config, TiltasStore *store, TiltasClock *clock)
{
  g_return_val_if_fail (config != NULL && config->state_dir != NULL && store != NULL && clock != NULL, NULL);
  TiltasSync *self = g_object_new (TILTAS_TYPE_SYNC, NULL);
  g_autoptr (TiltasReport) unknown = tiltas_report_new ();

  self->mailbox = mailbox_new (self, tiltas_sync_status_new (config, unknown));
  watch (self, config->state_dir);
  self->worker = tiltas_worker_new (config, store, clock, on_news, on_done, mailbox_ref (self->mailbox), mailbox_unref);
  self->store = tiltas_store_ref (store);
  tiltas_store_watch (store, on_damaged, self);
  return self;
}

gboolean
tiltas_sync_stop (TiltasSync *self)
{
  g_return_val_if_fail (TILTAS_IS_SYNC (self), TRUE);
  TiltasWorker *worker;

  if (self->mailbox != NULL)
    self->mailbox->owner = NULL;
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
      g_clear_object (&self->monitor);
    }
  if (self->network_handler != 0)
    g_clear_signal_handler (&self->network_handler, self->network);
  if (self->store != NULL)
    tiltas_store_watch (self->store, NULL, NULL);
  g_clear_pointer (&self->store, tiltas_store_unref);
  worker = g_steal_pointer (&self->worker);
  return worker == NULL || tiltas_worker_stop (worker);
}

TiltasSyncStatus *
tiltas_sync_get_status (TiltasSync *self)
{
  g_return_val_if_fail (TILTAS_IS_SYNC (self), NULL);
  pthread_mutex_lock (&self->mailbox->lock);
  TiltasSyncStatus *status = tiltas_sync_status_copy (self->mailbox->status);
  pthread_mutex_unlock (&self->mailbox->lock);
  return status;
}

TiltasReport *
tiltas_sync_get_report (TiltasSync *self)
{
  TiltasReport *report;

  g_return_val_if_fail (TILTAS_IS_SYNC (self), NULL);
  pthread_mutex_lock (&self->mailbox->lock);
  report = self->mailbox->report != NULL ? tiltas_report_ref (self->mailbox->report) : NULL;
  pthread_mutex_unlock (&self->mailbox->lock);
  return report;
}

guint
tiltas_sync_request (TiltasSync *self)
{
  g_return_val_if_fail (TILTAS_IS_SYNC (self), 0);
  Mailbox *mailbox = self->mailbox;
  gboolean already;
  guint request;

  if (self->worker == NULL)
    return 0;
  pthread_mutex_lock (&mailbox->lock);
  already = mailbox->run_pending;
  mailbox->run_pending = TRUE;
  if (mailbox->open_run == 0)
    mailbox->open_run = ++self->last_request;
  request = mailbox->open_run;
  pthread_mutex_unlock (&mailbox->lock);
  if (!already)
    tiltas_worker_send (self->worker, tiltas_order_new (TILTAS_ORDER_RUN, request));
  return request;
}

void
tiltas_sync_request_check (TiltasSync *self)
{
  g_return_if_fail (TILTAS_IS_SYNC (self));
  if (self->worker != NULL)
    tiltas_worker_send (self->worker, tiltas_order_new (TILTAS_ORDER_CHECK, 0));
}

static guint
send_task (TiltasSync *self, TiltasSyncTask task, const char *text, GBytes *bytes)
{
  g_return_val_if_fail (TILTAS_IS_SYNC (self), 0);
  guint request;

  if (self->worker == NULL)
    return 0;
  request = ++self->last_request;
  tiltas_worker_send (self->worker, tiltas_order_new_task (task, request, text, bytes));
  return request;
}

guint
tiltas_sync_import_folder (TiltasSync *self, const char *folder)
{
  return send_task (self, TILTAS_SYNC_TASK_IMPORT, folder, NULL);
}

guint
tiltas_sync_plan_folder (TiltasSync *self, const char *folder)
{
  return send_task (self, TILTAS_SYNC_TASK_PLAN, folder, NULL);
}

TiltasStickPlan *
tiltas_sync_get_plan (TiltasSync *self)
{
  TiltasStickPlan *plan;

  g_return_val_if_fail (TILTAS_IS_SYNC (self), NULL);
  pthread_mutex_lock (&self->mailbox->lock);
  plan = self->mailbox->plan != NULL ? tiltas_stick_plan_ref (self->mailbox->plan) : NULL;
  pthread_mutex_unlock (&self->mailbox->lock);
  return plan;
}

guint
tiltas_sync_export_folder (TiltasSync *self, const char *folder)
{
  return send_task (self, TILTAS_SYNC_TASK_EXPORT, folder, NULL);
}

guint
tiltas_sync_rollback (TiltasSync *self, const char *publisher)
{
  return send_task (self, TILTAS_SYNC_TASK_ROLLBACK, publisher, NULL);
}

guint
tiltas_sync_release (TiltasSync *self, const char *publisher)
{
  return send_task (self, TILTAS_SYNC_TASK_RELEASE, publisher, NULL);
}

guint
tiltas_sync_write_file (TiltasSync *self, const char *path, GBytes *content)
{
  return send_task (self, TILTAS_SYNC_TASK_WRITE, path, content);
}
