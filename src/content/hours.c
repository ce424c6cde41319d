/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/hours.h"

#include "base/date.h"
#include "content/excerpt.h"

#include <string.h>

G_DEFINE_QUARK (tiltas - hours - error - quark, tiltas_hours_error)

#define MINUTES_A_DAY 1440
#define ALL_DAYS 0x7F
#define RULES_MAX 64
#define LOOK_AHEAD 14 /* days */

/* What a rule says about a day for which it is the deciding rule. */
typedef enum
{
  TIMES,
  OFF,
  NOTE_ONLY, /* only the note is known */
} Verdict;

typedef struct
{
  /* month * 100 + day, both inclusive; 0 when there is no date range; from > to when it includes new year */
  int from, to;
  guint days; /* bit 0 is Monday */
  gboolean holidays;
  Verdict verdict;
  GArray *times; /* of TiltasSpan */
  char *note;    /* or NULL */
  char *text;    /* as it is written */
} Rule;

struct _TiltasHours
{
  gboolean always;
  GArray *rules; /* of Rule */
};

/* --- reading --- */

static gboolean
refuse (GError **error, const char *text, const char *at, const char *expected)
{
  g_autofree char *excerpt = tiltas_excerpt (text, 120);
  gunichar c = g_utf8_get_char (at);
  g_autofree char *found = NULL;

  if (g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION && c != '-')
    found = g_strdup_printf ("a “-” (hyphen) instead of the dash U+%04X", c);
  else if (c == 0x2212)
    found = g_strdup ("a “-” (hyphen) instead of the minus U+2212");
  else if (c > 0x7f && !g_unichar_isalnum (c))
    found = g_strdup_printf ("%s instead of U+%04X", g_unichar_isspace (c) ? "a plain blank" : expected, c);
  g_set_error (error, TILTAS_HOURS_ERROR, 0, "expected %s at character %ld of “%s”", found != NULL ? found : expected,
               g_utf8_pointer_to_offset (text, at) + 1, excerpt);
  return FALSE;
}

static void
rule_clear (gpointer data)
{
  Rule *rule = data;
  g_array_unref (rule->times);
  g_free (rule->note);
  g_free (rule->text);
}

static gboolean
skip (const char **at, const char *word)
{
  gsize length = strlen (word);
  if (strncmp (*at, word, length) != 0)
    return FALSE;
  *at += length;
  return TRUE;
}

/* Reads one of names, which have width letters each. Returns its index, or -1. */
static int
read_name (const char **at, const char *names, gsize width)
{
  for (int i = 0; names[i * (int) width] != '\0'; i++)
    if (strncmp (*at, names + i * (int) width, width) == 0)
      {
        *at += width;
        return i;
      }
  return -1;
}

/* Reads two digits; -1 when there are none. */
static int
read_two (const char **at)
{
  const char *p = *at;
  if (!g_ascii_isdigit (p[0]) || !g_ascii_isdigit (p[1]))
    return -1;
  *at += 2;
  return (p[0] - '0') * 10 + (p[1] - '0');
}

/* Reads "Jun 15" as 615; -1 when there is no such text or no such day. */
static int
read_month_day (const char **at)
{
  static const guint8 lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  int month = read_name (at, "JanFebMarAprMayJunJulAugSepOctNovDec", 3);
  if (month < 0 || !skip (at, " "))
    return -1;
  int day = read_two (at);
  return day >= 1 && day <= lengths[month] ? (month + 1) * 100 + day : -1;
}

static int
read_day (const char **at)
{
  return read_name (at, "MoTuWeThFrSaSu", 2);
}

/* Reads "Mo-Fr,Su" as a set of days. */
static gboolean
read_days (const char **at, guint *days, const char *text, GError **error)
{
  do
    {
      int first = read_day (at);
      int last = first;
      if (strncmp (*at, "PH", 2) == 0)
        return refuse (error, text, *at, "public holidays in a rule of their own, such as “Sa,Su off; PH off”,");
      if (first < 0 || (skip (at, "-") && (last = read_day (at)) < 0))
        return refuse (error, text, *at, "days such as Mo-Fr, or PH");
      for (int i = 0; i <= (last - first + 7) % 7; i++)
        *days |= 1u << ((first + i) % 7);
    }
  while (skip (at, ","));
  return TRUE;
}

/* Reads a time as minutes since midnight, 24:00 included; -1 when there is none. */
static int
read_time (const char **at)
{
  int hour = read_two (at);
  if (hour < 0 || !skip (at, ":"))
    return -1;
  int minute = read_two (at);
  int time = hour * 60 + minute;
  return minute >= 0 && minute < 60 && time <= MINUTES_A_DAY ? time : -1;
}

static gboolean
read_times (const char **at, GArray *times, const char *text, GError **error)
{
  do
    {
      const char *start = *at;
      TiltasSpan span;
      span.from = read_time (at);
      if (span.from >= 0 && (guchar) * *at > 0x7f)
        return refuse (error, text, *at, "a “-”");
      if (span.from < 0 || span.from == MINUTES_A_DAY || !skip (at, "-"))
        return refuse (error, text, start, "a span of time such as 08:00-17:00");
      span.to = read_time (at);
      if (span.to < 0 || span.to == span.from)
        return refuse (error, text, start, "a span of time such as 08:00-17:00");
      if (span.to < span.from)
        span.to += MINUTES_A_DAY;
      if (times->len > 0 && span.from <= g_array_index (times, TiltasSpan, times->len - 1).to)
        return refuse (error, text, start, "a later span of time than the one before");
      g_array_append_val (times, span);
    }
  while (skip (at, ","));
  return TRUE;
}

static gboolean
read_note (const char **at, Rule *rule, const char *text, GError **error)
{
  const char *end = **at == '"' ? strchr (*at + 1, '"') : NULL;
  if (end == NULL || end == *at + 1)
    return refuse (error, text, *at, "a note in double quotes");
  rule->note = g_strndup (*at + 1, (gsize) (end - *at - 1));
  *at = end + 1;
  return TRUE;
}

/* Reads what follows the days: times, off, closed, or only a note. */
static gboolean
read_verdict (const char **at, Rule *rule, const char *text, GError **error)
{
  if (**at == '"')
    {
      rule->verdict = NOTE_ONLY;
      return read_note (at, rule, text, error);
    }
  if (skip (at, "off") || skip (at, "closed"))
    rule->verdict = OFF;
  else if (!read_times (at, rule->times, text, error))
    return FALSE;
  return !skip (at, " ") || read_note (at, rule, text, error);
}

static gboolean
read_rule (const char **at, Rule *rule, const char *text, GError **error)
{
  const char *start = *at;
  if (read_name (&start, "JanFebMarAprMayJunJulAugSepOctNovDec", 3) >= 0)
    {
      start = *at;
      rule->from = read_month_day (at);
      if (rule->from > 0 && (guchar) * *at > 0x7f)
        return refuse (error, text, *at, "a “-”");
      if (rule->from < 0 || !skip (at, "-") || (rule->to = read_month_day (at)) < 0 || !skip (at, " "))
        return refuse (error, text, start, "a range of dates such as Jun 15-Aug 31");
    }
  start = *at;
  if (skip (at, "PH"))
    rule->holidays = TRUE;
  else if (*start == '"')
    rule->days = ALL_DAYS;
  else if (!read_days (at, &rule->days, text, error))
    return FALSE;
  if (rule->holidays && **at == ',')
    return refuse (error, text, *at, "public holidays in a rule of their own, such as “Sa,Su off; PH off”,");
  if (*start != '"' && !skip (at, " "))
    return refuse (error, text, *at, "a blank after the days");
  return read_verdict (at, rule, text, error);
}

static gboolean
read_rules (TiltasHours *self, const char *text, GError **error)
{
  const char *at = text;
  do
    {
      Rule rule = { 0 };
      rule.times = g_array_new (FALSE, FALSE, sizeof (TiltasSpan));
      g_array_append_val (self->rules, rule);
      if (self->rules->len > RULES_MAX)
        return refuse (error, text, at, "fewer rules");
      const char *start = at;
      Rule *last = &g_array_index (self->rules, Rule, self->rules->len - 1);
      if (!read_rule (&at, last, text, error))
        return FALSE;
      last->text = g_strndup (start, (gsize) (at - start));
    }
  while (skip (&at, "; "));
  return *at == '\0' || refuse (error, text, at, "“; ” or the end");
}

TiltasHours *
tiltas_hours_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, TILTAS_HOURS_ERROR, 0, "not UTF-8");
      return NULL;
    }
  g_autoptr (TiltasHours) self = g_new0 (TiltasHours, 1);
  self->rules = g_array_new (FALSE, TRUE, sizeof (Rule));
  g_array_set_clear_func (self->rules, rule_clear);
  self->always = strcmp (text, "24/7") == 0;
  if (!self->always && !read_rules (self, text, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
tiltas_hours_free (TiltasHours *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rules);
  g_free (self);
}

gboolean
tiltas_hours_is_always (const TiltasHours *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->always;
}

/* --- answering --- */

static gboolean
rule_covers (const Rule *rule, const TiltasLocalTime *date, gboolean is_holiday)
{
  int month_day = date->month * 100 + date->day;
  if (rule->from > 0 && rule->from <= rule->to && (month_day < rule->from || month_day > rule->to))
    return FALSE;
  if (rule->from > rule->to && month_day < rule->from && month_day > rule->to)
    return FALSE;
  return rule->holidays ? is_holiday : (rule->days >> (date->weekday - 1) & 1) != 0;
}

/* The last rule that covers the day; NULL when none does. */
static const Rule *
deciding_rule (const TiltasHours *self, gint64 day, gboolean is_holiday)
{
  TiltasLocalTime date = tiltas_civil_from_days (day);
  for (guint i = self->rules->len; i > 0; i--)
    {
      const Rule *rule = &g_array_index (self->rules, Rule, i - 1);
      if (rule_covers (rule, &date, is_holiday))
        return rule;
    }
  return NULL;
}

GArray *
tiltas_hours_on_day (const TiltasHours *self, gint64 day, gboolean is_holiday, const char **note)
{
  g_return_val_if_fail (self != NULL, NULL);
  static const TiltasSpan whole_day = { 0, MINUTES_A_DAY };
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (TiltasSpan));
  const Rule *rule = self->always ? NULL : deciding_rule (self, day, is_holiday);
  if (self->always)
    g_array_append_val (spans, whole_day);
  else if (rule != NULL && rule->times->len > 0)
    g_array_append_vals (spans, rule->times->data, rule->times->len);
  if (note != NULL)
    *note = rule != NULL ? rule->note : NULL;
  return spans;
}

/* Opening hours together with the public holidays of their place. */
typedef struct
{
  const TiltasHours *hours;
  TiltasIsHoliday is_holiday;
  gpointer data;
} Query;

/* The rule that decides a day. *unknown is TRUE when nothing may be said about the day: only a note is given, or it
 * is a public holiday and no rule says what that means here. */
static const Rule *
query_day (const Query *query, gint64 day, gboolean *unknown)
{
  gboolean is_holiday = query->is_holiday != NULL && query->is_holiday (day, query->data);
  const Rule *rule = deciding_rule (query->hours, day, is_holiday);
  gboolean has_holiday_rule = FALSE;
  for (guint i = 0; i < query->hours->rules->len; i++)
    has_holiday_rule |= g_array_index (query->hours->rules, Rule, i).holidays;
  gboolean unsaid = is_holiday && !has_holiday_rule && rule != NULL && rule->verdict == TIMES;
  *unknown = unsaid || (rule != NULL && rule->verdict == NOTE_ONLY);
  return *unknown ? NULL : rule;
}

/* The end of the span that contains the minute, or -1 when there is none. Both are minutes from midnight of today. */
static gint64
open_until (const Query *query, gint64 today, gint64 minute)
{
  gint64 day = minute / MINUTES_A_DAY;
  gint64 end = -1;
  for (gint64 offset = day - 1; offset <= day; offset++) /* yesterday's last span may run past midnight */
    {
      gboolean unknown = FALSE;
      const Rule *rule = query_day (query, today + offset, &unknown);
      for (guint i = 0; rule != NULL && i < rule->times->len; i++)
        {
          TiltasSpan span = g_array_index (rule->times, TiltasSpan, i);
          gint64 start = offset * MINUTES_A_DAY + span.from;
          gint64 stop = offset * MINUTES_A_DAY + span.to;
          if (start <= minute && minute < stop)
            end = MAX (end, stop);
        }
    }
  return end;
}

/* The first opening after the minute within LOOK_AHEAD days, or -1. Both are minutes from midnight of today. */
static gint64
next_opening (const Query *query, gint64 today, int minute)
{
  for (gint64 offset = 0; offset <= LOOK_AHEAD; offset++)
    {
      gboolean unknown = FALSE;
      const Rule *rule = query_day (query, today + offset, &unknown);
      for (guint i = 0; rule != NULL && i < rule->times->len; i++)
        {
          gint64 start = offset * MINUTES_A_DAY + g_array_index (rule->times, TiltasSpan, i).from;
          if (start > minute)
            return start;
        }
    }
  return -1;
}

TiltasOpen
tiltas_hours_at (const TiltasHours *self, gint64 today, int minute, TiltasIsHoliday is_holiday, gpointer data)
{
  TiltasOpen answer = { TILTAS_OPEN_UNKNOWN, 0, 0 };
  g_return_val_if_fail (self != NULL && minute >= 0 && minute < MINUTES_A_DAY, answer);
  const Query query = { self, is_holiday, data };
  gboolean unknown = FALSE;
  if (self->always)
    {
      answer.kind = TILTAS_OPEN_ALWAYS;
      return answer;
    }
  gint64 change = open_until (&query, today, minute);
  if (change >= 0)
    {
      /* Spans that touch at midnight are one span; it is followed for at most LOOK_AHEAD days. */
      for (gint64 next = 0; change < LOOK_AHEAD * MINUTES_A_DAY; change = next)
        if ((next = open_until (&query, today, change)) < 0)
          break;
      answer.kind = change < LOOK_AHEAD * MINUTES_A_DAY ? TILTAS_OPEN_NOW : TILTAS_OPEN_ALWAYS;
    }
  else
    {
      query_day (&query, today, &unknown);
      if (unknown)
        return answer;
      change = next_opening (&query, today, minute);
      answer.kind = change >= 0 ? TILTAS_CLOSED_OPENS : TILTAS_CLOSED;
    }
  if (answer.kind == TILTAS_OPEN_NOW || answer.kind == TILTAS_CLOSED_OPENS)
    {
      /* Closing at midnight is 24:00 of the day that ends, opening at midnight is 0:00 of the day that begins. */
      gboolean ends_day = answer.kind == TILTAS_OPEN_NOW && change % MINUTES_A_DAY == 0;
      answer.change_day = today + change / MINUTES_A_DAY - (ends_day ? 1 : 0);
      answer.change_minute = ends_day ? MINUTES_A_DAY : (int) (change % MINUTES_A_DAY);
    }
  return answer;
}

/* --- looking for slips --- */

#define LEAP_YEAR 2028

/* For each rule: whether it decides any day, and a later rule that overrides it on some day (its number + 1; 0:
 * none; a rule for weekdays is preferred to one for public holidays). A rule depends only on month and day, weekday
 * and holiday, so that all combinations are tried. */
typedef struct
{
  gboolean decides[RULES_MAX];
  guint by[RULES_MAX];
} Reach;

static void
try_day (const TiltasHours *self, const TiltasLocalTime *date, gboolean is_holiday, Reach *reach)
{
  guint decider = 0;
  for (guint i = self->rules->len; i > 0; i--)
    {
      if (!rule_covers (&g_array_index (self->rules, Rule, i - 1), date, is_holiday))
        continue;
      if (decider == 0)
        reach->decides[i - 1] = TRUE;
      else if (reach->by[i - 1] == 0 || !g_array_index (self->rules, Rule, decider - 1).holidays)
        reach->by[i - 1] = decider;
      decider = decider == 0 ? i : decider;
    }
}

static void
try_all (const TiltasHours *self, Reach *reach)
{
  gint64 first = tiltas_days_from_civil (LEAP_YEAR, 1, 1);
  for (gint64 day = first; day < first + 366; day++)
    {
      TiltasLocalTime date = tiltas_civil_from_days (day);
      for (date.weekday = 1; date.weekday <= 7; date.weekday++)
        for (int holiday = 0; holiday < 2; holiday++)
          try_day (self, &date, holiday != 0, reach);
    }
}

/* TRUE when no spans of the two rules overlap: the publisher meant both to hold. */
static gboolean
are_apart (const Rule *one, const Rule *other)
{
  for (guint i = 0; i < one->times->len; i++)
    for (guint j = 0; j < other->times->len; j++)
      {
        TiltasSpan a = g_array_index (one->times, TiltasSpan, i);
        TiltasSpan b = g_array_index (other->times, TiltasSpan, j);
        if (a.from < b.to && b.from < a.to)
          return FALSE;
      }
  return one->times->len > 0 && other->times->len > 0;
}

/* Joins the times of two rules with the same days into one rule, "Mo-Fr 08:00-12:00,13:00-17:00"; NULL when the days
 * differ. */
static char *
added_up (const Rule *one, const Rule *other)
{
  const char *times = strrchr (one->text, ' ');
  gsize days = times != NULL ? (gsize) (times - one->text) + 1 : 0;
  if (one->note != NULL || other->note != NULL || days == 0 || strncmp (one->text, other->text, days) != 0)
    return NULL;
  gboolean first = g_array_index (one->times, TiltasSpan, 0).from < g_array_index (other->times, TiltasSpan, 0).from;
  const Rule *early = first ? one : other;
  return g_strdup_printf ("%s,%s", early->text, (first ? other : one)->text + days);
}

static char *
describe (const Rule *rule, const Rule *by, gboolean decides)
{
  if (are_apart (rule, by) && (!decides || (by->from == rule->from && by->to == rule->to)))
    {
      g_autofree char *sum = added_up (rule, by);
      return g_strdup_printf ("“%s” %s: “%s” replaces its times; times of one day stand in one rule%s%s%s", rule->text,
                              decides ? "holds on fewer days than it says" : "never applies", by->text,
                              sum != NULL ? ", “" : "", sum != NULL ? sum : "", sum != NULL ? "”" : "");
    }
  if (!decides)
    return g_strdup_printf ("“%s” never applies: “%s” overrides it on all its days; what is special stands last",
                            rule->text, by->text);
  if (rule->holidays && !by->holidays && by->from == 0)
    return g_strdup_printf ("“%s” stands before “%s”, which overrides it; public holidays stand last", rule->text,
                            by->text);
  return NULL;
}

char *
tiltas_hours_find_slip (const TiltasHours *self, gboolean *never)
{
  g_return_val_if_fail (self != NULL && never != NULL, NULL);
  Reach reach = { 0 };
  try_all (self, &reach);
  for (guint i = 0; i < self->rules->len; i++)
    if (reach.by[i] > 0)
      {
        char *words = describe (&g_array_index (self->rules, Rule, i),
                                &g_array_index (self->rules, Rule, reach.by[i] - 1), reach.decides[i]);
        *never = !reach.decides[i];
        if (words != NULL)
          return words;
      }
  return NULL;
}
