/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"

#define assert_date(language, text, expected)                       \
  G_STMT_START                                                      \
  {                                                                 \
    g_autofree char *written = tiltas_date_format (language, text); \
    g_assert_cmpstr (written, ==, expected);                        \
  }                                                                 \
  G_STMT_END
#define assert_time(language, minute, expected)                       \
  G_STMT_START                                                        \
  {                                                                   \
    g_autofree char *written = tiltas_time_format (language, minute); \
    g_assert_cmpstr (written, ==, expected);                          \
  }                                                                   \
  G_STMT_END
#define assert_weekday(language, weekday, expected)                     \
  G_STMT_START                                                          \
  {                                                                     \
    g_autofree char *written = tiltas_weekday_name (language, weekday); \
    g_assert_cmpstr (written, ==, expected);                            \
  }                                                                     \
  G_STMT_END

static gint64
utc (int year, int month, int day, int hour, int minute, int second)
{
  return tiltas_days_from_civil (year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
}

static void
assert_local (gint64 seconds, int month, int day, int weekday, int minute)
{
  TiltasLocalTime time = tiltas_local_time (seconds);
  g_assert_cmpint (time.month, ==, month);
  g_assert_cmpint (time.day, ==, day);
  g_assert_cmpint (time.weekday, ==, weekday);
  g_assert_cmpint (time.minute, ==, minute);
}

static void
test_civil (void)
{
  g_assert_cmpint (tiltas_days_from_civil (1970, 1, 1), ==, 0);
  g_assert_cmpint (tiltas_days_from_civil (2000, 2, 29), ==, 11016);
  g_assert_cmpint (tiltas_days_from_civil (1969, 12, 31), ==, -1);
  g_assert_cmpint (tiltas_civil_from_days (0).weekday, ==, 4);
  /* What lies outside of the calendar's years is its first or last day. */
  g_assert_cmpint (tiltas_civil_from_days (G_MININT32).year, ==, 1);
  g_assert_cmpint (tiltas_civil_from_days (tiltas_days_from_civil (9999, 12, 31) + 1).year, ==, 9999);
  g_assert_cmpint (tiltas_civil_from_days (G_MAXINT32).day, ==, 31);
  /* Every day of some four centuries there and back, one after the other. */
  g_autoptr (GDate) date = g_date_new_dmy (1, 1, 1801);
  for (gint64 days = tiltas_days_from_civil (1801, 1, 1); days < tiltas_days_from_civil (2201, 1, 1); days++)
    {
      TiltasLocalTime civil = tiltas_civil_from_days (days);
      g_assert_cmpint (civil.year, ==, g_date_get_year (date));
      g_assert_cmpint (civil.month, ==, g_date_get_month (date));
      g_assert_cmpint (civil.day, ==, g_date_get_day (date));
      g_assert_cmpint (civil.weekday, ==, g_date_get_weekday (date));
      g_assert_cmpint (tiltas_days_from_civil (civil.year, civil.month, civil.day), ==, days);
      g_date_add_days (date, 1);
    }
}

static void
test_vilnius (void)
{
  /* Winter: UTC+2; summer: UTC+3 from 2026-03-29 01:00 UTC to 2026-10-25 01:00 UTC. */
  assert_local (utc (2026, 1, 15, 10, 30, 59), 1, 15, 4, 12 * 60 + 30);
  assert_local (utc (2026, 3, 29, 0, 59, 59), 3, 29, 7, 2 * 60 + 59);
  assert_local (utc (2026, 3, 29, 1, 0, 0), 3, 29, 7, 4 * 60);
  assert_local (utc (2026, 10, 25, 0, 59, 0), 10, 25, 7, 3 * 60 + 59);
  assert_local (utc (2026, 10, 25, 1, 0, 0), 10, 25, 7, 3 * 60);
  /* Local midnight: a new day already. */
  assert_local (utc (2026, 12, 31, 22, 0, 0), 1, 1, 5, 0);
  assert_local (utc (2026, 12, 31, 21, 59, 59), 12, 31, 4, 1439);
}

static void
test_parse (void)
{
  static const char *const wrong[] = { "",           "26",         "2026-",       "2026-1",     "2026-13",
                                       "2026-00",    "2026-02-29", "2026-04-31",  "2026-04-00", "2026/04/01",
                                       "2026-04-1x", "0000",       "2026-04-011", "+026",       " 2026" };
  gint64 days = 0;
  int precision = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (tiltas_date_parse (wrong[i], &days, &precision));
  g_assert_false (tiltas_date_parse (NULL, NULL, NULL));
  g_assert_true (tiltas_date_parse ("2024-02-29", &days, &precision));
  g_assert_cmpint (days, ==, tiltas_days_from_civil (2024, 2, 29));
  g_assert_cmpint (precision, ==, 10);
  g_assert_true (tiltas_date_parse ("2026-11", &days, &precision));
  g_assert_cmpint (days, ==, tiltas_days_from_civil (2026, 11, 1));
  g_assert_cmpint (precision, ==, 7);
  g_assert_true (tiltas_date_parse ("2026", &days, &precision));
  g_assert_cmpint (days, ==, tiltas_days_from_civil (2026, 1, 1));
  g_assert_cmpint (precision, ==, 4);
}

static void
test_format_date (void)
{
  assert_date ("lt", "2026-11-20", "2026 m. lapkričio 20 d.");
  assert_date ("lt", "2026-11", "2026 m. lapkritis");
  assert_date ("lt", "2026", "2026");
  assert_date ("en", "2026-11-20", "20 November 2026");
  assert_date ("en", "2026-11", "November 2026");
  assert_date ("uk", "2026-11-20", "20 листопада 2026\u202Fр.");
  /* As in Syria and Iraq: their names of the months, Eastern digits. */
  assert_date ("ar", "2026-11-20", "٢٠ تشرين الثاني ٢٠٢٦");
  /* The calendar of the papers that a reader holds in Lithuania, not the Persian one. */
  assert_date ("fa", "2026-11-20", "۲۰ نوامبر ۲۰۲۶");
  assert_date ("en", "some day", "some day");
  assert_date ("en", "2026-02-30", "2026-02-30");
}

static void
test_format_time (void)
{
  assert_time ("en", 480, "8:00");
  assert_time ("lt", 0, "0:00");
  assert_time ("lt", 1439, "23:59");
  assert_time ("lt", 1440, "24:00");
  assert_time ("lt", 1560, "2:00"); /* past midnight */
  assert_time ("ar", 485, "٨:٠٥");
  assert_time ("fa", 1230, "۲۰:۳۰");
}

static void
test_weekday (void)
{
  assert_weekday ("lt", 1, "Pirmadienis");
  assert_weekday ("lt", 7, "Sekmadienis");
  assert_weekday ("en", 5, "Friday");
  assert_weekday ("uk", 2, "Вівторок");
  assert_weekday ("ru", 7, "Воскресенье");
  assert_weekday ("ar", 5, "الجمعة");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/date/civil", test_civil);
  g_test_add_func ("/base/date/vilnius", test_vilnius);
  g_test_add_func ("/base/date/parse", test_parse);
  g_test_add_func ("/base/date/format-date", test_format_date);
  g_test_add_func ("/base/date/format-time", test_format_time);
  g_test_add_func ("/base/date/weekday", test_weekday);
  return g_test_run ();
}
