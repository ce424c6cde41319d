/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/sentences.h"

#include "base/date.h"
#include "base/language.h"

#include <glib/gi18n.h>
#include <string.h>

#define MINUTES_A_DAY 1440
#define LITHUANIA "+370"

/* Whole sentences, because many languages inflect the name of the day. */
static char *
opens_on_weekday (int weekday, const char *time)
{
  /* Translators: in these, %s is a time such as 9:00. */
  switch (weekday)
    {
    case 1:
      return g_strdup_printf (_ ("Closed · opens Monday %s"), time);
    case 2:
      return g_strdup_printf (_ ("Closed · opens Tuesday %s"), time);
    case 3:
      return g_strdup_printf (_ ("Closed · opens Wednesday %s"), time);
    case 4:
      return g_strdup_printf (_ ("Closed · opens Thursday %s"), time);
    case 5:
      return g_strdup_printf (_ ("Closed · opens Friday %s"), time);
    case 6:
      return g_strdup_printf (_ ("Closed · opens Saturday %s"), time);
    default:
      return g_strdup_printf (_ ("Closed · opens Sunday %s"), time);
    }
}

static char *
closed_until (const TiltasOpen *open, const char *language, gint64 today)
{
  gint64 ahead = open->change_day - today;
  TiltasLocalTime day = tiltas_civil_from_days (open->change_day);
  g_autofree char *time = tiltas_time_format (language, open->change_minute);

  if (ahead <= 0)
    return g_strdup_printf (_ ("Closed · opens %s"), time);
  if (ahead == 1)
    return g_strdup_printf (_ ("Closed · opens tomorrow %s"), time);
  if (ahead < 7)
    return opens_on_weekday (day.weekday, time);

  g_autofree char *iso = g_strdup_printf ("%04d-%02d-%02d", day.year, day.month, day.day);
  g_autofree char *date = tiltas_date_format (language, iso);
  /* Translators: %s is a date. */
  return g_strdup_printf (_ ("Closed until %s"), date);
}

static char *
open_sentence (const TiltasOpen *open, const char *language, gint64 today, gboolean brief)
{
  switch (open->kind)
    {
    case TILTAS_OPEN_ALWAYS:
      return g_strdup (_ ("Open day and night"));
    case TILTAS_OPEN_NOW:
      {
        g_autofree char *time = tiltas_time_format (language, open->change_minute);

        /* A closing time of a later day than tomorrow is not told: it would be read as one of today. */
        if (open->change_day > today + 1)
          return g_strdup (_ ("Open now"));
        return g_strdup_printf (brief ? _ ("Open until %s") : _ ("Open now · closes %s"), time);
      }
    case TILTAS_CLOSED_OPENS:
      return closed_until (open, language, today);
    case TILTAS_CLOSED:
      return g_strdup (_ ("Closed"));
    case TILTAS_OPEN_UNKNOWN:
    default:
      return NULL;
    }
}

char *
tiltas_sentence_open (const TiltasOpen *open, const char *language, gint64 today)
{
  return open_sentence (open, language, today, FALSE);
}

char *
tiltas_sentence_open_short (const TiltasOpen *open, const char *language, gint64 today)
{
  return open_sentence (open, language, today, TRUE);
}

gboolean
tiltas_open_is_open (const TiltasOpen *open)
{
  return open->kind == TILTAS_OPEN_NOW || open->kind == TILTAS_OPEN_ALWAYS;
}

gint64
tiltas_open_minutes_to_change (const TiltasOpen *open, gint64 today, int minute)
{
  gint64 midnight = MINUTES_A_DAY - minute;

  if (open->kind != TILTAS_OPEN_NOW && open->kind != TILTAS_CLOSED_OPENS)
    return open->kind == TILTAS_OPEN_ALWAYS ? -1 : midnight;

  gint64 change = (open->change_day - today) * MINUTES_A_DAY + open->change_minute - minute;
  return CLAMP (change, 0, midnight);
}

char *
tiltas_sentence_hours_as_of (TiltasFreshness freshness, const char *checked, const char *language)
{
  if ((freshness != TILTAS_DATED && freshness != TILTAS_OLD) || checked == NULL)
    return NULL;

  g_autofree char *date = tiltas_date_format (language, checked);
  /* Translators: the hours were right on this date; %s is a date, a month or a year. */
  return g_strdup_printf (_ ("Hours as of %s"), date);
}

char *
tiltas_sentence_warning (TiltasFreshness freshness)
{
  switch (freshness)
    {
    case TILTAS_OLD:
      return g_strdup (_ ("Checked over a year ago. Call before you go."));
    case TILTAS_UNDATED:
      return g_strdup (_ ("We do not know when this was last checked. Call before you go."));
    case TILTAS_UNVERIFIED:
      return g_strdup (_ ("Nobody has confirmed this yet. Call before you go."));
    case TILTAS_FRESH:
    case TILTAS_DATED:
    default:
      return NULL;
    }
}

char *
tiltas_sentence_checked (const TiltasService *service, const char *by, const char *language)
{
  g_autofree char *date = service->checked != NULL ? tiltas_date_format (language, service->checked) : NULL;

  if (!service->verified || (date == NULL && by == NULL))
    return NULL;
  if (by == NULL)
    return g_strdup_printf (_ ("Checked %s"), date);
  /* The name is Lithuanian in every language. */
  g_autofree char *name = tiltas_isolate (by);
  if (date == NULL)
    return g_strdup_printf (_ ("Checked by %s"), name);
  /* Translators: a date and the name of a library. */
  return g_strdup_printf (_ ("Checked %s by %s"), date, name);
}

char *
tiltas_sentence_status (const char *status)
{
  if (g_strcmp0 (status, "temporarily-closed") == 0)
    return g_strdup (_ ("Closed for now"));
  if (g_strcmp0 (status, "inactive") == 0 || g_strcmp0 (status, "defunct") == 0)
    return g_strdup (_ ("No longer open"));
  return NULL;
}

char *
tiltas_sentence_fee (TiltasFee fee)
{
  switch (fee)
    {
    case TILTAS_FEE_FREE:
      return g_strdup (_ ("Free of charge"));
    case TILTAS_FEE_PAID:
      return g_strdup (_ ("You have to pay"));
    case TILTAS_FEE_MIXED:
      return g_strdup (_ ("Partly free of charge"));
    case TILTAS_FEE_UNKNOWN:
    default:
      return NULL;
    }
}

char *
tiltas_sentence_distance (double metres, const char *language)
{
  if (metres < 0)
    return NULL;

  g_autofree char *kilometres = tiltas_distance_format (language, metres);
  /* Translators: %s is a number of kilometres. */
  return g_strdup_printf (_ ("%s km"), kilometres);
}

char *
tiltas_sentence_distance_from_here (double metres, const char *language)
{
  if (metres < 0)
    return NULL;

  g_autofree char *kilometres = tiltas_distance_format (language, metres);
  /* Translators: %s is a number of kilometres. */
  return g_strdup_printf (_ ("%s km from this library"), kilometres);
}

/* Telephone numbers */

static gboolean
starts_with_any (const char *text, const char *const *prefixes)
{
  for (; *prefixes != NULL; prefixes++)
    if (g_str_has_prefix (text, *prefixes))
      return TRUE;
  return FALSE;
}

/* Length of the area code of a Lithuanian number without +370 (Communications Regulatory Authority's numbering plan).
 */
static gsize
area_length (const char *digits)
{
  static const char *const two[] = { "37", "41", "45", "46", NULL };

  if (digits[0] == '5')
    return 1;
  return starts_with_any (digits, two) ? 2 : 3;
}

/* Length of the country code of an international number without + (ITU-T E.164 (11/2011), annex). */
static gsize
country_length (const char *digits)
{
  static const char *const two[] = { "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43",
                                     "44", "45", "46", "47", "48", "49", "51", "52", "53", "54", "55", "56",
                                     "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
                                     "86", "90", "91", "92", "93", "94", "95", "98", NULL };

  if (digits[0] == '1' || digits[0] == '7')
    return 1;
  return starts_with_any (digits, two) ? 2 : 3;
}

/* Appends groups of three digits, the last one of two to four, with a blank before each: " 222 2222", " 28 888", " 951
 * 234 5678". */
static void
append_groups (GString *text, const char *digits)
{
  gsize left = strlen (digits);

  while (left > 0)
    {
      gsize group = left <= 4 ? left : left == 5 ? 2 : 3;

      g_string_append_c (text, ' ');
      g_string_append_len (text, digits, (gssize) group);
      digits += group;
      left -= group;
    }
}

char *
tiltas_phone_text (const char *number)
{
  g_return_val_if_fail (number != NULL, NULL);

  g_autoptr (GString) text = g_string_new (NULL);
  gsize length = strlen (number);

  if (number[0] != '+' || length < 9 || strspn (number + 1, "0123456789") != length - 1)
    return tiltas_isolate_ltr (number);
  if (g_str_has_prefix (number, LITHUANIA))
    {
      const char *national = number + strlen (LITHUANIA);
      gsize area = area_length (national);

      g_string_append_printf (text, LITHUANIA " %.*s", (int) area, national);
      append_groups (text, national + area);
    }
  else
    {
      gsize country = country_length (number + 1);

      g_string_append_len (text, number, (gssize) country + 1);
      append_groups (text, number + 1 + country);
    }
  return tiltas_isolate_ltr (text->str);
}

char *
tiltas_phone_type_text (const char *type)
{
  if (g_strcmp0 (type, "sms") == 0)
    return g_strdup (_ ("text messages"));
  if (g_strcmp0 (type, "fax") == 0)
    return g_strdup (_ ("fax"));
  if (g_strcmp0 (type, "chat") == 0)
    return g_strdup (_ ("chat"));
  return NULL;
}

/* Hours */

char *
tiltas_sentence_spans (const GArray *spans, const char *language)
{
  g_return_val_if_fail (spans != NULL, NULL);

  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (spans->len == 0)
    return g_strdup (_ ("Closed"));
  for (guint i = 0; i < spans->len; i++)
    {
      const TiltasSpan *span = &g_array_index (spans, TiltasSpan, i);
      g_autofree char *from = tiltas_time_format (language, span->from);
      g_autofree char *to = tiltas_time_format (language, span->to);

      if (span->from == 0 && span->to == MINUTES_A_DAY)
        return g_strdup (_ ("Day and night"));
      g_ptr_array_add (parts, g_strdup_printf ("%s–%s", from, to));
    }
  g_ptr_array_add (parts, NULL);
  return tiltas_list_join (language, (const char *const *) parts->pdata);
}

/* Sources and web addresses */

/* The host name that a word is or begins with, or of the web address that it is, without "www."; NULL for other words.
 * Transfer full. */
static char *
host_of (const char *word)
{
  const char *scheme = strstr (word, "://");
  const char *start = scheme != NULL ? scheme + 3 : word;
  g_autofree char *host = g_strndup (start, strcspn (start, "/:?#"));
  const char *last;

  if (g_str_has_prefix (host, "www."))
    memmove (host, host + 4, strlen (host + 4) + 1);
  last = strrchr (host, '.');
  if (last == NULL || last == host || strspn (host, "abcdefghijklmnopqrstuvwxyz0123456789-.") != strlen (host))
    return NULL;
  /* A top-level domain has two letters or more: "e.g" and "3.5" are no host names. */
  if (strlen (last + 1) < 2 || strspn (last + 1, "abcdefghijklmnopqrstuvwxyz") != strlen (last + 1))
    return NULL;
  return g_steal_pointer (&host);
}

char *
tiltas_sources_text (const char *sources)
{
  if (sources == NULL)
    return NULL;

  g_auto (GStrv) words = g_strsplit_set (sources, " ,;()", -1);
  g_autoptr (GPtrArray) hosts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *host = host_of (words[i]);

      if (host != NULL && !g_ptr_array_find_with_equal_func (hosts, host, g_str_equal, NULL))
        g_ptr_array_add (hosts, g_steal_pointer (&host));
    }
  if (hosts->len == 0)
    return NULL;
  g_ptr_array_add (hosts, NULL);
  g_autofree char *joined = g_strjoinv (", ", (char **) hosts->pdata);
  return tiltas_isolate_ltr (joined);
}

char *
tiltas_web_text (const char *url)
{
  if (url == NULL)
    return NULL;

  const char *start = strstr (url, "://");
  g_autofree char *text = g_strdup (start != NULL ? start + 3 : url);
  gsize length = strlen (text);
  if (length > 0 && text[length - 1] == '/')
    text[length - 1] = '\0';
  return tiltas_isolate_ltr (g_str_has_prefix (text, "www.") ? text + 4 : text);
}
