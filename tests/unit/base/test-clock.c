/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

static void
test_fixed_stands_still (void)
{
  g_autoptr (TiltasClock) clock = tiltas_clock_new_fixed (1000);
  g_assert_cmpint (tiltas_clock_now (clock), ==, 1000);
  g_assert_cmpint (tiltas_clock_monotonic (clock), ==, 0);
  g_assert_true (tiltas_clock_is_trusted (clock));
  for (int i = 0; i < 3; i++)
    tiltas_clock_advance (clock, 400000);
  g_assert_cmpint (tiltas_clock_now (clock), ==, 1001);
  g_assert_cmpint (tiltas_clock_monotonic (clock), ==, 1200000);
  tiltas_clock_set (clock, 50);
  g_assert_cmpint (tiltas_clock_now (clock), ==, 50);
  g_assert_cmpint (tiltas_clock_monotonic (clock), ==, 1200000);
}

static void
test_floor (void)
{
  g_autoptr (TiltasClock) clock = tiltas_clock_new_fixed (1000);
  tiltas_clock_raise_floor (clock, 2000);
  tiltas_clock_raise_floor (clock, 1500);
  g_assert_cmpint (tiltas_clock_now (clock), ==, 2000);
  g_assert_false (tiltas_clock_is_trusted (clock));
  tiltas_clock_set (clock, 2000);
  g_assert_true (tiltas_clock_is_trusted (clock));
  tiltas_clock_set (clock, 2500);
  g_assert_cmpint (tiltas_clock_now (clock), ==, 2500);
}

static void
test_before_1970 (void)
{
  g_autoptr (TiltasClock) clock = tiltas_clock_new_fixed (-2);
  tiltas_clock_advance (clock, 1);
  g_assert_cmpint (tiltas_clock_now (clock), ==, -2);
}

static void
test_system (void)
{
  g_autoptr (TiltasClock) clock = tiltas_clock_new_system ();
  /* The build time is a floor: this program was written after 2025 began. */
  g_assert_cmpint (tiltas_clock_now (clock), >, 1735689600);
  gint64 before = tiltas_clock_monotonic (clock);
  g_usleep (2000);
  g_assert_cmpint (tiltas_clock_monotonic (clock), >=, before + 2000);
  gint64 future = g_get_real_time () / G_USEC_PER_SEC + 100000;
  tiltas_clock_raise_floor (clock, future);
  g_assert_cmpint (tiltas_clock_now (clock), ==, future);
  g_assert_false (tiltas_clock_is_trusted (clock));
  g_autoptr (TiltasClock) same = tiltas_clock_ref (clock);
  g_assert_true (same == clock);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock/fixed-stands-still", test_fixed_stands_still);
  g_test_add_func ("/base/clock/floor", test_floor);
  g_test_add_func ("/base/clock/before-1970", test_before_1970);
  g_test_add_func ("/base/clock/system", test_system);
  return g_test_run ();
}
