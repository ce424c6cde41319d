/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/config-file.h"
#include "kiosk/session.h"

typedef struct
{
  TiltasConfig *config;
  TiltasSession *session;
  int navigated, language, look, config_changed;
} Fixture;

static void
count (TiltasSession *session, int *counter)
{
  ++*counter;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const OFFERED[] = { "lt", "uk", "ar", NULL };
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "tiltas-no-such.conf", NULL);
  fixture->config = tiltas_config_load (path);
  fixture->session = tiltas_session_new (fixture->config, OFFERED);
  g_signal_connect (fixture->session, "navigated", G_CALLBACK (count), &fixture->navigated);
  g_signal_connect (fixture->session, "language-changed", G_CALLBACK (count), &fixture->language);
  g_signal_connect (fixture->session, "look-changed", G_CALLBACK (count), &fixture->look);
  g_signal_connect (fixture->session, "config-changed", G_CALLBACK (count), &fixture->config_changed);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->session);
  tiltas_config_free (fixture->config);
}

static void
go_home (TiltasSession *session)
{
  tiltas_session_go (session, tiltas_place_new (TILTAS_PLACE_HOME, NULL));
}

static void
test_stack (Fixture *fixture, gconstpointer data)
{
  TiltasSession *session = fixture->session;
  g_assert_false (tiltas_session_is_active (session));
  go_home (session);
  g_assert_true (tiltas_session_is_active (session));
  tiltas_session_go (session, tiltas_place_new (TILTAS_PLACE_CATEGORY, "lnb/work"));
  tiltas_session_go (session, tiltas_place_new (TILTAS_PLACE_SERVICE, "lnb/wrk-uzt"));
  g_assert_cmpint (tiltas_session_place_below (session)->kind, ==, TILTAS_PLACE_CATEGORY);
  tiltas_session_place (session)->first_block = 3;

  tiltas_session_set_language (session, "ar");
  g_assert_cmpint (tiltas_session_place (session)->kind, ==, TILTAS_PLACE_SERVICE);
  g_assert_cmpuint (tiltas_session_place (session)->first_block, ==, 3);

  tiltas_session_back (session);
  g_assert_cmpint (tiltas_session_place (session)->kind, ==, TILTAS_PLACE_CATEGORY);
  tiltas_session_back (session);
  g_assert_cmpint (tiltas_session_place (session)->kind, ==, TILTAS_PLACE_HOME);
  tiltas_session_back (session);
  g_assert_false (tiltas_session_is_active (session));
  tiltas_session_back (session);
  g_assert_false (tiltas_session_is_active (session));
}

static void
test_back_from_a_first_place (Fixture *fixture, gconstpointer data)
{
  tiltas_session_replace (fixture->session, tiltas_place_new (TILTAS_PLACE_SERVICE, "lnb/em-112"));
  tiltas_session_back (fixture->session);
  g_assert_cmpint (tiltas_session_place (fixture->session)->kind, ==, TILTAS_PLACE_HOME);
}

static void
test_depth (Fixture *fixture, gconstpointer data)
{
  go_home (fixture->session);
  for (int i = 0; i < 100; i++)
    tiltas_session_go (fixture->session, tiltas_place_new (TILTAS_PLACE_SERVICE, "lnb/em-112"));
  int steps = 0;
  while (tiltas_session_place (fixture->session)->kind != TILTAS_PLACE_HOME)
    {
      tiltas_session_back (fixture->session);
      steps++;
    }
  g_assert_cmpint (steps, ==, 30);
}

static void
test_end_forgets (Fixture *fixture, gconstpointer data)
{
  TiltasSession *session = fixture->session;
  go_home (session);
  tiltas_session_set_language (session, "ar");
  tiltas_session_set_text_step (session, 200);
  tiltas_session_set_high_contrast (session, TRUE);
  tiltas_session_mark_done (session, "lnb/l11");
  tiltas_session_go (session, tiltas_place_new (TILTAS_PLACE_SEARCH, NULL));
  g_assert_cmpint (fixture->look, ==, 2);
  g_assert_cmpint (fixture->language, ==, 1);

  tiltas_session_end (session);
  g_assert_cmpint (tiltas_session_place (session)->kind, ==, TILTAS_PLACE_WELCOME);
  g_assert_null (tiltas_session_place_below (session));
  g_assert_cmpstr (tiltas_session_language (session), ==, "lt");
  g_assert_cmpint (tiltas_session_text_step (session), ==, 100);
  g_assert_false (tiltas_session_high_contrast (session));
  g_assert_false (tiltas_session_is_done (session, "lnb/l11"));
  g_assert_cmpint (fixture->look, ==, 3);
  g_assert_cmpint (fixture->language, ==, 2);
}

/* A link in a text for staff: the visitor's page comes below the area, never above it. */
static void
test_link_in_staff_area (Fixture *fixture, gconstpointer data)
{
  TiltasSession *session = fixture->session;

  go_home (session);
  tiltas_session_open_staff (session, "guidelines");
  tiltas_session_unlock (session);
  tiltas_session_go (session, tiltas_place_new (TILTAS_PLACE_SERVICE, "lnb/em-112"));
  g_assert_true (tiltas_session_in_staff (session));
  g_assert_cmpstr (tiltas_session_place (session)->ref, ==, "help");
  g_assert_cmpstr (tiltas_session_visitor_place (session)->ref, ==, "lnb/em-112");
  tiltas_session_close_staff (session);
  g_assert_false (tiltas_session_is_unlocked (session));
  g_assert_cmpint (tiltas_session_place (session)->kind, ==, TILTAS_PLACE_SERVICE);
  tiltas_session_back (session);
  g_assert_cmpint (tiltas_session_place (session)->kind, ==, TILTAS_PLACE_HOME);
}

static void
test_language_not_offered (Fixture *fixture, gconstpointer data)
{
  g_assert_false (tiltas_session_set_language (fixture->session, "ru"));
  g_assert_cmpstr (tiltas_session_language (fixture->session), ==, "lt");
  g_assert_cmpint (fixture->language, ==, 0);
}

static void
open_search_and_staff (TiltasSession *session)
{
  g_autoptr (TiltasPlace) search = tiltas_place_parse ("search:zuikis", NULL);

  go_home (session);
  tiltas_session_set_language (session, "ar");
  tiltas_session_go (session, g_steal_pointer (&search));
  tiltas_session_open_staff (session, "content");
}

static void
test_staff_comes_between (Fixture *fixture, gconstpointer data)
{
  TiltasSession *session = fixture->session;

  open_search_and_staff (session);
  g_assert_true (tiltas_session_in_staff (session));
  g_assert_false (tiltas_session_is_unlocked (session));
  g_assert_cmpstr (tiltas_session_language (session), ==, "lt");
  g_assert_cmpstr (tiltas_session_visitor_language (session), ==, "ar");
  tiltas_session_unlock (session);
  tiltas_session_open_staff (session, "usage");
  g_assert_true (tiltas_session_is_unlocked (session));
  g_assert_true (tiltas_session_set_visitor_language (session, "uk"));
  g_assert_false (tiltas_session_set_visitor_language (session, "ru"));

  /* Back to the same place, shut behind. */
  tiltas_session_close_staff (session);
  g_assert_false (tiltas_session_is_unlocked (session));
  g_assert_cmpstr (tiltas_session_language (session), ==, "uk");
  g_assert_cmpstr (tiltas_session_place (session)->query, ==, "zuikis");
  tiltas_session_open_staff (session, "content");
  g_assert_false (tiltas_session_is_unlocked (session));
}

static void
test_staff_ends_the_visit (Fixture *fixture, gconstpointer data)
{
  TiltasSession *session = fixture->session;

  open_search_and_staff (session);
  tiltas_session_unlock (session);
  tiltas_session_end (session);
  g_assert_false (tiltas_session_is_unlocked (session));
  g_assert_false (tiltas_session_is_active (session));
  g_assert_cmpstr (tiltas_session_language (session), ==, "lt");
  g_assert_cmpstr (tiltas_session_visitor_language (session), ==, "lt");
  /* The staff area over the welcome screen has nothing of it either. */
  tiltas_session_open_staff (session, "content");
  g_assert_cmpint (tiltas_session_visitor_place (session)->kind, ==, TILTAS_PLACE_WELCOME);
  g_assert_cmpstr (tiltas_session_visitor_language (session), ==, "lt");
}

static void
test_another_configuration (Fixture *fixture, gconstpointer data)
{
  static const char *const FEWER[] = { "lt", "en", NULL };
  TiltasSession *session = fixture->session;

  go_home (session);
  tiltas_session_set_language (session, "ar");
  tiltas_session_go (session, tiltas_place_new (TILTAS_PLACE_SERVICE, "lnb/em-112"));
  tiltas_session_set_config (session, fixture->config, FEWER);
  /* The visitor stays where he was; a language that is gone gives way to the branch's own. */
  g_assert_cmpint (tiltas_session_place (session)->kind, ==, TILTAS_PLACE_SERVICE);
  g_assert_cmpstr (tiltas_session_language (session), ==, "lt");
  g_assert_cmpint (fixture->language, ==, 2);
  g_assert_false (tiltas_session_set_language (session, "ar"));

  /* Without a change of language the page is built again. */
  fixture->look = 0;
  fixture->config_changed = 0;
  tiltas_session_set_config (session, fixture->config, FEWER);
  g_assert_cmpint (fixture->config_changed, ==, 1);
  g_assert_cmpint (fixture->look, ==, 0);
}

/* A page holds its place: what it writes when it is thrown away reaches Back, and harms nothing after the end. */
static void
test_place_outlives_the_stack (Fixture *fixture, gconstpointer data)
{
  TiltasSession *session = fixture->session;

  go_home (session);
  g_autoptr (TiltasPlace) place = tiltas_place_ref (tiltas_session_place (session));
  tiltas_session_go (session, tiltas_place_new (TILTAS_PLACE_CATEGORIES, NULL));
  place->first_block = 7;
  tiltas_session_back (session);
  g_assert_true (tiltas_session_place (session) == place);
  g_assert_cmpuint (tiltas_session_place (session)->first_block, ==, 7);

  tiltas_session_end (session);
  place->first_block = 9;
  g_assert_true (tiltas_session_place (session) != place);
  g_assert_cmpuint (tiltas_session_place (session)->first_block, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/stack", Fixture, NULL, set_up, test_stack, tear_down);
  g_test_add ("/session/back-from-a-first-place", Fixture, NULL, set_up, test_back_from_a_first_place, tear_down);
  g_test_add ("/session/depth", Fixture, NULL, set_up, test_depth, tear_down);
  g_test_add ("/session/end-forgets", Fixture, NULL, set_up, test_end_forgets, tear_down);
  g_test_add ("/session/language-not-offered", Fixture, NULL, set_up, test_language_not_offered, tear_down);
  g_test_add ("/session/staff-comes-between", Fixture, NULL, set_up, test_staff_comes_between, tear_down);
  g_test_add ("/session/staff-ends-the-visit", Fixture, NULL, set_up, test_staff_ends_the_visit, tear_down);
  g_test_add ("/session/another-configuration", Fixture, NULL, set_up, test_another_configuration, tear_down);
  g_test_add ("/session/link-in-staff-area", Fixture, NULL, set_up, test_link_in_staff_area, tear_down);
  g_test_add ("/session/place-outlives-the-stack", Fixture, NULL, set_up, test_place_outlives_the_stack, tear_down);
  return g_test_run ();
}
