/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-base"

#include "base/queue.h"

#include "base/tsan.h"

struct _TiltasQueue
{
  GAsyncQueue *queue;
};

TiltasQueue *
tiltas_queue_new (GDestroyNotify free_item)
{
  TiltasQueue *self = g_new0 (TiltasQueue, 1);
  self->queue = g_async_queue_new_full (free_item);
  return self;
}

void
tiltas_queue_free (TiltasQueue *self)
{
  g_return_if_fail (self != NULL);
  g_async_queue_unref (self->queue);
  g_free (self);
}

void
tiltas_queue_push (TiltasQueue *self, gpointer item)
{
  g_return_if_fail (self != NULL && item != NULL);
  TILTAS_EDGE_BEFORE (self);
  g_async_queue_push (self->queue, item);
}

gpointer
tiltas_queue_pop (TiltasQueue *self, gint64 timeout_us)
{
  g_return_val_if_fail (self != NULL, NULL);
  gpointer item = NULL;
  if (timeout_us < 0)
    item = g_async_queue_pop (self->queue);
  else if (timeout_us == 0)
    item = g_async_queue_try_pop (self->queue);
  else
    item = g_async_queue_timeout_pop (self->queue, (guint64) timeout_us);
  if (item != NULL)
    TILTAS_EDGE_AFTER (self);
  return item;
}

/* A call that waits for another main context. */
typedef struct
{
  GSourceFunc function;
  gpointer data;
  GDestroyNotify free_data;
} Call;

static gboolean
call_run (gpointer user_data)
{
  Call *call = user_data;
  TILTAS_EDGE_AFTER (call);
  return call->function (call->data);
}

static void
call_free (gpointer user_data)
{
  Call *call = user_data;
  TILTAS_EDGE_AFTER (call);
  if (call->free_data != NULL)
    call->free_data (call->data);
  g_free (call);
}

void
tiltas_invoke (GMainContext *context, GSourceFunc function, gpointer data, GDestroyNotify free_data)
{
  g_return_if_fail (function != NULL);
  Call *call = g_new (Call, 1);
  *call = (Call){ function, data, free_data };
  /* Not g_main_context_invoke(): it calls the function at once when no thread runs the context at this moment. */
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "tiltas_invoke");
  g_source_set_callback (source, call_run, call, call_free);
  TILTAS_EDGE_BEFORE (call);
  g_source_attach (source, context);
}
