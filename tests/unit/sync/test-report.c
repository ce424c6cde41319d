/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/report.h"

#include "store/store.h"
#include "sync/error.h"
#include "trust/error.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static char *
make_folder (void)
{
  char *folder = g_dir_make_tmp ("tiltas-test-XXXXXX", NULL);

  g_assert_nonnull (folder);
  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "status.json", NULL);

  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_round_trip (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr (TiltasReport) report = tiltas_report_new ();
  g_autoptr (GError) refusal = g_error_new (TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_HASH, "other bytes");
  g_autoptr (GError) error = NULL;

  report->last_run = 5;
  report->last_success = 4;
  report->stick_run = 6;
  report->stick_word = g_strdup ("stick-gone");
  report->stick_detail = g_strdup ("cut off");
  tiltas_report_set_result (report, refusal);
  TiltasPublisherReport *entry = tiltas_report_publisher (report, "lnb");
  entry->seq = 7;
  entry->state = g_strdup ("abc");
  tiltas_publisher_report_set_result (entry, refusal);
  tiltas_publisher_report_set_result (tiltas_report_publisher (report, "rig"), NULL);
  tiltas_report_write (report, folder, &error);
  g_assert_no_error (error);

  g_autoptr (TiltasReport) again = tiltas_report_read (folder);
  g_assert_cmpint (again->last_run, ==, 5);
  g_assert_cmpint (again->last_success, ==, 4);
  g_assert_cmpint (again->stick_run, ==, 6);
  g_assert_cmpstr (again->stick_word, ==, "stick-gone");
  g_assert_cmpstr (again->stick_detail, ==, "cut off");
  g_assert_cmpstr (again->word, ==, "hash");
  g_assert_cmpstr (again->detail, ==, "other bytes");
  g_assert_cmpuint (again->publishers->len, ==, 2);
  entry = g_ptr_array_index (again->publishers, 0);
  g_assert_cmpstr (entry->publisher, ==, "lnb");
  g_assert_cmpint (entry->seq, ==, 7);
  g_assert_cmpstr (entry->word, ==, "hash");
  g_assert_cmpstr (((TiltasPublisherReport *) g_ptr_array_index (again->publishers, 1))->word, ==, "ok");
  g_assert_true (tiltas_report_same_content (report, again));
  g_assert_cmpint (tiltas_report_find (again, "lnb")->seq, ==, 7);
  g_assert_null (tiltas_report_find (again, "nobody"));
  again->request = 3;
  g_autoptr (TiltasReport) copy = tiltas_report_copy (again);
  g_assert_true (tiltas_report_equal (copy, report));
  g_assert_cmpuint (copy->request, ==, 0);
  entry->state[0] = 'x';
  g_assert_false (tiltas_report_same_content (report, again));
  remove_folder (folder);
}

static void
test_damaged (void)
{
  static const char *const texts[] = { "", "{", "[]", "{\"publishers\":7}",
                                       "{\"publishers\":[1,{\"id\":2}],\"last_run\":\"x\"}" };
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "status.json", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_file_set_contents (path, texts[i], -1, NULL);
      g_autoptr (TiltasReport) report = tiltas_report_read (folder);
      g_assert_cmpint (report->last_run, ==, 0);
      g_assert_cmpuint (report->publishers->len, ==, 0);
      g_assert_null (report->word);
      g_autoptr (TiltasReport) none = tiltas_report_load (folder);
      g_assert_true ((none == NULL) == (i < 3));
    }
  remove_folder (folder);
  g_autoptr (TiltasReport) missing = tiltas_report_read ("/nowhere");
  g_assert_null (missing->word);
}

static const char *
word (GQuark domain, int code)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "x");

  return tiltas_sync_error_word (error);
}

static void
test_words (void)
{
  g_assert_cmpstr (word (TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_SIGNATURE), ==, "signature");
  g_assert_cmpstr (word (TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_EXPIRED), ==, "expired");
  g_assert_cmpstr (word (TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK), ==, "rollback");
  g_assert_cmpstr (word (TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FULL), ==, "disk-full");
  g_assert_cmpstr (word (TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED), ==, "store-damaged");
  g_assert_cmpstr (word (TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED), ==, "refused");
  g_assert_cmpstr (word (TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DISK), ==, "disk-fault");
  g_assert_cmpstr (word (G_FILE_ERROR, G_FILE_ERROR_IO), ==, "disk-fault");
  g_assert_cmpstr (word (G_IO_ERROR, G_IO_ERROR_NO_SPACE), ==, "disk-full");
  g_assert_cmpstr (word (G_FILE_ERROR, 0), ==, "failed");
  for (int code = 0; code <= TILTAS_SYNC_ERROR_FAILED; code++)
    {
      const char *text = word (TILTAS_SYNC_ERROR, code);
      g_assert_cmpint (tiltas_sync_error_of_word (text), ==, code);
      g_assert_nonnull (tiltas_sync_sentence (text));
    }
  g_assert_null (tiltas_sync_sentence ("ok"));
  g_assert_null (tiltas_sync_sentence (NULL));
  g_assert_nonnull (tiltas_sync_sentence ("a word of tomorrow"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/report/round-trip", test_round_trip);
  g_test_add_func ("/sync/report/damaged", test_damaged);
  g_test_add_func ("/sync/report/words", test_words);
  return g_test_run ();
}
