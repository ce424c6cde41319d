/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/screen-scale.h"

static void
assert_scale (double scale, double wanted)
{
  g_assert_cmpfloat_with_epsilon (scale, wanted, 0.005);
}

static void
test_configured (void)
{
  assert_scale (tiltas_screen_scale (1080, 1920, 300, 160, 90), 3.6);
}

/* A monitor reports its size in landscape; a picture that is turned has the same diagonal. */
static void
test_monitor (void)
{
  assert_scale (tiltas_screen_scale (1920, 1080, 0, 531, 299), 3.615);
  assert_scale (tiltas_screen_scale (1080, 1920, 0, 531, 299), 3.615);
  assert_scale (tiltas_screen_scale (1080, 1920, 0, 299, 531), 3.615);
}

static void
test_unknown (void)
{
  const int sizes[][2] = { { 0, 0 }, { 16, 9 }, { 160, 90 }, { 531, 0 }, { -1, -1 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    assert_scale (tiltas_screen_scale (1920, 1080, 0, sizes[i][0], sizes[i][1]), 3.614);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/screen-scale/configured", test_configured);
  g_test_add_func ("/ui/screen-scale/monitor", test_monitor);
  g_test_add_func ("/ui/screen-scale/unknown", test_unknown);
  return g_test_run ();
}
