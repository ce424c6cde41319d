/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/idle.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

typedef struct
{
  TiltasClock *clock;
  TiltasIdle *idle;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->clock = tiltas_clock_new_fixed (1795000000);
  fixture->idle = tiltas_idle_new (fixture->clock, 90);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  tiltas_idle_free (fixture->idle);
  tiltas_clock_unref (fixture->clock);
}

static void
test_rest (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (tiltas_idle_state (fixture->idle), ==, TILTAS_IDLE_OFF);
  g_assert_cmpint (tiltas_idle_due (fixture->idle), ==, -1);
  tiltas_clock_advance (fixture->clock, 3600 * SECOND);
  g_assert_cmpint (tiltas_idle_state (fixture->idle), ==, TILTAS_IDLE_OFF);
}

static void
test_runs_out (Fixture *fixture, gconstpointer data)
{
  tiltas_idle_touch (fixture->idle);
  g_assert_cmpint (tiltas_idle_due (fixture->idle), ==, 90 * SECOND);
  tiltas_clock_advance (fixture->clock, 90 * SECOND - 1);
  g_assert_cmpint (tiltas_idle_state (fixture->idle), ==, TILTAS_IDLE_ACTIVE);
  g_assert_cmpint (tiltas_idle_due (fixture->idle), ==, 1);
  tiltas_clock_advance (fixture->clock, 1);
  g_assert_cmpint (tiltas_idle_state (fixture->idle), ==, TILTAS_IDLE_ASKING);
  g_assert_cmpint (tiltas_idle_seconds_left (fixture->idle), ==, 20);
  for (int left = 20; left > 0; left--)
    {
      g_assert_cmpint (tiltas_idle_seconds_left (fixture->idle), ==, left);
      g_assert_cmpint (tiltas_idle_due (fixture->idle), ==, SECOND);
      tiltas_clock_advance (fixture->clock, SECOND);
    }
  g_assert_cmpint (tiltas_idle_state (fixture->idle), ==, TILTAS_IDLE_OVER);
  tiltas_idle_rest (fixture->idle);
  g_assert_cmpint (tiltas_idle_state (fixture->idle), ==, TILTAS_IDLE_OFF);
}

static void
test_touch_keeps (Fixture *fixture, gconstpointer data)
{
  tiltas_idle_touch (fixture->idle);
  tiltas_clock_advance (fixture->clock, 105 * SECOND);
  g_assert_cmpint (tiltas_idle_state (fixture->idle), ==, TILTAS_IDLE_ASKING);
  tiltas_idle_touch (fixture->idle);
  g_assert_cmpint (tiltas_idle_state (fixture->idle), ==, TILTAS_IDLE_ACTIVE);
  g_assert_cmpint (tiltas_idle_due (fixture->idle), ==, 90 * SECOND);
}

static void
test_long_page (Fixture *fixture, gconstpointer data)
{
  tiltas_idle_touch (fixture->idle);
  tiltas_idle_set_words (fixture->idle, 100);
  g_assert_cmpint (tiltas_idle_due (fixture->idle), ==, 90 * SECOND);
  tiltas_idle_set_words (fixture->idle, 300);
  g_assert_cmpint (tiltas_idle_due (fixture->idle), ==, 180 * SECOND);
}

/* A timer that comes late, a touch in the last moment: the touch counts. */
static void
test_last_moment (Fixture *fixture, gconstpointer data)
{
  tiltas_idle_touch (fixture->idle);
  tiltas_clock_advance (fixture->clock, 110 * SECOND - 1);
  g_assert_cmpint (tiltas_idle_seconds_left (fixture->idle), ==, 1);
  tiltas_idle_touch (fixture->idle);
  g_assert_cmpint (tiltas_idle_state (fixture->idle), ==, TILTAS_IDLE_ACTIVE);
  tiltas_clock_advance (fixture->clock, 110 * SECOND);
  g_assert_cmpint (tiltas_idle_state (fixture->idle), ==, TILTAS_IDLE_OVER);
  g_assert_cmpint (tiltas_idle_due (fixture->idle), ==, 0);
}

static void
test_limits (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    int wanted, got;
  } LIMITS[] = { { 30, 30 }, { 600, 600 }, { 601, 600 }, { 90, 90 } };

  tiltas_idle_touch (fixture->idle);
  for (gsize i = 0; i < G_N_ELEMENTS (LIMITS); i++)
    {
      tiltas_idle_set_seconds (fixture->idle, LIMITS[i].wanted);
      g_assert_cmpint (tiltas_idle_due (fixture->idle), ==, LIMITS[i].got * SECOND);
    }
}

static void
test_wall_clock_jumps (Fixture *fixture, gconstpointer data)
{
  tiltas_idle_touch (fixture->idle);
  tiltas_clock_set (fixture->clock, 0);
  g_assert_cmpint (tiltas_idle_state (fixture->idle), ==, TILTAS_IDLE_ACTIVE);
  tiltas_clock_set (fixture->clock, 4000000000);
  g_assert_cmpint (tiltas_idle_state (fixture->idle), ==, TILTAS_IDLE_ACTIVE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/idle/rest", Fixture, NULL, set_up, test_rest, tear_down);
  g_test_add ("/idle/runs-out", Fixture, NULL, set_up, test_runs_out, tear_down);
  g_test_add ("/idle/touch-keeps", Fixture, NULL, set_up, test_touch_keeps, tear_down);
  g_test_add ("/idle/long-page", Fixture, NULL, set_up, test_long_page, tear_down);
  g_test_add ("/idle/last-moment", Fixture, NULL, set_up, test_last_moment, tear_down);
  g_test_add ("/idle/limits", Fixture, NULL, set_up, test_limits, tear_down);
  g_test_add ("/idle/wall-clock-jumps", Fixture, NULL, set_up, test_wall_clock_jumps, tear_down);
  return g_test_run ();
}
