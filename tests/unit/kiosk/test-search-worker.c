/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "fixture.h"
#include "kiosk/search-worker.h"

static const char *const EN[] = { "en", "lt", NULL };

typedef struct
{
  TiltasTestFolder *folder;
  TiltasStore *store;
  TiltasSearchWorker *worker;
  GString *answers; /* number of hits of each answer, "3 0 " */
  guint n_answers;
} Fixture;

static void
on_done (GPtrArray *hits, gpointer data)
{
  Fixture *self = data;

  g_string_append_printf (self->answers, "%u ", hits->len);
  self->n_answers++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) records = tiltas_test_records ("store/library.jsonl");

  self->folder = tiltas_test_folder_new ();
  g_autofree char *bundled = g_build_filename (self->folder, "bundled.db", NULL);
  g_autofree char *state = g_build_filename (self->folder, "state", NULL);
  tiltas_test_store_create (bundled, (const char *const *) records, 1);
  self->store = tiltas_store_open (state, bundled, NULL, &error);
  g_assert_no_error (error);
  self->answers = g_string_new (NULL);
  self->worker = tiltas_search_worker_new (self->store, FALSE, NULL, 5, on_done, self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->worker, tiltas_search_worker_free);
  /* What was still on its way must not be answered any more, nor be lost. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  tiltas_store_unref (self->store);
  tiltas_test_folder_end (self->folder);
  g_string_free (self->answers, TRUE);
}

static void
wait_for_answers (Fixture *self, guint n)
{
  while (self->n_answers < n)
    g_main_context_iteration (NULL, TRUE);
}

/* The thread's reader leaves out what the screens leave out. */
static void
test_hidden (Fixture *self, gconstpointer data)
{
  static const char *const HIDDEN[] = { "vil", NULL };
  g_auto (GStrv) hidden = g_strdupv ((GStrv) HIDDEN);

  tiltas_search_worker_query (self->worker, "Vilnius", EN);
  wait_for_answers (self, 1);
  g_assert_cmpstr (self->answers->str, !=, "0 ");
  g_string_truncate (self->answers, 0);
  tiltas_search_worker_free (self->worker);
  self->worker = tiltas_search_worker_new (self->store, FALSE, (const char *const *) hidden, 5, on_done, self);
  g_clear_pointer (&hidden, g_strfreev);
  tiltas_search_worker_query (self->worker, "Vilnius", EN);
  wait_for_answers (self, 2);
  g_assert_cmpstr (self->answers->str, ==, "0 ");
}

static void
test_answers (Fixture *self, gconstpointer data)
{
  tiltas_search_worker_query (self->worker, "password", EN);
  wait_for_answers (self, 1);
  g_assert_cmpstr (self->answers->str, !=, "0 ");
  g_string_truncate (self->answers, 0);
  tiltas_search_worker_query (self->worker, "qxqx", EN);
  wait_for_answers (self, 2);
  tiltas_search_worker_query (self->worker, "", EN);
  wait_for_answers (self, 3);
  g_assert_cmpstr (self->answers->str, ==, "0 0 ");
}

/* Of queries that follow each other fast, the newest one is answered; others may be dropped, none comes after it. */
static void
test_newest (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 200; i++)
    tiltas_search_worker_query (self->worker, "password", EN);
  tiltas_search_worker_query (self->worker, "qxqx", EN);
  while (!g_str_has_suffix (self->answers->str, "0 "))
    g_main_context_iteration (NULL, TRUE);
  g_usleep (20 * G_TIME_SPAN_MILLISECOND);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (g_str_has_suffix (self->answers->str, " 0 ") || g_str_equal (self->answers->str, "0 "));
  g_assert_cmpuint (self->n_answers, <=, 2);
}

static void
test_end (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    tiltas_search_worker_query (self->worker, "password", EN);
  g_clear_pointer (&self->worker, tiltas_search_worker_free);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (self->n_answers, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/search-worker/answers", Fixture, NULL, set_up, test_answers, tear_down);
  g_test_add ("/search-worker/hidden", Fixture, NULL, set_up, test_hidden, tear_down);
  g_test_add ("/search-worker/newest", Fixture, NULL, set_up, test_newest, tear_down);
  g_test_add ("/search-worker/end", Fixture, NULL, set_up, test_end, tear_down);
  return g_test_run ();
}
