/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/search-worker.h"

#include "base/queue.h"
#include "base/trace.h"
#include "base/tsan.h"
#include "store/reader-hidden.h"
#include "store/reader-search.h"

/* Shared by the main thread and the search thread; whichever drops it last frees it. */
typedef struct
{
  TiltasStore *store;
  gboolean show_unverified;
  GStrv hidden;
  guint limit;
  TiltasQueue *queries; /* of Query; one whose text is NULL ends the thread */
  GMainContext *context;
  int newest; /* atomic: number of the newest query, -1 when the worker is freed */

  /* The lock guards the reader: it must not be freed while the main thread interrupts it. */
  GMutex lock;
  TiltasReader *reader;

  /* Main thread only. */
  TiltasSearchDone done;
  gpointer data;
} Shared;

struct _TiltasSearchWorker
{
  Shared *shared;
  GThread *thread;
  int n_queries;
};

typedef struct
{
  int number;
  char *text; /* NULL: the thread shall end */
  GStrv ladder;
} Query;

typedef struct
{
  Shared *shared;
  int number;
  GPtrArray *hits;
} Answer;

static void
shared_clear (gpointer data)
{
  Shared *self = data;

  tiltas_queue_free (self->queries);
  g_main_context_unref (self->context);
  tiltas_store_unref (self->store);
  g_strfreev (self->hidden);
  g_mutex_clear (&self->lock);
}

static void
shared_unref (Shared *self)
{
  g_atomic_rc_box_release_full (self, shared_clear);
}

static void
query_free (gpointer data)
{
  Query *self = data;

  g_free (self->text);
  g_strfreev (self->ladder);
  g_free (self);
}

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_ptr_array_unref (self->hits);
  shared_unref (self->shared);
  g_free (self);
}

static void
lock_reader (Shared *self)
{
  g_mutex_lock (&self->lock);
  TILTAS_EDGE_AFTER (&self->lock);
}

static void
unlock_reader (Shared *self)
{
  TILTAS_EDGE_BEFORE (&self->lock);
  g_mutex_unlock (&self->lock);
}

/* Search thread */

static void
replace_reader (Shared *self, TiltasReader *reader)
{
  TiltasReader *old;

  lock_reader (self);
  old = self->reader;
  self->reader = reader;
  unlock_reader (self);
  g_clear_pointer (&old, tiltas_reader_free);
}

static gboolean
ensure_reader (Shared *self, GError **error)
{
  if (self->reader != NULL && !tiltas_reader_is_stale (self->reader))
    return TRUE;
  replace_reader (self, NULL);

  g_autoptr (TiltasReader) reader = tiltas_reader_open (self->store, self->show_unverified, error);
  if (reader == NULL || !tiltas_reader_hide (reader, (const char *const *) self->hidden, error))
    return FALSE;
  replace_reader (self, g_steal_pointer (&reader));
  return TRUE;
}

static gboolean
deliver (gpointer data)
{
  Answer *answer = data;
  Shared *shared = answer->shared;

  if (answer->number == g_atomic_int_get (&shared->newest))
    shared->done (answer->hits, shared->data);
  return G_SOURCE_REMOVE;
}

static void
run_query (Shared *self, const Query *query)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *hits = NULL;

  tiltas_trace ("search-begin", "query=%d", query->number);
  if (ensure_reader (self, &error))
    hits = tiltas_reader_search (self->reader, query->text, (const char *const *) query->ladder, self->limit, &error);
  tiltas_trace ("search-end", "query=%d rows=%u", query->number, hits != NULL ? hits->len : 0);
  if (query->number != g_atomic_int_get (&self->newest))
    {
      g_clear_pointer (&hits, g_ptr_array_unref);
      return;
    }
  if (hits == NULL)
    {
      g_warning ("Search failed: %s", error->message);
      hits = g_ptr_array_new ();
    }

  Answer *answer = g_new0 (Answer, 1);
  answer->shared = g_atomic_rc_box_acquire (self);
  answer->number = query->number;
  answer->hits = hits;
  tiltas_invoke (self->context, deliver, answer, answer_free);
}

static gpointer
run (gpointer data)
{
  Shared *self = data;

  for (;;)
    {
      Query *query = tiltas_queue_pop (self->queries, -1);
      gboolean end = query->text == NULL;

      if (!end && query->number == g_atomic_int_get (&self->newest))
        run_query (self, query);
      query_free (query);
      if (end)
        break;
    }
  replace_reader (self, NULL);
  shared_unref (self);
  return NULL;
}

/* Main thread */

TiltasSearchWorker *
tiltas_search_worker_new (TiltasStore *store,
                          gboolean show_unverified,
                          const char *const *hidden,
                          guint limit,
                          TiltasSearchDone done,
                          gpointer data)
{
  TiltasSearchWorker *self = g_new0 (TiltasSearchWorker, 1);
  Shared *shared = g_atomic_rc_box_new0 (Shared);

  shared->store = tiltas_store_ref (store);
  shared->show_unverified = show_unverified;
  shared->hidden = g_strdupv ((GStrv) hidden);
  shared->limit = limit;
  shared->queries = tiltas_queue_new (query_free);
  shared->context = g_main_context_ref_thread_default ();
  shared->done = done;
  shared->data = data;
  g_mutex_init (&shared->lock);
  self->shared = shared;
  self->thread = g_thread_new ("search", run, g_atomic_rc_box_acquire (shared));
  return self;
}

static void
push (TiltasSearchWorker *self, int number, const char *text, const char *const *ladder)
{
  Shared *shared = self->shared;
  Query *query = g_new0 (Query, 1);

  query->number = number;
  query->text = g_strdup (text);
  query->ladder = g_strdupv ((GStrv) ladder);
  g_atomic_int_set (&shared->newest, number);
  /* Interrupt before the push: what runs now is an older query. */
  lock_reader (shared);
  if (shared->reader != NULL)
    tiltas_reader_interrupt (shared->reader);
  unlock_reader (shared);
  tiltas_queue_push (shared->queries, query);
}

void
tiltas_search_worker_query (TiltasSearchWorker *self, const char *query, const char *const *ladder)
{
  g_return_if_fail (self != NULL && query != NULL && ladder != NULL);

  push (self, ++self->n_queries, query, ladder);
}

void
tiltas_search_worker_free (TiltasSearchWorker *self)
{
  if (self == NULL)
    return;
  push (self, -1, NULL, NULL);
  g_thread_join (self->thread);
  shared_unref (self->shared);
  g_free (self);
}
