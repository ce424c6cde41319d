/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/worker.h"

#include "base/files.h"
#include "base/queue.h"
#include "base/tsan.h"
#include "sync/error.h"
#include "sync/export.h"
#include "sync/repair.h"
#include "sync/rollback.h"
#include "sync/run.h"
#include "sync/schedule.h"
#include "sync/stored-editions.h"
#include "sync/writable-stick.h"

#define CONNECTED_SECONDS 10.0
#define BUSY_SECONDS 30.0
/* A check that finds nothing where a reader met damage is believed only so often. */
#define REPAIR_SECONDS 600.0
/* Then a repair that failed is tried again. */
#define AGAIN_SECONDS 30.0
/* Progress is told at most this often. */
#define PROGRESS_US (250 * 1000)

struct _TiltasWorker
{
  gatomicrefcount references; /* whoever made it, and the thread */
  TiltasQueue *ended;         /* gets one item at the end of the thread */
  GThread *thread;
  TiltasQueue *orders;       /* of TiltasOrder */
  GCancellable *cancellable; /* of the thread */
  GCancellable *pause;       /* of what it does now */
  /* From here on the thread's own. */
  TiltasSyncConfig *config;
  TiltasStore *store;
  TiltasClock *clock;
  TiltasSyncContext context; /* of the three, for all that the thread calls */
  TiltasWorkerNews news;
  TiltasWorkerDone done;
  gpointer data;
  GDestroyNotify free_data;
  TiltasSchedule schedule;
  TiltasReport *report; /* the newest; its member request may be set until it is reported */
  gboolean reported;    /* the main thread has it, too */
  gboolean changed;     /* it shows other content than the one that the main thread has */
  guint request;        /* asks for a run, and no run has answered it yet; 0 none */
  guint answered;       /* request that the next report answers, 0 none */
  gint64 due;           /* monotonic microseconds of the next run */
  gint64 repair_due;    /* of the next try of a repair that failed, 0 none */
  gint64 repaired;      /* when the last one was done, 0 never */
  gint64 progress_told;
  gboolean busy;     /* the last try found another program at work; status.json is that one's */
  gboolean told_off; /* the newest status says that updates are off */
  guint64 bytes_done, bytes_total;
  char *fetching;
};

static double
seconds_now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* Makes report, which it takes, the newest one. */
static void
take_report (TiltasWorker *self, TiltasReport *report)
{
  self->changed = self->changed || !tiltas_report_same_content (report, self->report);
  tiltas_report_unref (self->report);
  self->report = report;
  self->reported = FALSE;
}

/* The report, when the main thread does not have it yet or when it answers a request. NULL else, and while a run goes
 * on, which makes a newer one. */
static TiltasReport *
report_to_hand_over (TiltasWorker *self, gboolean running)
{
  if (running || (self->reported && self->answered == 0))
    return NULL;
  if (self->reported)
    take_report (self, tiltas_report_copy (self->report));
  self->report->request = self->answered;
  self->answered = 0;
  self->reported = TRUE;
  return tiltas_report_ref (self->report);
}

static void
tell (TiltasWorker *self, gboolean running, gboolean content_changed)
{
  TiltasSyncStatus *status = tiltas_sync_status_new (self->config, self->report);
  gint64 left = self->due - g_get_monotonic_time ();

  if (running && status->state == TILTAS_SYNC_IDLE)
    status->state = TILTAS_SYNC_RUNNING;
  if (self->busy && status->state == TILTAS_SYNC_IDLE)
    {
      g_free (status->last_error_code);
      g_free (status->last_error);
      status->last_error_code = g_strdup (tiltas_sync_error_word_of (TILTAS_SYNC_ERROR_BUSY));
      status->last_error = g_strdup (tiltas_sync_sentence (status->last_error_code));
    }
  status->next_run = tiltas_clock_now (self->clock) + MAX (left, 0) / G_USEC_PER_SEC;
  status->bytes_done = self->bytes_done;
  status->bytes_total = self->bytes_total;
  status->fetching = g_strdup (self->fetching);
  self->told_off = status->state == TILTAS_SYNC_OFF;
  TiltasReport *report = report_to_hand_over (self, running);
  if (!running)
    {
      content_changed = content_changed || self->changed;
      self->changed = FALSE;
    }
  self->news (status, report, content_changed, self->data);
}

static void
set_due (TiltasWorker *self, double seconds)
{
  self->due = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
}

/* Of what the thread calls: for TiltasSyncContext. */
static void
on_reported (TiltasReport *report, gpointer data)
{
  take_report (data, tiltas_report_ref (report));
}

/* The next report answers the request for a run, if there is one. */
static void
answer_run (TiltasWorker *self)
{
  if (self->request == 0)
    return;
  self->answered = self->request;
  self->request = 0;
}

/* What cannot be replaced now (the disk is full, another program writes) is tried again soon; meanwhile the content
 * that the program came with is shown. TRUE when readers see something else now. */
static gboolean
repair (TiltasWorker *self)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = tiltas_repair_store (&self->context, NULL, &error);

  self->repair_due = 0;
  if (ok)
    {
      self->repaired = g_get_monotonic_time ();
      set_due (self, 0);
    }
  else
    {
      g_warning ("the damaged store cannot be repaired: %s", error->message);
      self->repair_due = g_get_monotonic_time () + (gint64) (AGAIN_SECONDS * G_USEC_PER_SEC);
      ok = tiltas_store_fall_back (self->store);
    }
  return ok;
}

/* After something that ended with error (or NULL): a store that is damaged is repaired. TRUE as above. */
static gboolean
look_after (TiltasWorker *self, const GError *error)
{
  return error != NULL && g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_STORE_DAMAGED) && repair (self);
}

static void
on_progress (const char *publisher, guint64 done, guint64 total, gpointer data)
{
  TiltasWorker *self = data;
  gint64 now = g_get_monotonic_time ();

  if (g_strcmp0 (self->fetching, publisher) != 0)
    {
      g_free (self->fetching);
      self->fetching = g_strdup (publisher);
    }
  self->bytes_done = done;
  self->bytes_total = total;
  if (now - self->progress_told < PROGRESS_US)
    return;
  self->progress_told = now;
  tell (self, TRUE, FALSE);
}

static void
log_refusal (const char *what, const GError *error, TiltasOrigin origin)
{
  g_autofree char *line = tiltas_sync_error_line (error, origin);

  g_message ("%s: %s", what, line);
}

static void
forget_progress (TiltasWorker *self)
{
  self->bytes_done = self->bytes_total = 0;
  g_clear_pointer (&self->fetching, g_free);
}

/* Plans the next run after one that ended with error (or NULL). */
static void
plan_next (TiltasWorker *self, const GError *error)
{
  gint64 wait = self->report->retry_at - tiltas_clock_now (self->clock);
  gboolean transport = error != NULL && tiltas_sync_error_is_transport (error);

  if (error != NULL && g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_BUSY))
    set_due (self, BUSY_SECONDS * (1 + g_random_double ()));
  else
    set_due (self, tiltas_schedule_next (&self->schedule, transport, (double) MAX (wait, 0), seconds_now (),
                                         g_random_double ()));
}

/* Updates that are off cost nothing: no lock, no file is written, nobody is woken. They are looked at again at the next
 * poll, because branch IT may have installed the root. */
static gboolean
is_off (TiltasWorker *self)
{
  if (tiltas_sync_config_is_on (self->config, NULL))
    return FALSE;
  plan_next (self, NULL);
  if (self->told_off && self->request == 0)
    return TRUE;
  answer_run (self);
  tell (self, FALSE, FALSE);
  return TRUE;
}

static void
run (TiltasWorker *self)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  if (is_off (self))
    return;
  forget_progress (self);
  self->busy = FALSE;
  tell (self, TRUE, FALSE);
  if (!tiltas_run_once (&self->context, &changed, &error))
    log_refusal ("update", error, TILTAS_ORIGIN_SERVER);
  forget_progress (self);
  self->busy = g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_BUSY);
  /* A run that was not possible answers nothing; the next run does. */
  if (!self->busy && !g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_CANCELLED))
    answer_run (self);
  plan_next (self, error);
  changed = look_after (self, error) || changed;
  tell (self, FALSE, changed);
}

/* believes: a reader met damage. Pages that it had read before the file was overwritten make a check that finds nothing
 * no proof; only one that finds nothing right after a repair is. */
static void
check (TiltasWorker *self, gboolean believes)
{
  g_autoptr (GError) error = NULL;
  gboolean sound = tiltas_store_check (self->store, self->cancellable, &error);
  gboolean damaged = g_error_matches (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED);
  gboolean lately =
    self->repaired != 0 && g_get_monotonic_time () - self->repaired < (gint64) (REPAIR_SECONDS * G_USEC_PER_SEC);
  gboolean changed = believes;

  if (!sound && !damaged)
    g_message ("the store is not checked now: %s", error->message);
  if (damaged)
    g_warning ("the store is damaged: %s", error->message);
  if (damaged || (believes && !lately))
    changed = repair (self) || changed;
  tiltas_store_forget_damage (self->store);
  if (changed)
    tell (self, FALSE, TRUE);
}

/* A repair that failed. The store serves what the program came with by now, or is as damaged as it was. */
static void
repair_again (TiltasWorker *self)
{
  gboolean changed = FALSE;

  self->repair_due = 0;
  if (!tiltas_store_is_read_only (self->store))
    {
      check (self, TRUE);
      return;
    }
  tiltas_store_catch_up (self->store, self->cancellable, &changed, NULL);
  tiltas_repair_note (&self->context);
  if (tiltas_store_is_read_only (self->store))
    {
      self->repair_due = g_get_monotonic_time () + (gint64) (AGAIN_SECONDS * G_USEC_PER_SEC);
      return;
    }
  set_due (self, 0);
  tell (self, FALSE, TRUE);
}

static void
connected (TiltasWorker *self)
{
  /* What the server asked for holds for every way to it. */
  double wait = tiltas_schedule_wait (self->report->retry_at - tiltas_clock_now (self->clock));
  gint64 soon = g_get_monotonic_time () + (gint64) ((wait + g_random_double () * CONNECTED_SECONDS) * G_USEC_PER_SEC);

  self->schedule.failures = 0;
  self->due = MIN (self->due, soon);
}

/* Mostly this thread itself wrote the file, and everybody knows. Else another program has done its work. */
static void
reread_and_tell (TiltasWorker *self)
{
  g_autoptr (TiltasReport) report = tiltas_report_load (self->config->state_dir);

  if (report == NULL || tiltas_report_equal (report, self->report))
    return;
  self->busy = FALSE;
  if (report->last_run != self->report->last_run)
    answer_run (self);
  take_report (self, g_steal_pointer (&report));
  tell (self, FALSE, FALSE);
}

static gboolean
write_onto_stick (TiltasWorker *self, const TiltasOrder *order, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (order->text);
  g_autoptr (TiltasWritableStick) stick = tiltas_writable_stick_new (folder, self->pause, error);

  return stick != NULL && tiltas_file_replace (order->text, g_bytes_get_data (order->bytes, NULL),
                                               g_bytes_get_size (order->bytes), error);
}

static gboolean
export_onto_stick (TiltasWorker *self, const char *folder, GError **error)
{
  g_autoptr (TiltasExport) done = tiltas_export_run (&self->context, folder, error);

  return done != NULL;
}

/* Who lets an edition in wants to see it: the next run is due at once. */
static gboolean
let_in (TiltasWorker *self, const char *publisher, GError **error)
{
  if (!tiltas_rollback_undo (&self->context, publisher, NULL, error))
    return FALSE;
  set_due (self, 0);
  return TRUE;
}

static gboolean
do_task (TiltasWorker *self, const TiltasOrder *order, gboolean *changed, TiltasStickPlan **plan, GError **error)
{
  switch (order->task)
    {
    case TILTAS_SYNC_TASK_IMPORT:
      return tiltas_run_folder (&self->context, order->text, changed, error);
    case TILTAS_SYNC_TASK_ROLLBACK:
      *changed = tiltas_rollback (&self->context, order->text, NULL, error);
      return *changed;
    case TILTAS_SYNC_TASK_RELEASE:
      return let_in (self, order->text, error);
    case TILTAS_SYNC_TASK_PLAN:
      *plan = tiltas_stick_plan_new (&self->context, order->text, error);
      return error == NULL || *error == NULL;
    case TILTAS_SYNC_TASK_EXPORT:
      return export_onto_stick (self, order->text, error);
    case TILTAS_SYNC_TASK_WRITE:
    default:
      return write_onto_stick (self, order, error);
    }
}

static void
run_task (TiltasWorker *self, const TiltasOrder *order)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;
  TiltasStickPlan *plan = NULL;

  forget_progress (self);
  tell (self, TRUE, FALSE);
  if (!do_task (self, order, &changed, &plan, &error))
    log_refusal (order->text, error, tiltas_order_origin (order));
  forget_progress (self);
  changed = look_after (self, error) || changed;
  self->answered = order->request;
  tell (self, FALSE, changed);
  self->done (order->task, error != NULL ? tiltas_sync_error_word (error) : "ok", plan, self->data);
}

static gboolean
obey (TiltasWorker *self, const TiltasOrder *order)
{
  switch (order->kind)
    {
    case TILTAS_ORDER_QUIT:
      return FALSE;
    case TILTAS_ORDER_RUN:
      self->request = order->request;
      run (self);
      break;
    case TILTAS_ORDER_CONNECTED:
      connected (self);
      break;
    case TILTAS_ORDER_CHECK:
      check (self, FALSE);
      break;
    case TILTAS_ORDER_DAMAGED:
      if (!g_cancellable_is_cancelled (self->cancellable))
        g_cancellable_reset (self->pause);
      check (self, TRUE);
      break;
    case TILTAS_ORDER_TASK:
      run_task (self, order);
      break;
    case TILTAS_ORDER_REREAD:
      reread_and_tell (self);
      break;
    }
  return !g_cancellable_is_cancelled (self->cancellable);
}

/* Before anything else: what a package upgrade brings. TRUE when content changed. */
static gboolean
catch_up (TiltasWorker *self)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  if (!tiltas_store_catch_up (self->store, self->cancellable, &changed, &error))
    g_message ("what a newer package brings is not taken over yet: %s", error->message);
  tiltas_repair_note (&self->context);
  return changed;
}

/* Waits for a command or what is due. FALSE at the end. */
static gboolean
step (TiltasWorker *self)
{
  gint64 due = self->repair_due != 0 ? MIN (self->due, self->repair_due) : self->due;
  gint64 left = due - g_get_monotonic_time ();
  g_autoptr (TiltasOrder) order = tiltas_queue_pop (self->orders, MAX (left, 0));

  if (order != NULL)
    return obey (self, order);
  if (self->repair_due != 0 && self->repair_due <= g_get_monotonic_time ())
    repair_again (self);
  else if (self->due <= g_get_monotonic_time ())
    run (self);
  return TRUE;
}

static void
worker_unref (TiltasWorker *self)
{
  TILTAS_EDGE_BEFORE (self);
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  TILTAS_EDGE_AFTER (self);
  tiltas_queue_free (self->orders);
  tiltas_queue_free (self->ended);
  g_object_unref (self->cancellable);
  g_object_unref (self->pause);
  tiltas_sync_config_free (self->config);
  tiltas_store_unref (self->store);
  tiltas_clock_unref (self->clock);
  self->free_data (self->data);
  g_free (self->fetching);
  g_free (self);
}

static gpointer
thread_main (gpointer data)
{
  TiltasWorker *self = data;
  gboolean changed;

  /* How things stood before this start is told at once: what follows may take long. */
  self->report = tiltas_report_read (self->config->state_dir);
  tell (self, FALSE, FALSE);
  changed = catch_up (self);
  /* Read for their times: they raise the clock's floor. */
  g_autoptr (GPtrArray) editions G_GNUC_UNUSED = tiltas_stored_editions_read (self->store, self->clock, NULL);
  set_due (self, tiltas_schedule_first (&self->schedule, self->config->interval, seconds_now (), g_random_double ()));
  tell (self, FALSE, changed);
  while (step (self))
    ;
  g_clear_pointer (&self->report, tiltas_report_unref);
  tiltas_queue_push (self->ended, self);
  worker_unref (self);
  return NULL;
}

TiltasWorker *
tiltas_worker_new (const TiltasSyncConfig *config,
                   TiltasStore *store,
                   TiltasClock *clock,
                   TiltasWorkerNews news,
                   TiltasWorkerDone done,
                   gpointer data,
                   GDestroyNotify free_data)
{
  TiltasWorker *self = g_new0 (TiltasWorker, 1);

  g_atomic_ref_count_init (&self->references);
  g_atomic_ref_count_inc (&self->references);
  self->ended = tiltas_queue_new (NULL);
  self->orders = tiltas_queue_new ((GDestroyNotify) tiltas_order_free);
  self->cancellable = g_cancellable_new ();
  self->pause = g_cancellable_new ();
  self->config = tiltas_sync_config_copy (config);
  self->store = tiltas_store_ref (store);
  self->clock = tiltas_clock_ref (clock);
  self->context = (TiltasSyncContext){ self->config, store, clock, on_progress, on_reported, self, self->pause };
  self->news = news;
  self->done = done;
  self->data = data;
  self->free_data = free_data;
  self->thread = g_thread_new ("sync", thread_main, self);
  return self;
}

void
tiltas_worker_send (TiltasWorker *self, TiltasOrder *order)
{
  if (order->kind == TILTAS_ORDER_DAMAGED)
    g_cancellable_cancel (self->pause);
  tiltas_queue_push (self->orders, order);
}

gboolean
tiltas_worker_stop (TiltasWorker *self)
{
  GThread *thread = self->thread;

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->pause);
  tiltas_worker_send (self, tiltas_order_new (TILTAS_ORDER_QUIT, 0));
  gboolean ended = tiltas_queue_pop (self->ended, TILTAS_WORKER_STOP_MS * 1000) != NULL;
  if (ended)
    g_thread_join (thread);
  else
    {
      g_message ("what the sync thread does takes long; it is left to itself");
      g_thread_unref (thread);
    }
  worker_unref (self);
  return ended;
}
