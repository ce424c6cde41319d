/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/usage.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define NOON 1795953600 /* 2026-11-29 12:00 UTC */
#define DAY 86400

typedef struct
{
  char *folder, *path;
  TiltasClock *clock;
  TiltasUsage *usage;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("tiltas-usage-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, TILTAS_USAGE_FILE, NULL);
  fixture->clock = tiltas_clock_new_fixed (NOON);
  fixture->usage = tiltas_usage_new (fixture->folder, fixture->clock);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *damaged = g_strconcat (fixture->path, ".damaged", NULL);

  tiltas_usage_free (fixture->usage);
  tiltas_clock_unref (fixture->clock);
  g_unlink (fixture->path);
  g_unlink (damaged);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
save (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tiltas_usage_save (fixture->usage, &error));
  g_assert_no_error (error);
}

static void
assert_file (Fixture *fixture, const char *wanted)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, wanted);
}

static void
test_sums_by_day (Fixture *fixture, gconstpointer data)
{
  struct stat facts;

  tiltas_usage_count (fixture->usage, TILTAS_USAGE_VISIT, "-");
  tiltas_usage_count (fixture->usage, TILTAS_USAGE_VISIT, "-");
  tiltas_usage_count (fixture->usage, TILTAS_USAGE_LESSON, "lnb/l11");
  save (fixture);
  assert_file (fixture, "day,kind,id,count\n2026-11-29,lesson,lnb/l11,1\n2026-11-29,visit,-,2\n");
  g_assert_cmpint (g_stat (fixture->path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mtime % DAY, ==, 0);
  g_assert_cmpint (facts.st_mode & 077, ==, 0);
}

static void
test_read_again (Fixture *fixture, gconstpointer data)
{
  tiltas_usage_count (fixture->usage, TILTAS_USAGE_VISIT, "-");
  tiltas_usage_free (fixture->usage);
  fixture->usage = tiltas_usage_new (fixture->folder, fixture->clock);
  tiltas_usage_count (fixture->usage, TILTAS_USAGE_VISIT, "-");
  save (fixture);
  assert_file (fixture, "day,kind,id,count\n2026-11-29,visit,-,2\n");
}

/* A flat battery, a wrong year typed: nothing that was counted before is lost. */
static void
test_clock_jumps (Fixture *fixture, gconstpointer data)
{
  tiltas_usage_count (fixture->usage, TILTAS_USAGE_VISIT, "-");
  tiltas_clock_set (fixture->clock, NOON + 20 * 365 * (gint64) DAY);
  tiltas_usage_count (fixture->usage, TILTAS_USAGE_VISIT, "-");
  save (fixture);
  tiltas_clock_set (fixture->clock, 0);
  tiltas_usage_count (fixture->usage, TILTAS_USAGE_VISIT, "-");
  save (fixture);
  assert_file (fixture, "day,kind,id,count\n1970-01-01,visit,-,1\n2026-11-29,visit,-,1\n2046-11-24,visit,-,1\n");
}

static void
test_old_days_fall_out (Fixture *fixture, gconstpointer data)
{
  for (int day = 0; day <= TILTAS_USAGE_DAYS; day++)
    {
      tiltas_usage_count (fixture->usage, TILTAS_USAGE_VISIT, "-");
      tiltas_usage_count (fixture->usage, TILTAS_USAGE_LANGUAGE, "uk");
      tiltas_clock_advance (fixture->clock, DAY * (gint64) G_USEC_PER_SEC);
    }
  save (fixture);
  g_autoptr (GPtrArray) rows = tiltas_usage_rows (fixture->usage);
  g_assert_cmpuint (rows->len, ==, 2 * TILTAS_USAGE_DAYS);
  g_assert_cmpstr (((TiltasUsageRow *) g_ptr_array_index (rows, 0))->day, ==, "2026-11-30");
}

static void
test_damaged_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *damaged = g_strconcat (fixture->path, ".damaged", NULL);

  g_assert_true (
    g_file_set_contents (fixture->path, "day,kind,id,count\n2026-11-20,visit,-,7\nsomebody's word\n", -1, NULL));
  tiltas_usage_free (fixture->usage);
  fixture->usage = tiltas_usage_new (fixture->folder, fixture->clock);
  save (fixture);
  assert_file (fixture, "day,kind,id,count\n2026-11-20,visit,-,7\n");
  g_assert_true (g_file_test (damaged, G_FILE_TEST_EXISTS));
}

/* A file that a killed program left half written. */
static void
test_leftover (Fixture *fixture, gconstpointer data)
{
  g_autofree char *leftover = g_strconcat (fixture->path, ".new", NULL);

  g_assert_true (
    g_file_set_contents (leftover, "day,kind,id,count\n2026-11-20,visit,-,7\n2026-11-21,visit,-,9\n", -1, NULL));
  tiltas_usage_count (fixture->usage, TILTAS_USAGE_VISIT, "-");
  save (fixture);
  assert_file (fixture, "day,kind,id,count\n2026-11-29,visit,-,1\n");
}

/* Nothing that a visitor could have typed ever gets into the file. */
static void
test_words_are_refused (Fixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      tiltas_usage_count (fixture->usage, TILTAS_USAGE_SEARCH_EMPTY, "kur gauti");
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK); /* a damaged file warns */
  g_test_add ("/usage/sums-by-day", Fixture, NULL, set_up, test_sums_by_day, tear_down);
  g_test_add ("/usage/read-again", Fixture, NULL, set_up, test_read_again, tear_down);
  g_test_add ("/usage/clock-jumps", Fixture, NULL, set_up, test_clock_jumps, tear_down);
  g_test_add ("/usage/old-days-fall-out", Fixture, NULL, set_up, test_old_days_fall_out, tear_down);
  g_test_add ("/usage/damaged-file", Fixture, NULL, set_up, test_damaged_file, tear_down);
  g_test_add ("/usage/leftover", Fixture, NULL, set_up, test_leftover, tear_down);
  g_test_add ("/usage/words-are-refused", Fixture, NULL, set_up, test_words_are_refused, tear_down);
  return g_test_run ();
}
