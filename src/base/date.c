/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-base"

#include "base/date.h"

#include "base/icu.h"

#include <string.h>
#include <unicode/ucal.h>

#define ZONE u"Europe/Vilnius"
#define MINUTES_A_DAY 1440
#define MS_A_DAY 86400000.0
/* Days of a GDate, which counts from 0001-01-01 as 1: 1970-01-01 and 9999-12-31. */
#define EPOCH 719163
#define LAST_DAY 3652059

static gint64
floor_divide (gint64 a, gint64 b)
{
  return a / b - (a % b < 0 ? 1 : 0);
}

gint64
tiltas_days_from_civil (int year, int month, int day)
{
  GDate date;

  g_return_val_if_fail (g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year), 0);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (gint64) g_date_get_julian (&date) - EPOCH;
}

TiltasLocalTime
tiltas_civil_from_days (gint64 days)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) CLAMP (days + EPOCH, 1, LAST_DAY));
  return (TiltasLocalTime){
    .year = g_date_get_year (&date),
    .month = (int) g_date_get_month (&date),
    .day = g_date_get_day (&date),
    .weekday = (int) g_date_get_weekday (&date),
  };
}

static void
close_calendar (gpointer calendar)
{
  ucal_close (calendar);
}

/* Seconds that Vilnius is ahead of UTC at a moment. */
static gint64
zone_offset (gint64 unix_seconds)
{
  static GPrivate cache = G_PRIVATE_INIT (close_calendar);
  UErrorCode status = U_ZERO_ERROR;
  UCalendar *calendar = g_private_get (&cache);
  if (calendar == NULL)
    {
      calendar = ucal_open (ZONE, -1, "en@calendar=gregorian", UCAL_GREGORIAN, &status);
      if (U_FAILURE (status))
        return 0;
      g_private_set (&cache, calendar);
    }
  ucal_setMillis (calendar, (double) unix_seconds * 1000.0, &status);
  gint64 milliseconds = ucal_get (calendar, UCAL_ZONE_OFFSET, &status) + ucal_get (calendar, UCAL_DST_OFFSET, &status);
  return U_FAILURE (status) ? 0 : milliseconds / 1000;
}

TiltasLocalTime
tiltas_local_time (gint64 unix_seconds)
{
  gint64 local = unix_seconds + zone_offset (unix_seconds);
  gint64 days = floor_divide (local, 86400);
  TiltasLocalTime time = tiltas_civil_from_days (days);
  time.minute = (int) ((local - days * 86400) / 60);
  return time;
}

static gboolean
read_number (const char *text, int n_digits, int *value)
{
  *value = 0;
  for (int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (text[i] - '0');
    }
  return TRUE;
}

gboolean
tiltas_date_parse (const char *text, gint64 *days, int *precision)
{
  int year = 0, month = 1, day = 1;
  gsize length = text != NULL ? strnlen (text, 11) : 0;
  if (length != 4 && length != 7 && length != 10)
    return FALSE;
  if (!read_number (text, 4, &year) || year == 0)
    return FALSE;
  if (length >= 7 && (text[4] != '-' || !read_number (text + 5, 2, &month)))
    return FALSE;
  if (length == 10 && (text[7] != '-' || !read_number (text + 8, 2, &day)))
    return FALSE;
  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  if (days != NULL)
    *days = tiltas_days_from_civil (year, month, day);
  if (precision != NULL)
    *precision = (int) length;
  return TRUE;
}

/* NULL when ICU fails. Transfer full. */
static char *
format_day (const char *language, TiltasIcuDate which, gint64 days)
{
  UChar buffer[128];
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format = tiltas_icu_date (tiltas_icu_get (language), which);
  if (format == NULL)
    return NULL;
  int length = udat_format (format, (double) days * MS_A_DAY, buffer, G_N_ELEMENTS (buffer), NULL, &status);
  if (U_FAILURE (status) || length > (int) G_N_ELEMENTS (buffer))
    return NULL;
  return tiltas_utf8_from_utf16 (buffer, (gsize) length);
}

char *
tiltas_date_format (const char *language, const char *text)
{
  gint64 days = 0;
  int precision = 0;
  char *written = NULL;
  if (tiltas_date_parse (text, &days, &precision))
    written = format_day (language,
                          precision == 4   ? TILTAS_ICU_YEAR
                          : precision == 7 ? TILTAS_ICU_MONTH
                                           : TILTAS_ICU_DAY,
                          days);
  return written != NULL ? written : g_strdup (text);
}

char *
tiltas_time_format (const char *language, int minute)
{
  g_return_val_if_fail (minute >= 0, NULL);
  TiltasIcu *icu = tiltas_icu_get (language);
  /* The end of a day is written 24:00; a later minute is written as the time of the next day. */
  int in_day = minute > MINUTES_A_DAY ? minute % MINUTES_A_DAY : minute;
  int hour = in_day / 60, rest = in_day % 60;
  return g_strconcat (hour >= 10 ? icu->digits[hour / 10] : "", icu->digits[hour % 10], ":", icu->digits[rest / 10],
                      icu->digits[rest % 10], NULL);
}

char *
tiltas_weekday_name (const char *language, int weekday)
{
  g_return_val_if_fail (weekday >= 1 && weekday <= 7, NULL);
  /* 1970-01-05 was a Monday. */
  char *name = format_day (language, TILTAS_ICU_WEEKDAY, 4 + weekday - 1);
  return name != NULL ? name : g_strdup ("");
}
