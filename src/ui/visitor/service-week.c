/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/service-week.h"

#include "base/date.h"
#include "kiosk/sentences.h"
#include "store/reader-holidays.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

#define NOON 720

static void
day_free (gpointer data)
{
  TiltasDayHours *day = data;

  g_free (day->day);
  g_free (day->times);
  g_free (day);
}

static TiltasDayHours *
day_new (TiltasContext *context, const TiltasService *service, const char *const *ladder, gint64 day)
{
  TiltasDayHours *self = g_new0 (TiltasDayHours, 1);
  gboolean trusted = tiltas_clock_is_trusted (context->clock);
  gboolean holiday = trusted && tiltas_reader_is_holiday (day, context->reader);
  g_autoptr (GArray) spans = tiltas_hours_on_day (service->hours, day, holiday, &self->note);
  /* The state at noon is unknown on a day that only a note decides, and on a holiday that the hours do not mention. */
  TiltasOpen noon =
    tiltas_hours_at (service->hours, day, NOON, trusted ? tiltas_reader_is_holiday : NULL, context->reader);
  g_autofree char *weekday = tiltas_weekday_name (ladder[0], tiltas_civil_from_days (day).weekday);

  self->today = trusted && day == tiltas_context_today (context);
  self->day = tiltas_join_two (weekday, self->today ? C_ ("weekday", "today") : NULL);
  self->holiday = holiday ? tiltas_reader_holiday (context->reader, day, ladder) : NULL;
  self->closed = noon.kind != TILTAS_OPEN_UNKNOWN && spans->len == 0;
  if (noon.kind == TILTAS_OPEN_UNKNOWN)
    self->times = g_strdup (_ ("not known"));
  else
    self->times = tiltas_sentence_spans (spans, ladder[0]);
  return self;
}

GPtrArray *
tiltas_service_week (TiltasContext *context, const TiltasService *service, const char *const *ladder)
{
  GPtrArray *days = g_ptr_array_new_with_free_func (day_free);
  gint64 today = tiltas_context_today (context);
  int weekday = tiltas_civil_from_days (today).weekday;

  for (int i = 1; i <= 7; i++)
    g_ptr_array_add (days, day_new (context, service, ladder, today + (i - weekday + 7) % 7));
  return days;
}
