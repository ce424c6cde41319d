/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/directory.h"

#include "base/date.h"
#include "content/canonical.h"

/* Monday 2026-11-23, 10:00. */
#define MINUTE (10 * 60)

typedef struct
{
  GPtrArray *services;
  TiltasDirectoryContext context;
} Fixture;

static void
add (Fixture *fixture, const char *json)
{
  g_autofree char *line = g_strdup_printf ("{\"publisher\":\"lnb\",\"kind\":\"service\",\"status\":\"active\","
                                           "\"categories\":[\"work\"],\"source\":\"test\",%s}",
                                           json);
  g_autoptr (json_t) record = json_loads (line, 0, NULL);
  g_assert_nonnull (record);
  g_ptr_array_add (fixture->services, tiltas_service_new (record, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static TiltasBranch branch = {
    .municipality = (char *) "Vilniaus m. sav.", .has_place = TRUE, .latitude = 54.69, .longitude = 25.28
  };
  fixture->services = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_service_unref);
  fixture->context = (TiltasDirectoryContext){ .today = tiltas_days_from_civil (2026, 11, 23),
                                               .minute = MINUTE,
                                               .clock_trusted = TRUE,
                                               .language = "uk",
                                               .branch = &branch };
  add (fixture, "\"id\":\"closed-here\",\"name\":\"A\",\"position\":1,\"verified\":true,\"checked\":\"2026-11-01\","
                "\"schedule\":\"Mo-Fr 14:00-17:00\",\"municipality\":\"Vilniaus m. sav.\",\"fee\":\"free\"");
  add (fixture, "\"id\":\"open-far\",\"name\":\"B\",\"position\":2,\"verified\":true,\"checked\":\"2026-11-01\","
                "\"schedule\":\"Mo-Fr 08:00-17:00\",\"municipality\":\"Kauno m. "
                "sav.\",\"fee\":\"paid\",\"languages\":[\"lt\",\"uk\"]");
  add (fixture, "\"id\":\"open-country\",\"name\":\"C\",\"position\":3,\"verified\":true,\"schedule\":\"24/7\","
                "\"municipality\":\"Visa Lietuva\",\"fee\":\"free\"");
  add (fixture, "\"id\":\"open-here\",\"name\":\"D\",\"position\":4,\"verified\":true,\"checked\":\"2026-11-01\","
                "\"schedule\":\"Mo-Fr 08:00-17:00\",\"municipality\":\"Vilniaus m. sav.\",\"fee\":\"unknown\"");
  add (fixture, "\"id\":\"old-here\",\"name\":\"E\",\"position\":5,\"verified\":true,\"checked\":\"2024-01\","
                "\"schedule\":\"Mo-Fr 08:00-17:00\",\"municipality\":\"Vilniaus m. sav.\",\"fee\":\"free\"");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->services);
}

static void
assert_rows (Fixture *fixture, guint filters, const char *municipality, const char *expected)
{
  g_autoptr (GPtrArray) rows = tiltas_directory_rows (fixture->services, &fixture->context, filters, municipality);
  g_autoptr (GString) ids = g_string_new (NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const TiltasDirectoryRow *row = g_ptr_array_index (rows, i);
      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", row->service->id);
    }
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  assert_rows (fixture, 0, NULL, "open-here open-country open-far closed-here old-here");
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  assert_rows (fixture, TILTAS_FILTER_OPEN, NULL, "open-here open-country open-far");
  assert_rows (fixture, TILTAS_FILTER_FREE, NULL, "open-country closed-here old-here");
  assert_rows (fixture, TILTAS_FILTER_MY_LANGUAGE, NULL, "open-far");
  assert_rows (fixture, 0, "Kauno m. sav.", "open-far open-country");
  assert_rows (fixture, TILTAS_FILTER_OPEN | TILTAS_FILTER_FREE, "Vilniaus m. sav.", "open-country");
}

static void
test_untrusted_clock (Fixture *fixture, gconstpointer data)
{
  fixture->context.clock_trusted = FALSE;
  g_autoptr (GPtrArray) rows = tiltas_directory_rows (fixture->services, &fixture->context, 0, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const TiltasDirectoryRow *row = g_ptr_array_index (rows, i);
      if (g_str_equal (row->service->id, "open-country"))
        g_assert_cmpint (row->open.kind, ==, TILTAS_OPEN_ALWAYS);
      else
        g_assert_cmpint (row->open.kind, ==, TILTAS_OPEN_UNKNOWN);
    }
}

static void
test_municipalities (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) names = tiltas_directory_municipalities (fixture->services);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[0], ==, "Kauno m. sav.");
  g_assert_cmpstr (names[1], ==, "Vilniaus m. sav.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/directory/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/directory/filters", Fixture, NULL, set_up, test_filters, tear_down);
  g_test_add ("/directory/untrusted-clock", Fixture, NULL, set_up, test_untrusted_clock, tear_down);
  g_test_add ("/directory/municipalities", Fixture, NULL, set_up, test_municipalities, tear_down);
  return g_test_run ();
}
