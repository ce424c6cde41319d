/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/place.h"

static void
test_kinds (void)
{
  static const struct
  {
    const char *text;
    TiltasPlaceKind kind;
    const char *ref, *query;
  } PLACES[] = {
    { "welcome", TILTAS_PLACE_WELCOME, NULL, NULL },
    { "home", TILTAS_PLACE_HOME, NULL, NULL },
    { "categories", TILTAS_PLACE_CATEGORIES, NULL, NULL },
    { "unit:lnb/safe", TILTAS_PLACE_UNIT, "lnb/safe", NULL },
    { "lesson:lnb/l11/3", TILTAS_PLACE_LESSON, "lnb/l11", NULL },
    { "category:work", TILTAS_PLACE_CATEGORY, "work", NULL },
    { "service:svencionys/lib-sv", TILTAS_PLACE_SERVICE, "svencionys/lib-sv", NULL },
    { "news:lnb/open-day", TILTAS_PLACE_NEWS, "lnb/open-day", NULL },
    { "staff:usage", TILTAS_PLACE_STAFF, "usage", NULL },
    { "search:робота", TILTAS_PLACE_SEARCH, NULL, "робота" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (PLACES); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TiltasPlace) place = tiltas_place_parse (PLACES[i].text, &error);
      g_assert_no_error (error);
      g_assert_cmpint (place->kind, ==, PLACES[i].kind);
      g_assert_cmpstr (place->ref, ==, PLACES[i].ref);
      g_assert_cmpstr (place->query, ==, PLACES[i].query);
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
  g_test_add_func ("/place/kinds", test_kinds);
  g_test_add_func ("/place/lesson-card", test_lesson_card);
  g_test_add_func ("/place/refused", test_refused);
  return g_test_run ();
}
