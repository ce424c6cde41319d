/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/staff-lock.h"

#include "base/boot.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

typedef struct
{
  char *folder;
  TiltasClock *clock;
  TiltasStaffLock *lock;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("tiltas-lock-XXXXXX", NULL);
  fixture->clock = tiltas_clock_new_fixed (1795000000);
  fixture->lock = tiltas_staff_lock_new (fixture->folder, fixture->clock);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const NAMES[] = { "staff-pin", "staff-tries" };
  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, NAMES[i], NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  tiltas_staff_lock_unref (fixture->lock);
  tiltas_clock_unref (fixture->clock);
}

static void
set_pin (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  tiltas_staff_lock_set_pin (fixture->lock, "482916", &error);
  g_assert_no_error (error);
}

static void
test_pin (Fixture *fixture, gconstpointer data)
{
  g_assert_false (tiltas_staff_lock_has_pin (fixture->lock));
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "482916"), ==, TILTAS_PIN_UNSET);
  set_pin (fixture);
  g_assert_true (tiltas_staff_lock_has_pin (fixture->lock));
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "482917"), ==, TILTAS_PIN_WRONG);
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, ""), ==, TILTAS_PIN_WRONG);
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "482916"), ==, TILTAS_PIN_RIGHT);
}

static void
test_bad_pins (Fixture *fixture, gconstpointer data)
{
  static const char *const BAD[] = { "", "123", "1234567890123", "12a4", " 1234" };
  for (gsize i = 0; i < G_N_ELEMENTS (BAD); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (tiltas_staff_lock_set_pin (fixture->lock, BAD[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
  g_assert_false (tiltas_staff_lock_has_pin (fixture->lock));
}

static void
test_lock_grows (Fixture *fixture, gconstpointer data)
{
  set_pin (fixture);
  for (int i = 0; i < TILTAS_PIN_TRIES; i++)
    g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "0000"), ==, TILTAS_PIN_WRONG);
  g_assert_cmpint (tiltas_staff_lock_seconds (fixture->lock), ==, 60);
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "482916"), ==, TILTAS_PIN_LOCKED);

  /* A restart does not open it. */
  g_autoptr (TiltasStaffLock) again = tiltas_staff_lock_new (fixture->folder, fixture->clock);
  g_assert_cmpint (tiltas_staff_lock_seconds (again), ==, 60);

  tiltas_clock_advance (fixture->clock, 60 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (tiltas_staff_lock_try (again, "0000"), ==, TILTAS_PIN_WRONG);
  g_assert_cmpint (tiltas_staff_lock_seconds (again), ==, 120);
  tiltas_clock_advance (fixture->clock, 120 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (tiltas_staff_lock_try (again, "482916"), ==, TILTAS_PIN_RIGHT);
  g_assert_cmpint (tiltas_staff_lock_try (again, "0000"), ==, TILTAS_PIN_WRONG);
  g_assert_cmpint (tiltas_staff_lock_seconds (again), ==, 0);
}

static void
lock (Fixture *fixture)
{
  set_pin (fixture);
  for (int i = 0; i < TILTAS_PIN_TRIES; i++)
    tiltas_staff_lock_try (fixture->lock, "0000");
}

/* Years back and forth: the lock takes its minute, no more and no less. */
static void
test_clock_jumps (Fixture *fixture, gconstpointer data)
{
  static const gint64 YEAR = 365 * 86400;

  lock (fixture);
  tiltas_clock_set (fixture->clock, 1795000000 - 5 * YEAR);
  g_assert_cmpint (tiltas_staff_lock_seconds (fixture->lock), ==, 60);
  tiltas_clock_set (fixture->clock, 1795000000 + 5 * YEAR);
  g_assert_cmpint (tiltas_staff_lock_seconds (fixture->lock), ==, 60);
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "482916"), ==, TILTAS_PIN_LOCKED);
  tiltas_clock_advance (fixture->clock, 60 * (gint64) G_USEC_PER_SEC);
  tiltas_clock_set (fixture->clock, 1795000000 - 5 * YEAR);
  g_assert_cmpint (tiltas_staff_lock_seconds (fixture->lock), ==, 0);
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "482916"), ==, TILTAS_PIN_RIGHT);
}

/* The machine was started anew: its clock of seconds began at 0, and the lock counts from there. */
static void
test_restart_of_the_machine (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "staff-tries", NULL);
  gint64 uptime;

  lock (fixture);
  uptime = tiltas_clock_monotonic (fixture->clock) / G_USEC_PER_SEC;
  g_assert_cmpint (uptime, <, 60);
  g_assert_true (g_file_set_contents (path, "5 100000 another-run\n", -1, NULL));
  g_assert_cmpint (tiltas_staff_lock_seconds (fixture->lock), ==, 60 - uptime);
  tiltas_clock_advance (fixture->clock, 60 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (tiltas_staff_lock_seconds (fixture->lock), ==, 0);
  /* It does not come back when this run is as old as that one was. */
  tiltas_clock_advance (fixture->clock, 100010 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (tiltas_staff_lock_seconds (fixture->lock), ==, 0);
  g_assert_cmpint (tiltas_staff_lock_tries_left (fixture->lock), ==, 0);
}

/* The same where both runs go by one name: a try that is later than now was in an earlier run. */
static void
test_restart_without_a_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "staff-tries", NULL);
  g_autofree char *boot = tiltas_boot_id ();
  g_autofree char *text = g_strdup_printf ("5 100000 %s\n", boot);

  lock (fixture);
  gint64 uptime = tiltas_clock_monotonic (fixture->clock) / G_USEC_PER_SEC;
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (tiltas_staff_lock_seconds (fixture->lock), ==, 60 - uptime);
  tiltas_clock_advance (fixture->clock, 60 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "482916"), ==, TILTAS_PIN_RIGHT);
}

static void
test_damaged_file (Fixture *fixture, gconstpointer data)
{
  set_pin (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "staff-tries", NULL);
  g_assert_true (g_file_set_contents (path, "nonsense", -1, NULL));
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "482916"), ==, TILTAS_PIN_LOCKED);
  tiltas_clock_advance (fixture->clock, 60 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "482916"), ==, TILTAS_PIN_RIGHT);
}

/* From here on no file takes a byte, also root's. */
static void
break_disk (Fixture *fixture, struct rlimit *before)
{
  struct rlimit none;

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, before);
  none = (struct rlimit){ .rlim_cur = 0, .rlim_max = before->rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
}

/* The PIN opens, and the lock grows as on a good disk. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  struct rlimit before;

  set_pin (fixture);
  for (int i = 0; i < TILTAS_PIN_TRIES - 1; i++)
    tiltas_staff_lock_try (fixture->lock, "0000");
  break_disk (fixture, &before);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "0000"), ==, TILTAS_PIN_WRONG);
  g_assert_cmpint (tiltas_staff_lock_seconds (fixture->lock), ==, 60);
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "482916"), ==, TILTAS_PIN_LOCKED);
  tiltas_clock_advance (fixture->clock, 60 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "0000"), ==, TILTAS_PIN_WRONG);
  g_assert_cmpint (tiltas_staff_lock_seconds (fixture->lock), ==, 120);
  tiltas_clock_advance (fixture->clock, 120 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "482916"), ==, TILTAS_PIN_RIGHT);
  g_assert_cmpint (tiltas_staff_lock_tries_left (fixture->lock), ==, TILTAS_PIN_TRIES);
  tiltas_staff_lock_try (fixture->lock, "0000");
  setrlimit (RLIMIT_FSIZE, &before);
  /* Room again: the count goes on where it was, and stays after a restart. */
  g_assert_cmpint (tiltas_staff_lock_try (fixture->lock, "0000"), ==, TILTAS_PIN_WRONG);
  g_autoptr (TiltasStaffLock) again = tiltas_staff_lock_new (fixture->folder, fixture->clock);
  g_assert_cmpint (tiltas_staff_lock_tries_left (again), ==, TILTAS_PIN_TRIES - 2);
}

/* A new PIN ends a lock that could not be written down. */
static void
test_pin_after_full_disk (Fixture *fixture, gconstpointer data)
{
  struct rlimit before;

  set_pin (fixture);
  break_disk (fixture, &before);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  for (int i = 0; i < TILTAS_PIN_TRIES; i++)
    tiltas_staff_lock_try (fixture->lock, "0000");
  g_assert_cmpint (tiltas_staff_lock_seconds (fixture->lock), ==, 60);
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_cmpint (tiltas_staff_lock_seconds (fixture->lock), ==, 60);
  g_autoptr (TiltasStaffLock) tool = tiltas_staff_lock_new (fixture->folder, fixture->clock);
  g_assert_true (tiltas_staff_lock_set_pin (tool, "482916", NULL));
  g_assert_cmpint (tiltas_staff_lock_seconds (fixture->lock), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/staff-lock/pin", Fixture, NULL, set_up, test_pin, tear_down);
  g_test_add ("/staff-lock/bad-pins", Fixture, NULL, set_up, test_bad_pins, tear_down);
  g_test_add ("/staff-lock/lock-grows", Fixture, NULL, set_up, test_lock_grows, tear_down);
  g_test_add ("/staff-lock/clock-jumps", Fixture, NULL, set_up, test_clock_jumps, tear_down);
  g_test_add ("/staff-lock/restart-of-the-machine", Fixture, NULL, set_up, test_restart_of_the_machine, tear_down);
  g_test_add ("/staff-lock/restart-without-a-name", Fixture, NULL, set_up, test_restart_without_a_name, tear_down);
  g_test_add ("/staff-lock/damaged-file", Fixture, NULL, set_up, test_damaged_file, tear_down);
  g_test_add ("/staff-lock/full-disk", Fixture, NULL, set_up, test_full_disk, tear_down);
  g_test_add ("/staff-lock/pin-after-full-disk", Fixture, NULL, set_up, test_pin_after_full_disk, tear_down);
  return g_test_run ();
}
