/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/trace.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_THREADS 4
#define N_LINES 500

static int evaluated = 0;

static int
count_evaluation (void)
{
  return ++evaluated;
}

static gpointer
write_lines (gpointer data)
{
  for (int i = 0; i < N_LINES; i++)
    tiltas_trace ("page-bound", "thread=%d line=%d", GPOINTER_TO_INT (data), i);
  return NULL;
}

static void
test_lines (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tiltas-trace-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "trace", NULL);
  g_autofree char *content = NULL;
  g_autofree char *huge = g_strnfill (5000, 'x');
  GThread *threads[N_THREADS];

  g_unsetenv ("TILTAS_TRACE");
  tiltas_trace_open ();
  g_assert_false (tiltas_trace_on);
  tiltas_trace ("main", "n=%d", count_evaluation ());
  g_assert_cmpint (evaluated, ==, 0);

  g_assert_true (g_file_set_contents (path, "before\n", -1, NULL));
  g_setenv ("TILTAS_TRACE", path, TRUE);
  tiltas_trace_open ();
  g_assert_true (tiltas_trace_on);
  tiltas_trace ("main", "%s", "");
  tiltas_trace ("search-end", "rows=%d", 7);
  tiltas_trace ("idle", "%s", huge);
  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("write", write_lines, GINT_TO_POINTER (i));
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 3 + N_THREADS * N_LINES + 1);
  g_assert_cmpstr (lines[0], ==, "before");
  g_assert_true (g_regex_match_simple ("^[0-9]+ main$", lines[1], 0, 0));
  g_assert_true (g_regex_match_simple ("^[0-9]+ search-end rows=7$", lines[2], 0, 0));
  g_assert_true (g_regex_match_simple ("^[0-9]+ idle x+$", lines[3], 0, 0));
  for (gsize i = 4; lines[i + 1] != NULL; i++)
    g_assert_true (g_regex_match_simple ("^[0-9]+ page-bound thread=[0-9] line=[0-9]+$", lines[i], 0, 0));
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/trace/lines", test_lines);
  return g_test_run ();
}
