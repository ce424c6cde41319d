/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/place.h"

static void
test_round_trip (void)
{
  static const char *const PLACES[] = { "welcome",
                                        "home",
                                        "categories",
                                        "unit:lnb/safe",
                                        "lesson:lnb/l11/3",
                                        "category:work",
                                        "service:svencionys/lib-sv",
                                        "news:lnb/open-day",
                                        "search:робота" };
  for (gsize i = 0; i < G_N_ELEMENTS (PLACES); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TiltasPlace) place = tiltas_place_parse (PLACES[i], &error);
      g_assert_no_error (error);
      g_autofree char *text = tiltas_place_to_string (place);
      g_assert_cmpstr (text, ==, PLACES[i]);
    }
}

static void
test_lesson_card (void)
{
  g_autoptr (TiltasPlace) first = tiltas_place_parse ("lesson:l11", NULL);
  g_assert_cmpstr (first->ref, ==, "l11");
  g_assert_cmpuint (first->card, ==, 0);
  g_autoptr (TiltasPlace) third = tiltas_place_parse ("lesson:lnb/l11/3", NULL);
  g_assert_cmpstr (third->ref, ==, "lnb/l11");
  g_assert_cmpuint (third->card, ==, 2);
}

static void
test_refused (void)
{
  static const char *const BAD[] = { "",         "homes",         "home:x",       "lesson", "lesson:",
                                     "lesson:A", "service:a/b/c", "service:../x", "unit:ž" };
  for (gsize i = 0; i < G_N_ELEMENTS (BAD); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TiltasPlace) place = tiltas_place_parse (BAD[i], &error);
      if (place != NULL)
        g_error ("“%s” passed", BAD[i]);
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place/round-trip", test_round_trip);
  g_test_add_func ("/place/lesson-card", test_lesson_card);
  g_test_add_func ("/place/refused", test_refused);
  return g_test_run ();
}
