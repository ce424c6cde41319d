/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repository.h"
#include "server.h"

#include "store/connection.h"
#include "store/reader-services.h"
#include "store/reader.h"
#include "sync/error.h"
#include "sync/lock.h"
#include "sync/report.h"
#include "sync/sync.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* One terminal with a running sync thread and a server on its repository. */
typedef struct
{
  Repository *repository;
  Server *server;
  TiltasSync *sync;
  guint content, status;
  GPtrArray *reports; /* of TiltasReport, as they came */
} Fixture;

static void
on_content (TiltasSync *sync G_GNUC_UNUSED, guint *count)
{
  (*count)++;
}

static void
on_reported (TiltasSync *sync G_GNUC_UNUSED, TiltasReport *report, GPtrArray *reports)
{
  g_ptr_array_add (reports, tiltas_report_ref (report));
}

static void
begin (Fixture *fixture, Answer answer)
{
  fixture->server = server_new (answer, fixture->repository->folder);
  const char *const urls[] = { server_url (fixture->server), NULL };
  g_strfreev (fixture->repository->config->repositories);
  fixture->repository->config->repositories = g_strdupv ((char **) urls);
  fixture->sync = tiltas_sync_new (fixture->repository->config, fixture->repository->store, fixture->repository->clock);
  g_signal_connect (fixture->sync, "content-changed", G_CALLBACK (on_content), &fixture->content);
  g_signal_connect (fixture->sync, "status-changed", G_CALLBACK (on_content), &fixture->status);
  fixture->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_report_unref);
  g_signal_connect (fixture->sync, "reported", G_CALLBACK (on_reported), fixture->reports);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GBytes) pack = repository_pack ("lnb", "old", NULL, 0);

  fixture->repository = repository_new ();
  repository_set_pack (fixture->repository, "lnb", 1, pack);
  repository_publish (fixture->repository);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  tiltas_sync_stop (fixture->sync);
  g_object_unref (fixture->sync);
  server_free (fixture->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (fixture->reports);
  repository_free (fixture->repository);
}

static gboolean
on_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Iterates the main context until *counter has reached the count. */
static void
wait_for (const guint *counter, guint count)
{
  gboolean late = FALSE;
  guint source = g_timeout_add_seconds (60, on_timeout, &late);

  while (*counter < count && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (source);
}

static TiltasSyncStatus *
wait_idle_after_run (Fixture *fixture)
{
  gboolean late = FALSE;
  guint source = g_timeout_add_seconds (60, on_timeout, &late);

  while (!late)
    {
      g_autoptr (TiltasSyncStatus) status = tiltas_sync_get_status (fixture->sync);
      if (status->state == TILTAS_SYNC_IDLE && status->last_run > 0)
        {
          g_source_remove (source);
          return g_steal_pointer (&status);
        }
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_not_reached ();
}

/* The one report that answers the request. Borrowed. */
static TiltasReport *
wait_for_answer (Fixture *fixture, guint request)
{
  gboolean late = FALSE;
  guint source = g_timeout_add_seconds (60, on_timeout, &late);

  g_assert_cmpuint (request, !=, 0);
  while (!late)
    {
      for (guint i = 0; i < fixture->reports->len; i++)
        if (((TiltasReport *) g_ptr_array_index (fixture->reports, i))->request == request)
          {
            g_source_remove (source);
            return g_ptr_array_index (fixture->reports, i);
          }
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_not_reached ();
}

static void
test_update (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  begin (fixture, answer_from_folder);
  for (int i = 0; i < 50; i++)
    tiltas_sync_request (fixture->sync);
  wait_for (&fixture->content, 1);
  g_autoptr (TiltasSyncStatus) status = wait_idle_after_run (fixture);
  g_assert_null (status->last_error_code);
  g_assert_cmpint (status->last_success, ==, NOW);
  g_assert_cmpint (status->next_run, >, NOW);
  tiltas_sync_stop (fixture->sync);
  g_autofree char *stored = repository_stored (fixture->repository, "lnb");
  g_assert_cmpstr (stored, ==, "old");
  g_assert_cmpuint (server_count (fixture->server), <, 50); /* requests at the same moment make one run, or two */
}

static GBytes *
answer_page (const Request *request G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return answer_text ("200 OK", "Content-Type: text/html\r\n", "<html>sign in</html>");
}

static void
test_error (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  begin (fixture, answer_page);
  tiltas_sync_request (fixture->sync);
  g_autoptr (TiltasSyncStatus) status = wait_idle_after_run (fixture);
  g_assert_cmpstr (status->last_error_code, ==, "captive-portal");
  g_assert_cmpstr (status->last_error, ==, tiltas_sync_sentence ("captive-portal"));
  g_assert_cmpint (status->next_run, <=, NOW + 3600);
  g_assert_cmpuint (fixture->content, ==, 0);
}

static GBytes *
answer_never (const Request *request G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return NULL;
}

/* A server that does not answer must not delay the end of the program. */
static void
test_stop (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  begin (fixture, answer_never);
  tiltas_sync_request (fixture->sync);
  while (server_count (fixture->server) == 0)
    g_usleep (1000);
  gint64 before = g_get_monotonic_time ();
  tiltas_sync_stop (fixture->sync);
  g_assert_cmpint (g_get_monotonic_time () - before, <, 5 * G_USEC_PER_SEC); /* the poll alone would take 10 s */
  tiltas_sync_request (fixture->sync);                                       /* does nothing after the stop */
  g_autoptr (TiltasSyncStatus) status = tiltas_sync_get_status (fixture->sync);
  g_assert_nonnull (status);
}

static guint
count_answers (Fixture *fixture, guint request)
{
  guint n = 0;

  for (guint i = 0; i < fixture->reports->len; i++)
    n += ((TiltasReport *) g_ptr_array_index (fixture->reports, i))->request == request;
  return n;
}

/* Who asks can tell the answer from all other reports. While the main thread is busy none is lost. */
static void
test_answers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  begin (fixture, answer_from_folder);
  guint update = tiltas_sync_request (fixture->sync);
  g_assert_cmpuint (tiltas_sync_request (fixture->sync), ==, update);
  guint none = tiltas_sync_import_folder (fixture->sync, "/nowhere");
  guint import = tiltas_sync_import_folder (fixture->sync, fixture->repository->folder);
  g_assert_cmpuint (none, !=, update);
  g_assert_cmpuint (import, !=, none);
  for (guint last = 0; last != import; g_usleep (1000))
    {
      g_autoptr (TiltasReport) newest = tiltas_sync_get_report (fixture->sync);
      last = newest != NULL ? newest->request : 0;
    }
  g_assert_cmpuint (fixture->reports->len, ==, 0);
  const TiltasReport *answer = wait_for_answer (fixture, update);
  g_assert_cmpstr (answer->word, ==, "ok");
  g_assert_cmpint (answer->last_success, ==, NOW);
  g_assert_cmpint (answer->stick_run, ==, 0);
  g_assert_cmpstr (wait_for_answer (fixture, none)->stick_word, !=, "ok");
  g_assert_cmpstr (wait_for_answer (fixture, import)->stick_word, ==, "ok");
  g_assert_cmpuint (count_answers (fixture, update), ==, 1);
  g_assert_cmpuint (count_answers (fixture, none), ==, 1);
  g_assert_cmpuint (((TiltasReport *) g_ptr_array_index (fixture->reports, 0))->request, ==, 0);
  tiltas_sync_stop (fixture->sync);
  g_assert_cmpuint (tiltas_sync_request (fixture->sync), ==, 0);
}

/* The thread tells first what the file said. What it tells later does not depend on a file that can be read. */
static void
test_without_file (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *state_dir = fixture->repository->state_dir;
  g_autofree char *path = g_build_filename (state_dir, "status.json", NULL);
  g_autoptr (TiltasReport) before = tiltas_report_new ();

  before->last_run = before->last_success = NOW - 60;
  before->word = g_strdup ("ok");
  g_assert_true (tiltas_report_write (before, state_dir, NULL));
  begin (fixture, answer_from_folder);
  g_autoptr (TiltasReport) unknown = tiltas_sync_get_report (fixture->sync);
  while (fixture->reports->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (unknown == NULL || tiltas_report_equal (unknown, before));
  g_assert_true (tiltas_report_equal (g_ptr_array_index (fixture->reports, 0), before));
  TiltasReport *answer = wait_for_answer (fixture, tiltas_sync_request (fixture->sync));
  g_autofree char *written = tiltas_report_read_text (state_dir), *told = tiltas_report_to_text (answer);
  g_assert_cmpstr (written, ==, told);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0); /* neither read nor written by anybody from here on */
  answer = wait_for_answer (fixture, tiltas_sync_request (fixture->sync));
  g_autofree char *again = tiltas_report_to_text (answer);
  g_assert_cmpstr (again, ==, told);
  g_autoptr (TiltasReport) newest = tiltas_sync_get_report (fixture->sync);
  g_assert_true (tiltas_report_equal (newest, answer));
  g_autoptr (TiltasSyncStatus) status = tiltas_sync_get_status (fixture->sync);
  g_assert_cmpint (status->last_success, ==, NOW);
  tiltas_sync_stop (fixture->sync);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

/* The first reader that meets damage has the store repaired, also one that does not ask for the error. */
static void
test_damaged_in_use (Fixture *fixture, gconstpointer emptied)
{
  TiltasStore *store = fixture->repository->store;
  guint damaged = 0;

  begin (fixture, answer_from_folder);
  g_signal_connect (fixture->sync, "store-damaged", G_CALLBACK (on_content), &damaged);
  tiltas_sync_request (fixture->sync);
  wait_for (&fixture->content, 1);
  g_autoptr (TiltasSyncStatus) idle G_GNUC_UNUSED = wait_idle_after_run (fixture);
  g_autoptr (TiltasReader) reader = tiltas_reader_open (store, TRUE, NULL);
  g_autofree char *path = tiltas_store_path (store);
  g_assert_nonnull (reader);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK); /* repairs warn */
  if (GPOINTER_TO_INT (emptied))
    g_assert_cmpint (truncate (path, 0), ==, 0);
  else
    g_assert_cmpint (g_unlink (path), ==, 0);
  g_autoptr (TiltasReader) late = GPOINTER_TO_INT (emptied) ? NULL : tiltas_reader_open (store, TRUE, NULL);
  g_assert_null (late);
  if (GPOINTER_TO_INT (emptied))
    g_assert_null (tiltas_reader_services (reader, NULL, NULL, NULL));
  wait_for (&damaged, 1);
  wait_for (&fixture->content, 2);
  g_assert_true (tiltas_reader_is_stale (reader));
  /* The run that follows imports the editions again. */
  for (g_autofree char *stored = NULL; g_strcmp0 (stored, "old") != 0;)
    {
      g_free (stored);
      stored = repository_stored (fixture->repository, "lnb");
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10 * 1000);
    }
  g_autoptr (TiltasReport) report = tiltas_report_read (fixture->repository->config->state_dir);
  g_assert_cmpint (report->repaired_at, ==, NOW);
}

/* While another program imports, the status says so. */
static void
test_busy (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (TiltasLock) lock = tiltas_lock_take (fixture->repository->config->state_dir, NULL);

  g_assert_nonnull (lock);
  begin (fixture, answer_from_folder);
  guint request = tiltas_sync_request (fixture->sync);
  for (gboolean told = FALSE; !told;)
    {
      g_autoptr (TiltasSyncStatus) status = tiltas_sync_get_status (fixture->sync);
      told = status->state == TILTAS_SYNC_IDLE && g_strcmp0 (status->last_error_code, "busy") == 0;
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  /* The request is still open: the next run answers it. */
  g_assert_cmpuint (count_answers (fixture, request), ==, 0);
  g_clear_pointer (&lock, tiltas_lock_free);
  g_assert_cmpuint (tiltas_sync_request (fixture->sync), ==, request);
  g_assert_cmpstr (wait_for_answer (fixture, request)->word, ==, "ok");
}

/* tiltasctl imports while the kiosk runs. */
static void
test_other_process (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GBytes) pack = repository_pack ("lnb", "new", NULL, 0);
  g_autoptr (GError) error = NULL;

  begin (fixture, answer_from_folder);
  tiltas_sync_request (fixture->sync);
  wait_for (&fixture->content, 1);
  g_autoptr (TiltasSyncStatus) idle G_GNUC_UNUSED = wait_idle_after_run (fixture);
  repository_set_pack (fixture->repository, "lnb", 2, pack);
  repository_publish (fixture->repository);
  repository_run (fixture->repository, NULL, &error);
  g_assert_no_error (error);
  wait_for (&fixture->content, 2);
}

static void
on_task_done (TiltasSync *sync G_GNUC_UNUSED, int task, const char *word, char **answer)
{
  g_assert_null (*answer);
  *answer = g_strdup_printf ("%d %s", task, word);
}

static void
assert_answer (char **answer, TiltasSyncTask task, const char *word)
{
  g_autofree char *expected = g_strdup_printf ("%d %s", (int) task, word);

  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (*answer, ==, expected);
  g_clear_pointer (answer, g_free);
}

/* An edition that is held after a rollback is imported at once when it is released. */
static void
test_release (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GBytes) pack = repository_pack ("lnb", "new", NULL, 0);
  g_autofree char *answer = NULL;

  begin (fixture, answer_from_folder);
  g_signal_connect (fixture->sync, "task-done", G_CALLBACK (on_task_done), &answer);
  tiltas_sync_request (fixture->sync);
  wait_for (&fixture->content, 1);
  repository_set_pack (fixture->repository, "lnb", 2, pack);
  repository_publish (fixture->repository);
  tiltas_sync_request (fixture->sync);
  wait_for (&fixture->content, 2);
  tiltas_sync_rollback (fixture->sync, "lnb");
  assert_answer (&answer, TILTAS_SYNC_TASK_ROLLBACK, "ok");
  g_autofree char *back = repository_stored (fixture->repository, "lnb");
  g_assert_cmpstr (back, ==, "old");
  {
    g_autoptr (TiltasLock) lock G_GNUC_UNUSED = tiltas_lock_take (fixture->repository->config->state_dir, NULL);
    tiltas_sync_release (fixture->sync, "lnb");
    assert_answer (&answer, TILTAS_SYNC_TASK_RELEASE, "busy");
  }
  guint content = fixture->content;
  tiltas_sync_release (fixture->sync, "lnb");
  assert_answer (&answer, TILTAS_SYNC_TASK_RELEASE, "ok");
  wait_for (&fixture->content, content + 1); /* without a request for an update */
  g_autofree char *again = repository_stored (fixture->repository, "lnb");
  g_assert_cmpstr (again, ==, "new");
  tiltas_sync_release (fixture->sync, "lnb");
  assert_answer (&answer, TILTAS_SYNC_TASK_RELEASE, "nothing-held");
}

static void
test_off (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_unlink (fixture->repository->root_path);
  begin (fixture, answer_from_folder);
  g_autoptr (TiltasSyncStatus) status = tiltas_sync_get_status (fixture->sync);
  g_assert_cmpint (status->state, ==, TILTAS_SYNC_OFF);
  g_assert_cmpstr (status->last_error_code, ==, "off-no-root");
  tiltas_sync_request (fixture->sync);
  wait_for (&fixture->status, 1);
  g_assert_cmpuint (server_count (fixture->server), ==, 0);
}

static void
on_change (GFileMonitor *monitor G_GNUC_UNUSED,
           GFile *file G_GNUC_UNUSED,
           GFile *other G_GNUC_UNUSED,
           GFileMonitorEvent event G_GNUC_UNUSED,
           guint *count)
{
  (*count)++;
}

static gboolean
on_second (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* A run without news writes no file and emits no signal; the thread does not answer to files that it wrote itself. */
static void
test_rest (Fixture *fixture, gconstpointer off)
{
  guint changes = 0;
  gboolean over = FALSE;

  if (GPOINTER_TO_INT (off))
    g_unlink (fixture->repository->root_path);
  begin (fixture, answer_from_folder);
  tiltas_sync_request (fixture->sync);
  if (GPOINTER_TO_INT (off))
    wait_for (&fixture->status, 1);
  else
    tiltas_sync_status_free (wait_idle_after_run (fixture));
  /* Waits until nothing is under way any more. */
  g_timeout_add (1000, on_second, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->repository->state_dir);
  g_autoptr (GFileMonitor) monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL);
  g_signal_connect (monitor, "changed", G_CALLBACK (on_change), &changes);
  guint told = fixture->status;
  over = FALSE;
  if (GPOINTER_TO_INT (off))
    tiltas_sync_request (fixture->sync);
  g_timeout_add (1500, on_second, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (changes, ==, 0);
  g_assert_cmpuint (fixture->status - told, <=, GPOINTER_TO_INT (off) ? 1 : 0); /* one answer to the request */
}

static void
test_check (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  begin (fixture, answer_from_folder);
  tiltas_sync_request (fixture->sync);
  wait_for (&fixture->content, 1);
  g_autoptr (TiltasSyncStatus) idle G_GNUC_UNUSED = wait_idle_after_run (fixture);
  g_autofree char *path = tiltas_store_path (fixture->repository->store);
  g_autofree char *noise = g_strnfill (65536, 'x');
  g_autofree char *wal = g_strconcat (path, "-wal", NULL), *shm = g_strconcat (path, "-shm", NULL);

  g_unlink (wal);
  g_unlink (shm);
  g_file_set_contents (path, noise, 65536, NULL);
  tiltas_sync_request_check (fixture->sync);
  wait_for (&fixture->content, 3); /* the repair, then the run that imports the edition again */
  tiltas_sync_stop (fixture->sync);
  g_autofree char *stored = repository_stored (fixture->repository, "lnb");
  g_assert_cmpstr (stored, ==, "old");
}

/* After an upgrade of the package the thread derives the store anew and emits "content-changed". */
static void
test_other_version (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  Repository *repository = fixture->repository;
  g_autofree char *path = tiltas_store_path (repository->store);
  {
    g_autoptr (TiltasDatabase) db = tiltas_connection_open (path, TILTAS_CONNECTION_WRITE, NULL, &error);
    g_assert_true (tiltas_sql_exec (db, "PRAGMA user_version = 999", &error));
  }
  tiltas_store_unref (repository->store);
  repository->store = tiltas_store_open (repository->state_dir, repository->bundled, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (tiltas_store_is_read_only (repository->store));
  begin (fixture, answer_from_folder);
  wait_for (&fixture->content, 1);
  g_assert_false (tiltas_store_is_read_only (repository->store));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static GLogWriterOutput
quiet (GLogLevelFlags level,
       const GLogField *fields G_GNUC_UNUSED,
       gsize n_fields G_GNUC_UNUSED,
       gpointer data G_GNUC_UNUSED)
{
  return level & G_LOG_LEVEL_CRITICAL ? G_LOG_WRITER_UNHANDLED : G_LOG_WRITER_HANDLED;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK); /* repairs warn */
  g_log_set_writer_func (quiet, NULL, NULL);
  g_test_add ("/sync/thread/update", Fixture, NULL, set_up, test_update, tear_down);
  g_test_add ("/sync/thread/error", Fixture, NULL, set_up, test_error, tear_down);
  g_test_add ("/sync/thread/stop", Fixture, NULL, set_up, test_stop, tear_down);
  g_test_add ("/sync/thread/answers", Fixture, NULL, set_up, test_answers, tear_down);
  g_test_add ("/sync/thread/without-file", Fixture, NULL, set_up, test_without_file, tear_down);
  g_test_add ("/sync/thread/other-process", Fixture, NULL, set_up, test_other_process, tear_down);
  g_test_add ("/sync/thread/release", Fixture, NULL, set_up, test_release, tear_down);
  g_test_add ("/sync/thread/off", Fixture, NULL, set_up, test_off, tear_down);
  g_test_add ("/sync/thread/rest-off", Fixture, GINT_TO_POINTER (TRUE), set_up, test_rest, tear_down);
  g_test_add ("/sync/thread/rest", Fixture, GINT_TO_POINTER (FALSE), set_up, test_rest, tear_down);
  g_test_add ("/sync/thread/check", Fixture, NULL, set_up, test_check, tear_down);
  g_test_add ("/sync/thread/other-version", Fixture, NULL, set_up, test_other_version, tear_down);
  g_test_add ("/sync/thread/emptied-in-use", Fixture, GINT_TO_POINTER (TRUE), set_up, test_damaged_in_use, tear_down);
  g_test_add ("/sync/thread/deleted-in-use", Fixture, GINT_TO_POINTER (FALSE), set_up, test_damaged_in_use, tear_down);
  g_test_add ("/sync/thread/busy", Fixture, NULL, set_up, test_busy, tear_down);
  return g_test_run ();
}
