/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "base/date.h"
#include "content/hours.h"

#define DAY 1440

static gboolean
every_fifth (gint64 day, gpointer data)
{
  (void) data;
  return day % 5 == 0;
}

/* Hours that are accepted give spans in order, and changes in the future. */
static void
ask (const TiltasHours *hours, gint64 day, int minute)
{
  const char *note = NULL;
  g_autoptr (GArray) spans = tiltas_hours_on_day (hours, day, every_fifth (day, NULL), &note);
  int last = -1;
  for (guint i = 0; i < spans->len; i++)
    {
      TiltasSpan span = g_array_index (spans, TiltasSpan, i);
      g_assert (span.from > last && span.from < DAY && span.to > span.from && span.to <= 2 * DAY);
      last = span.to;
    }
  TiltasOpen open = tiltas_hours_at (hours, day, minute, every_fifth, NULL);
  g_assert (open.change_minute >= 0 && open.change_minute <= DAY);
  if (open.kind == TILTAS_OPEN_NOW || open.kind == TILTAS_CLOSED_OPENS)
    g_assert ((open.change_day - day) * DAY + open.change_minute > minute);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasHours) hours = tiltas_hours_parse (text, &error);
  g_assert ((hours == NULL) == (error != NULL));
  gboolean never = FALSE;
  g_autofree char *slip = hours != NULL ? tiltas_hours_find_slip (hours, &never) : NULL;
  g_assert (slip == NULL ? !never : g_utf8_validate (slip, -1, NULL));
  gint64 first = tiltas_days_from_civil (2027, 12, 20);
  for (int i = 0; hours != NULL && i < 90; i++)
    ask (hours, first + i, (i * 97) % DAY);
  return 0;
}
