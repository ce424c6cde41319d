/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/freshness.h"

#include "base/date.h"
#include "content/canonical.h"

#define TODAY (tiltas_days_from_civil (2026, 11, 20)) /* a Friday */

static TiltasService *
service (const char *category, gboolean verified, const char *checked, const char *schedule, const char *status)
{
  g_autoptr (json_t) record =
    json_pack ("{s:s,s:s,s:s,s:[s],s:s,s:b,s:s*,s:s*,s:s,s:s}", "publisher", "lnb", "kind", "service", "id", "x",
               "categories", category, "status", status, "verified", verified, "checked", checked, "schedule", schedule,
               "name", "X", "fee", "free");
  g_assert_nonnull (record);
  return tiltas_service_new (record, NULL);
}

static char *
days_before (int days)
{
  TiltasLocalTime date = tiltas_civil_from_days (TODAY - days);
  return g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
}

static void
assert_age (const char *category, int days, TiltasFreshness expected)
{
  g_autofree char *checked = days_before (days);
  g_autoptr (TiltasService) it = service (category, TRUE, checked, "Mo-Fr 08:00-17:00", "active");
  g_assert_cmpint (tiltas_service_freshness (it, TODAY), ==, expected);
}

static void
test_ages (void)
{
  assert_age ("lnb/health", 0, TILTAS_FRESH);
  assert_age ("lnb/health", 180, TILTAS_FRESH);
  assert_age ("lnb/health", 181, TILTAS_DATED);
  assert_age ("lnb/health", 365, TILTAS_DATED);
  assert_age ("lnb/health", 366, TILTAS_OLD);
  assert_age ("lnb/emergency", 90, TILTAS_FRESH);
  assert_age ("lnb/emergency", 91, TILTAS_DATED);
  assert_age ("support", 90, TILTAS_FRESH);
  assert_age ("support", 91, TILTAS_DATED);
  assert_age ("lnb/health", -31, TILTAS_FRESH);
  assert_age ("lnb/health", -32, TILTAS_UNDATED);
}

static void
test_others (void)
{
  g_autoptr (TiltasService) undated = service ("health", TRUE, NULL, NULL, "active");
  g_autoptr (TiltasService) year = service ("health", TRUE, "2026", NULL, "active");
  g_autoptr (TiltasService) month = service ("health", TRUE, "2026-06", NULL, "active");
  g_autoptr (TiltasService) unverified = service ("health", FALSE, "2026-11-20", "24/7", "active");
  g_autoptr (TiltasService) always = service ("emergency", TRUE, "2019", "24/7", "active");
  g_assert_cmpint (tiltas_service_freshness (undated, TODAY), ==, TILTAS_UNDATED);
  g_assert_cmpint (tiltas_service_freshness (year, TODAY), ==, TILTAS_DATED);
  g_assert_cmpint (tiltas_service_freshness (month, TODAY), ==, TILTAS_FRESH);
  g_assert_cmpint (tiltas_service_freshness (unverified, TODAY), ==, TILTAS_UNVERIFIED);
  g_assert_cmpint (tiltas_service_freshness (always, TODAY), ==, TILTAS_FRESH);
}

static void
assert_open (const char *status,
             gboolean verified,
             const char *checked,
             const char *schedule,
             gboolean trusted,
             TiltasOpenKind expected)
{
  g_autoptr (TiltasService) it = service ("health", verified, checked, schedule, status);
  g_assert_cmpint (tiltas_service_open (it, TODAY, 600, trusted, NULL, NULL).kind, ==, expected);
}

static void
test_open (void)
{
  const char *week = "Mo-Fr 08:00-17:00";
  assert_open ("active", TRUE, "2026-11-01", week, TRUE, TILTAS_OPEN_NOW);
  assert_open ("active", TRUE, "2026-11-01", week, FALSE, TILTAS_OPEN_UNKNOWN);
  assert_open ("active", TRUE, "2026-01-01", week, TRUE, TILTAS_OPEN_UNKNOWN);
  assert_open ("active", TRUE, NULL, week, TRUE, TILTAS_OPEN_UNKNOWN);
  assert_open ("active", FALSE, "2026-11-01", week, TRUE, TILTAS_OPEN_UNKNOWN);
  assert_open ("active", TRUE, "2026-11-01", NULL, TRUE, TILTAS_OPEN_UNKNOWN);
  assert_open ("temporarily-closed", TRUE, "2026-11-01", week, TRUE, TILTAS_OPEN_UNKNOWN);
  assert_open ("active", TRUE, "2019", "24/7", TRUE, TILTAS_OPEN_ALWAYS);
  assert_open ("active", TRUE, "2019", "24/7", FALSE, TILTAS_OPEN_ALWAYS);
  assert_open ("active", FALSE, "2026-11-01", "24/7", TRUE, TILTAS_OPEN_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content/freshness/ages", test_ages);
  g_test_add_func ("/content/freshness/others", test_others);
  g_test_add_func ("/content/freshness/open", test_open);
  return g_test_run ();
}
