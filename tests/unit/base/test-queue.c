/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/queue.h"

static void
test_order (void)
{
  g_autoptr (TiltasQueue) queue = tiltas_queue_new (g_free);
  tiltas_queue_push (queue, g_strdup ("a"));
  tiltas_queue_push (queue, g_strdup ("b"));
  g_autofree char *first = tiltas_queue_pop (queue, 0);
  g_autofree char *second = tiltas_queue_pop (queue, -1);
  g_assert_cmpstr (first, ==, "a");
  g_assert_cmpstr (second, ==, "b");
  g_assert_null (tiltas_queue_pop (queue, 0));
  gint64 before = g_get_monotonic_time ();
  g_assert_null (tiltas_queue_pop (queue, 20000));
  g_assert_cmpint (g_get_monotonic_time () - before, >=, 19000);
  tiltas_queue_push (queue, g_strdup ("freed with the queue"));
}

#define N_ITEMS 10000

static gpointer
produce (gpointer data)
{
  TiltasQueue *queue = data;

  for (int i = 1; i <= N_ITEMS; i++)
    {
      int *item = g_new (int, 1);
      *item = i;
      tiltas_queue_push (queue, item);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (TiltasQueue) queue = tiltas_queue_new (g_free);
  GThread *thread = g_thread_new ("produce", produce, queue);
  for (int i = 1; i <= N_ITEMS; i++)
    {
      g_autofree int *item = tiltas_queue_pop (queue, -1);
      g_assert_cmpint (*item, ==, i);
    }
  g_thread_join (thread);
}

typedef struct
{
  GThread *ran_in;
  int runs;
  gboolean freed;
} Invoked;

static gboolean
on_invoke (gpointer data)
{
  Invoked *self = data;
  self->ran_in = g_thread_self ();
  return ++self->runs < 2 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
on_free (gpointer data)
{
  ((Invoked *) data)->freed = TRUE;
}

static gpointer
invoke (gpointer data)
{
  tiltas_invoke (NULL, on_invoke, data, on_free);
  return NULL;
}

/* Runs in the thread that iterates the context, never in the one that asks, even when nobody iterates at the moment. */
static void
test_invoke (void)
{
  Invoked invoked = { 0 };
  g_thread_join (g_thread_new ("invoke", invoke, &invoked));
  g_assert_cmpint (invoked.runs, ==, 0);
  while (!invoked.freed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (invoked.runs, ==, 2);
  g_assert_true (invoked.ran_in == g_thread_self ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/queue/order", test_order);
  g_test_add_func ("/base/queue/threads", test_threads);
  g_test_add_func ("/base/queue/invoke", test_invoke);
  return g_test_run ();
}
