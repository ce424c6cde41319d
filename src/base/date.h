/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Local civil time in one zone, worked out by ICU (no TZ variable, no tzset). */
typedef struct
{
  int year;    /* 2026 */
  int month;   /* 1..12 */
  int day;     /* 1..31 */
  int weekday; /* 1 Monday .. 7 Sunday (ISO 8601) */
  int minute;  /* 0..1439, minutes since local midnight */
} TiltasLocalTime;

/* Local time in Europe/Vilnius. */
TiltasLocalTime tiltas_local_time (gint64 unix_seconds);
/* Days since 1970-01-01 of a date that exists (proleptic Gregorian, years 1..9999), and back. The minute is 0 then;
 * days before year 1 or after 9999 give the first or last day of that range. */
gint64 tiltas_days_from_civil (int year, int month, int day);
TiltasLocalTime tiltas_civil_from_days (gint64 days);
/* Parses YYYY, YYYY-MM or YYYY-MM-DD. A missing month or day counts as the first. *precision gets 4, 7 or 10.
 * FALSE when text is none of these. Both out parameters may be NULL. */
gboolean tiltas_date_parse (const char *text, gint64 *days, int *precision);

/* Written for people by ICU in the language: "20 November 2026", "2026 m. lapkričio 20 d.". text is YYYY, YYYY-MM or
 * YYYY-MM-DD, shown with that precision. Returns a copy of text when it is no date. Transfer full. */
char *tiltas_date_format (const char *language, const char *text);
/* Minutes since midnight as 24-hour time in the language's digits: "8:00", "٨:٠٠". Transfer full. */
char *tiltas_time_format (const char *language, int minute);
/* Long name of a weekday (1 Monday .. 7 Sunday), capitalised for the start of a line. Transfer full. */
char *tiltas_weekday_name (const char *language, int weekday);

G_END_DECLS
