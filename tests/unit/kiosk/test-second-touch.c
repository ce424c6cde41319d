/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/second-touch.h"

typedef struct
{
  TiltasSecondTouch *touches;
} Fixture;

static int a, b; /* fingers */

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->touches = tiltas_second_touch_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  tiltas_second_touch_free (fixture->touches);
}

/* TRUE when it acts. */
static gboolean
tap (Fixture *fixture, guint32 time, double x, double y, gboolean turns)
{
  gboolean acts = !tiltas_second_touch_begin (fixture->touches, &a, time - 60, x, y);

  tiltas_second_touch_end (fixture->touches, &a, time, x, y);
  if (acts && turns)
    tiltas_second_touch_turned (fixture->touches, time, FALSE);
  return acts;
}

/* The page was turned at 1000, at (100, 100). */
static void
assert_acts (Fixture *fixture, guint32 begins, double x, double y, gboolean acts)
{
  g_assert_true (tap (fixture, 1000, 100, 100, TRUE));
  g_assert_cmpint (tap (fixture, begins + 60, x, y, FALSE), ==, acts);
}

static void
test_time (Fixture *fixture, gconstpointer data)
{
  assert_acts (fixture, 1000, 100, 100, FALSE);
}

static void
test_time_last (Fixture *fixture, gconstpointer data)
{
  assert_acts (fixture, 1499, 100, 100, FALSE);
}

static void
test_time_over (Fixture *fixture, gconstpointer data)
{
  assert_acts (fixture, 1500, 100, 100, TRUE);
}

static void
test_place_last (Fixture *fixture, gconstpointer data)
{
  assert_acts (fixture, 1100, 112, 116, FALSE);
}

static void
test_place_beside (Fixture *fixture, gconstpointer data)
{
  assert_acts (fixture, 1100, 112, 117, TRUE);
}

/* Heard of after the page came, begun before. */
static void
test_begun_before (Fixture *fixture, gconstpointer data)
{
  g_assert_true (tap (fixture, 900, 100, 100, FALSE));
  tiltas_second_touch_turned (fixture->touches, 1200, FALSE);
  g_assert_true (tiltas_second_touch_begin (fixture->touches, &a, 1190, 100, 100));
}

/* Two taps on a page that stays. */
static void
test_same_page (Fixture *fixture, gconstpointer data)
{
  g_assert_true (tap (fixture, 1000, 100, 100, FALSE));
  g_assert_true (tap (fixture, 1100, 100, 100, FALSE));
}

/* A second touch prolongs nothing. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_assert_true (tap (fixture, 1000, 100, 100, TRUE));
  g_assert_false (tap (fixture, 1260, 100, 100, TRUE));
  g_assert_false (tap (fixture, 1460, 100, 100, TRUE));
  g_assert_true (tap (fixture, 1660, 100, 100, TRUE));
  g_assert_false (tap (fixture, 1860, 100, 100, TRUE));
}

/* A touch elsewhere between the two does not make the second a first one. */
static void
test_two_places (Fixture *fixture, gconstpointer data)
{
  g_assert_true (tap (fixture, 1000, 100, 100, TRUE));
  g_assert_true (tap (fixture, 1200, 300, 100, FALSE));
  g_assert_false (tap (fixture, 1400, 100, 100, FALSE));
  g_assert_true (tap (fixture, 1600, 300, 100, TRUE));
  g_assert_false (tap (fixture, 1700, 300, 100, FALSE));
}

/* A held finger opens the page (the mark at the top): counted from where and when it is lifted. */
static void
test_held (Fixture *fixture, gconstpointer data)
{
  g_assert_false (tiltas_second_touch_begin (fixture->touches, &a, 1000, 100, 100));
  tiltas_second_touch_turned (fixture->touches, 4000, FALSE);
  tiltas_second_touch_end (fixture->touches, &a, 6000, 104, 100);
  g_assert_false (tap (fixture, 6300, 104, 100, FALSE));
  g_assert_true (tap (fixture, 6560, 104, 100, FALSE));
}

/* A palm that rests is not the touch that turned. */
static void
test_palm (Fixture *fixture, gconstpointer data)
{
  g_assert_false (tiltas_second_touch_begin (fixture->touches, &b, 500, 300, 300));
  g_assert_true (tap (fixture, 1000, 100, 100, TRUE));
  tiltas_second_touch_end (fixture->touches, &b, 1100, 300, 300);
  g_assert_false (tap (fixture, 1300, 100, 100, FALSE));
  g_assert_true (tap (fixture, 1400, 300, 300, FALSE));
}

static void
test_late (Fixture *fixture, gconstpointer data)
{
  g_assert_true (tap (fixture, 1000, 100, 100, FALSE));
  tiltas_second_touch_turned (fixture->touches, 1900, FALSE);
  g_assert_false (tap (fixture, 2300, 100, 100, FALSE));
  g_assert_true (tap (fixture, 2460, 100, 100, FALSE));
}

static void
test_by_itself (Fixture *fixture, gconstpointer data)
{
  tiltas_second_touch_turned (fixture->touches, 1000, TRUE);
  g_assert_false (tap (fixture, 1400, 7, 300, FALSE));
  g_assert_true (tap (fixture, 1560, 7, 300, FALSE));
}

static void
test_wrap (Fixture *fixture, gconstpointer data)
{
  g_assert_true (tap (fixture, G_MAXUINT32 - 99, 100, 100, TRUE));
  g_assert_false (tap (fixture, 300, 100, 100, FALSE));
  g_assert_true (tap (fixture, 460, 100, 100, FALSE));
}

/* One touch that turns many times leaves room for the others. */
static void
test_one_turn (Fixture *fixture, gconstpointer data)
{
  g_assert_true (tap (fixture, 1000, 300, 300, TRUE));
  g_assert_true (tap (fixture, 1100, 100, 100, TRUE));
  for (guint i = 0; i < 20; i++)
    tiltas_second_touch_turned (fixture->touches, 1100, FALSE);
  g_assert_false (tap (fixture, 1300, 300, 300, FALSE));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer data);
  } TESTS[] = {
    { "time", test_time },
    { "time-last", test_time_last },
    { "time-over", test_time_over },
    { "place-last", test_place_last },
    { "place-beside", test_place_beside },
    { "begun-before", test_begun_before },
    { "same-page", test_same_page },
    { "many", test_many },
    { "two-places", test_two_places },
    { "held", test_held },
    { "palm", test_palm },
    { "late", test_late },
    { "by-itself", test_by_itself },
    { "wrap", test_wrap },
    { "one-turn", test_one_turn },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (TESTS); i++)
    {
      g_autofree char *path = g_strdup_printf ("/kiosk/second-touch/%s", TESTS[i].name);
      g_test_add (path, Fixture, NULL, set_up, TESTS[i].test, tear_down);
    }
  return g_test_run ();
}
