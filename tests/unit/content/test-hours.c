/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/hours.h"

#include "base/date.h"

#include <string.h>

#define MINUTE(hour, minute) ((hour) *60 + (minute))

static gint64
day (const char *text)
{
  gint64 days = 0;
  g_assert_true (tiltas_date_parse (text, &days, NULL));
  return days;
}

/* 2026-11-20 is a Friday. */
#define FRIDAY (day ("2026-11-20"))

static TiltasHours *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  TiltasHours *hours = tiltas_hours_parse (text, &error);
  g_assert_no_error (error);
  g_assert_nonnull (hours);
  return hours;
}

/* "480-720,780-1020|note" */
static char *
describe (const TiltasHours *hours, gint64 on, gboolean is_holiday)
{
  const char *note = NULL;
  g_autoptr (GArray) spans = tiltas_hours_on_day (hours, on, is_holiday, &note);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < spans->len; i++)
    {
      TiltasSpan span = g_array_index (spans, TiltasSpan, i);
      g_string_append_printf (text, "%s%d-%d", i > 0 ? "," : "", span.from, span.to);
    }
  if (note != NULL)
    g_string_append_printf (text, "|%s", note);
  return g_string_free (text, FALSE);
}

static void
assert_day (const char *schedule, const char *date, gboolean is_holiday, const char *expected)
{
  g_autoptr (TiltasHours) hours = parse (schedule);
  g_autofree char *text = describe (hours, day (date), is_holiday);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_refused (void)
{
  static const char *const wrong[] = {
    "",
    " ",
    "Mo",
    "Mo ",
    "08:00-17:00",
    "Mo-Fr 8:00-17:00",
    "Mo-Fr 08:00-17:00;",
    "Mo-Fr 08:00-17:00; ",
    "Mo-Fr 08:00-17:00 ;Sa off",
    "Mo-Fr 08:00-17:00;Sa off",
    "Mo-Fr  08:00-17:00",
    " Mo 08:00-17:00",
    "Mo 08:00-17:00 ",
    "Mo 08:00",
    "Mo 08:00+",
    "Mo 08:00-",
    "Mo 08:00-08:00",
    "Mo 24:00-25:00",
    "Mo 08:00-24:01",
    "Mo 08:60-09:00",
    "Mo 08:00-12:00, 13:00-17:00",
    "Mo 08:00-12:00,11:00-17:00",
    "Mo 13:00-17:00,08:00-12:00",
    "Mo 08:00-12:00,12:00-17:00",
    "Mo-",
    "Mo-Xx 08:00-17:00",
    "Mo, We 08:00-17:00",
    "mo 08:00-17:00",
    "Mo-We-Fr 08:00-17:00",
    "24/7 off",
    "24/7; PH off",
    "PH",
    "PH,Mo off",
    "Mo,PH off",
    "SH off",
    "Mo open",
    "Mo offf",
    "Mo off \"\"",
    "Mo off \"x",
    "Mo off x",
    "\"\"",
    "\"x\" Mo off",
    "Jun 15-Aug 31 off",
    "Jun 31-Aug 31 Mo off",
    "Jun 15 Mo off",
    "Jun 15-Aug Mo off",
    "Jun 00-Aug 31 Mo off",
    "Feb 30-Mar 01 Mo off",
    "2026 Mo off",
    "week 1 Mo off",
    "Mo[1] off",
    "sunrise-sunset",
    "Mo 22:00-02:00,01:00-03:00",
    "Mo 08:00-17:00 || \"x\"",
    "Mo 08:00-17:00\n",
    "Mo 22:00-02:00,23:00-01:00",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TiltasHours) hours = tiltas_hours_parse (wrong[i], &error);
      if (hours != NULL)
        g_error ("accepted: %s", wrong[i]);
      g_assert_error (error, TILTAS_HOURS_ERROR, 0);
    }
  g_autoptr (GError) error = NULL;
  g_assert_null (tiltas_hours_parse ("Mo off \"\xFF\"", &error));
  g_assert_error (error, TILTAS_HOURS_ERROR, 0);
}

static void
test_error_names_place (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (tiltas_hours_parse ("Mo \"ąž\"; Sa 25:00-26:00", &error));
  g_assert_nonnull (strstr (error->message, "a span of time such as 08:00-17:00 at character 13"));
}

static void
assert_refused (const char *schedule, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasHours) hours = tiltas_hours_parse (schedule, &error);
  g_assert_null (hours);
  if (strstr (error->message, words) == NULL)
    g_error ("%s: %s", schedule, error->message);
}

/* Common mistakes, and what the message says at which character. */
static void
test_error_names_cause (void)
{
  assert_refused ("Mo–Fr 08:00-17:00", "instead of the dash U+2013 at character 3 of");
  assert_refused ("Mo-Fr 08:00—17:00", "instead of the dash U+2014 at character 12 of");
  assert_refused ("Mo-Fr 08:00‑17:00", "instead of the dash U+2011 at character 12 of");
  assert_refused ("Mo-Fr 08:00−17:00", "instead of the minus U+2212 at character 12 of");
  assert_refused ("Jun 15–Aug 31 Mo off", "instead of the dash U+2013 at character 7 of");
  assert_refused ("Mo-Fr\u00a008:00-17:00", "a plain blank instead of U+00A0 at character 6 of");
  assert_refused ("Mo-Fr 08:00-17:00; Sa,Su,PH off",
                  "a rule of their own, such as “Sa,Su off; PH off”, at character 26 of");
  assert_refused ("Mo-Fr 08:00-17:00; PH,Sa off",
                  "a rule of their own, such as “Sa,Su off; PH off”, at character 22 of");
  assert_refused ("Mo-Fr 08:00-17:00; Sa,Xx off", "days such as Mo-Fr, or PH at character 23 of");
}

static void
assert_slip (const char *schedule, const char *expected, gboolean never)
{
  g_autoptr (TiltasHours) hours = parse (schedule);
  gboolean found = FALSE;
  g_autofree char *words = tiltas_hours_find_slip (hours, &found);
  if (expected == NULL)
    g_assert_cmpstr (words, ==, NULL);
  else if (words == NULL || strstr (words, expected) == NULL)
    g_error ("%s: %s", schedule, words);
  g_assert_cmpint (found, ==, never);
}

static void
test_slips (void)
{
  assert_slip (
    "Mo-Fr 08:00-12:00; Mo-Fr 13:00-17:00; PH off",
    "“Mo-Fr 08:00-12:00” never applies: “Mo-Fr 13:00-17:00” replaces its times; times of one day stand in one "
    "rule, “Mo-Fr 08:00-12:00,13:00-17:00”",
    TRUE);
  assert_slip ("Mo-Fr 13:00-17:00; Mo-Fr 08:00-12:00", "“Mo-Fr 08:00-12:00,13:00-17:00”", TRUE);
  assert_slip ("Mo 08:00-12:00; Mo-Fr 13:00-17:00", "“Mo 08:00-12:00” never applies", TRUE);
  assert_slip ("Mo-Fr 08:00-12:00; Tu 13:00-17:00", "holds on fewer days than it says", FALSE);
  assert_slip ("Fr off; Mo-Fr 08:00-17:00", "“Fr off” never applies: “Mo-Fr 08:00-17:00” overrides", TRUE);
  assert_slip ("Mo-Fr 08:00-17:00; \"call first\"", "“Mo-Fr 08:00-17:00” never applies", TRUE);
  assert_slip ("Jul 01-Jul 31 Mo off; Jun 01-Aug 31 Mo-Fr 08:00-17:00", "“Jul 01-Jul 31 Mo off” never applies", TRUE);
  assert_slip ("PH off; Mo-Fr 08:00-17:00", "public holidays stand last", FALSE);
  assert_slip ("Mo-Fr 08:00-17:00; Fr 08:00-15:45; PH off", NULL, FALSE);
  assert_slip ("Mo-Fr 08:00-17:00; Jun 15-Aug 31 Mo-Fr 18:00-20:00; PH off", NULL, FALSE);
  assert_slip ("Mo-Su 09:00-18:00; Dec 24-Jan 02 Mo-Su off; Feb 29-Feb 29 Mo-Su off", NULL, FALSE);
  assert_slip ("24/7", NULL, FALSE);
}

static void
test_days (void)
{
  const char *week = "Mo-Th 08:00-17:00; Fr 08:00-15:45; Sa,Su 10:00-14:00";
  assert_day (week, "2026-11-19", FALSE, "480-1020");
  assert_day (week, "2026-11-20", FALSE, "480-945");
  assert_day (week, "2026-11-21", FALSE, "600-840");
  assert_day (week, "2026-11-22", FALSE, "600-840");
  assert_day ("Mo-Fr 08:00-12:00,13:00-17:00", "2026-11-20", FALSE, "480-720,780-1020");
  assert_day ("Mo-Fr 08:00-12:00,13:00-17:00", "2026-11-21", FALSE, "");
  assert_day ("Sa-Mo 10:00-11:00", "2026-11-22", FALSE, "600-660");
  assert_day ("Sa-Mo 10:00-11:00", "2026-11-20", FALSE, "");
  assert_day ("Fr 22:00-02:00", "2026-11-20", FALSE, "1320-1560");
  assert_day ("Fr 22:00-24:00", "2026-11-20", FALSE, "1320-1440");
  assert_day ("Fr 22:00-00:00", "2026-11-20", FALSE, "1320-1440");
  assert_day ("24/7", "2026-11-20", TRUE, "0-1440");
}

static void
test_override (void)
{
  assert_day ("Mo-Fr 08:00-17:00; Fr off", "2026-11-20", FALSE, "");
  assert_day ("Mo-Fr 08:00-17:00; Fr closed \"cleaning\"", "2026-11-20", FALSE, "|cleaning");
  assert_day ("Mo-Fr 08:00-17:00 \"a; b\"; Fr 10:00-11:00", "2026-11-19", FALSE, "480-1020|a; b");
  assert_day ("Mo-Fr 08:00-17:00 \"a; b\"; Fr 10:00-11:00", "2026-11-20", FALSE, "600-660");
  assert_day ("Fr off; Mo-Fr 08:00-17:00", "2026-11-20", FALSE, "480-1020");
  assert_day ("Mo-Fr 08:00-17:00; Sa \"by appointment\"", "2026-11-21", FALSE, "|by appointment");
  assert_day ("\"by appointment\"", "2026-11-21", FALSE, "|by appointment");
}

static void
test_holidays (void)
{
  assert_day ("Mo-Fr 08:00-17:00; PH off", "2026-11-20", FALSE, "480-1020");
  assert_day ("Mo-Fr 08:00-17:00; PH off", "2026-11-20", TRUE, "");
  assert_day ("Mo-Fr 08:00-17:00; PH 10:00-12:00", "2026-11-21", TRUE, "600-720");
  assert_day ("PH off; Mo-Fr 08:00-17:00", "2026-11-20", TRUE, "480-1020");
  assert_day ("Mo-Fr 08:00-17:00", "2026-11-20", TRUE, "480-1020");
}

static void
test_ranges (void)
{
  const char *summer = "Mo-Fr 09:00-18:00; Jun 15-Aug 31 Mo-Fr 10:00-16:00";
  assert_day (summer, "2026-06-12", FALSE, "540-1080");
  assert_day (summer, "2026-06-15", FALSE, "600-960");
  assert_day (summer, "2026-08-31", FALSE, "600-960");
  assert_day (summer, "2026-09-01", FALSE, "540-1080");
  const char *winter = "Mo-Su 09:00-18:00; Dec 24-Jan 02 Mo-Su off \"holidays\"";
  assert_day (winter, "2026-12-23", FALSE, "540-1080");
  assert_day (winter, "2026-12-24", FALSE, "|holidays");
  assert_day (winter, "2027-01-02", FALSE, "|holidays");
  assert_day (winter, "2027-01-03", FALSE, "540-1080");
  assert_day ("Feb 29-Feb 29 Mo-Su off", "2028-02-29", FALSE, "");
  assert_day ("Jul 01-Jul 31 \"call first\"", "2026-07-05", FALSE, "|call first");
  assert_day ("Mo-Su 09:00-18:00; Jun 15-Aug 31 PH 10:00-11:00", "2026-07-06", TRUE, "600-660");
  assert_day ("Mo-Su 09:00-18:00; Jun 15-Aug 31 PH 10:00-11:00", "2026-12-25", TRUE, "540-1080");
}

static gboolean
is_listed (gint64 on, gpointer data)
{
  return day (data) == on;
}

/* Kind, and "day minute" of the change, the day counted from today. */
static void
assert_at (const char *schedule, gint64 today, int minute, const char *holiday, const char *expected)
{
  static const char *const kinds[] = { "unknown", "always", "open", "opens", "closed" };
  g_autoptr (TiltasHours) hours = parse (schedule);
  TiltasOpen open = tiltas_hours_at (hours, today, minute, holiday != NULL ? is_listed : NULL, (gpointer) holiday);
  gboolean has_change = open.kind == TILTAS_OPEN_NOW || open.kind == TILTAS_CLOSED_OPENS;
  g_autofree char *text =
    has_change ? g_strdup_printf ("%s %d %d", kinds[open.kind], (int) (open.change_day - today), open.change_minute)
               : g_strdup (kinds[open.kind]);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_now (void)
{
  const char *week = "Mo-Fr 08:00-12:00,13:00-17:00";
  assert_at (week, FRIDAY, MINUTE (7, 59), NULL, "opens 0 480");
  assert_at (week, FRIDAY, MINUTE (8, 0), NULL, "open 0 720");
  assert_at (week, FRIDAY, MINUTE (11, 59), NULL, "open 0 720");
  assert_at (week, FRIDAY, MINUTE (12, 0), NULL, "opens 0 780");
  assert_at (week, FRIDAY, MINUTE (16, 59), NULL, "open 0 1020");
  assert_at (week, FRIDAY, MINUTE (17, 0), NULL, "opens 3 480");
  assert_at (week, FRIDAY + 1, 0, NULL, "opens 2 480");
  assert_at ("24/7", FRIDAY, 0, "2026-11-20", "always");
  assert_at ("Mo-Su 00:00-24:00", FRIDAY, 600, NULL, "always");
  assert_at ("Mo-Su off", FRIDAY, 600, NULL, "closed");
  assert_at ("Jun 15-Aug 31 Mo-Fr 10:00-18:00", FRIDAY, 600, NULL, "closed");
}

static void
test_midnight (void)
{
  const char *night = "Fr 22:00-02:00";
  assert_at (night, FRIDAY, MINUTE (23, 0), NULL, "open 1 120");
  assert_at (night, FRIDAY + 1, MINUTE (1, 59), NULL, "open 0 120");
  assert_at (night, FRIDAY + 1, MINUTE (2, 0), NULL, "opens 6 1320");
  assert_at ("Fr 20:00-24:00", FRIDAY, MINUTE (21, 0), NULL, "open 0 1440");
  assert_at ("Fr 20:00-24:00; Sa 00:00-03:00", FRIDAY, MINUTE (21, 0), NULL, "open 1 180");
  assert_at ("Fr-Su 00:00-24:00", FRIDAY, MINUTE (21, 0), NULL, "open 2 1440");
  assert_at ("Sa 00:00-03:00", FRIDAY, MINUTE (21, 0), NULL, "opens 1 0");
  /* A span that began yesterday goes on, also on a day that is closed. */
  assert_at ("Mo-Su 22:00-02:00; Sa off", FRIDAY + 1, MINUTE (1, 0), NULL, "open 0 120");
}

static void
test_holiday_now (void)
{
  const char *said = "Mo-Fr 08:00-17:00; PH off";
  const char *unsaid = "Mo-Fr 08:00-17:00";
  assert_at (said, FRIDAY, 600, "2026-11-20", "opens 3 480");
  assert_at (said, FRIDAY, MINUTE (17, 0), "2026-11-23", "opens 4 480");
  /* No rule says what a public holiday means here. */
  assert_at (unsaid, FRIDAY, 600, "2026-11-20", "unknown");
  assert_at (unsaid, FRIDAY, 600, "2026-11-19", "open 0 1020");
  assert_at (unsaid, FRIDAY, MINUTE (17, 0), "2026-11-23", "opens 4 480");
  assert_at (unsaid, FRIDAY + 1, 600, "2026-11-21", "opens 2 480"); /* closed on a Saturday anyway */
}

static void
test_note_now (void)
{
  assert_at ("\"by appointment\"", FRIDAY, 600, NULL, "unknown");
  assert_at ("Mo-Fr 08:00-17:00; Sa \"by appointment\"", FRIDAY + 1, 600, NULL, "unknown");
  assert_at ("Mo-Fr 08:00-17:00; Sa \"by appointment\"", FRIDAY, MINUTE (18, 0), NULL, "opens 3 480");
  assert_at ("Mo-Fr 08:00-17:00 \"ring\"", FRIDAY, 600, NULL, "open 0 1020");
}

/* Compares every minute of fourteen days with the spans of the days. */
static void
test_agrees_with_days (void)
{
  static const char *const schedules[] = { "Mo-Fr 08:00-12:00,13:00-17:00; Sa 22:00-02:00",
                                           "Mo,We 00:00-24:00; Fr 18:00-06:00", "Mo-Su 09:00-01:00" };
  for (gsize i = 0; i < G_N_ELEMENTS (schedules); i++)
    {
      g_autoptr (TiltasHours) hours = parse (schedules[i]);
      for (gint64 on = FRIDAY; on < FRIDAY + 14; on++)
        {
          g_autoptr (GArray) spans = tiltas_hours_on_day (hours, on, FALSE, NULL);
          g_autoptr (GArray) before = tiltas_hours_on_day (hours, on - 1, FALSE, NULL);
          for (int minute = 0; minute < 1440; minute++)
            {
              gboolean expected = FALSE;
              for (guint j = 0; j < spans->len; j++)
                expected |= minute >= g_array_index (spans, TiltasSpan, j).from &&
                            minute < g_array_index (spans, TiltasSpan, j).to;
              for (guint j = 0; j < before->len; j++)
                expected |= minute + 1440 < g_array_index (before, TiltasSpan, j).to;
              TiltasOpen open = tiltas_hours_at (hours, on, minute, NULL, NULL);
              g_assert_cmpint (open.kind == TILTAS_OPEN_NOW, ==, expected);
              gint64 ahead = (open.change_day - on) * 1440 + open.change_minute - minute;
              g_assert_cmpint (ahead, >, 0);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content/hours/refused", test_refused);
  g_test_add_func ("/content/hours/error-names-place", test_error_names_place);
  g_test_add_func ("/content/hours/error-names-cause", test_error_names_cause);
  g_test_add_func ("/content/hours/slips", test_slips);
  g_test_add_func ("/content/hours/days", test_days);
  g_test_add_func ("/content/hours/override", test_override);
  g_test_add_func ("/content/hours/holidays", test_holidays);
  g_test_add_func ("/content/hours/ranges", test_ranges);
  g_test_add_func ("/content/hours/now", test_now);
  g_test_add_func ("/content/hours/midnight", test_midnight);
  g_test_add_func ("/content/hours/holiday-now", test_holiday_now);
  g_test_add_func ("/content/hours/note-now", test_note_now);
  g_test_add_func ("/content/hours/agrees-with-days", test_agrees_with_days);
  return g_test_run ();
}
