/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/schedule.h"

#include <curl/curl.h>
#include <string.h>

#define FIRST_MAX 60.0     /* seconds to the first run */
#define BACKOFF_FIRST 30.0 /* seconds: limit of the wait after the first failure */
#define WAIT_MIN 5.0       /* seconds between two runs */
#define DOUBLINGS_MAX 12   /* of BACKOFF_FIRST */
#define RETRY_AFTER_MAX (24 * 60 * 60)

double
tiltas_schedule_first (TiltasSchedule *self, double interval, double now, double chance)
{
  self->interval = interval;
  self->slot_end = now + interval;
  self->failures = 0;
  return chance * MIN (FIRST_MAX, interval);
}

double
tiltas_schedule_wait (gint64 seconds)
{
  return (double) CLAMP (seconds, 0, RETRY_AFTER_MAX);
}

double
tiltas_schedule_next (TiltasSchedule *self, gboolean transport_failure, double retry_after, double now, double chance)
{
  double wait;

  self->failures = transport_failure ? MIN (self->failures + 1, DOUBLINGS_MAX) : 0;
  if (transport_failure)
    wait = chance * MIN (self->interval, BACKOFF_FIRST * (1 << (self->failures - 1)));
  else
    {
      /* After a run that came late (it was asked for, or the machine slept) a new slot begins now. */
      if (self->slot_end < now || self->slot_end > now + self->interval)
        self->slot_end = now;
      wait = self->slot_end - now + chance * self->interval;
      self->slot_end += self->interval;
    }
  /* The caller keeps what the server asked for as a date: after a jump of the clock it may lie years ahead. */
  retry_after = CLAMP (retry_after, 0, RETRY_AFTER_MAX);
  return MAX (MAX (wait, WAIT_MIN), retry_after * (1 + chance / 4));
}

gint64
tiltas_retry_after (const char *value, const char *date)
{
  gint64 wait = 0;

  if (value == NULL)
    return 0;
  if (*value != '\0' && strspn (value, "0123456789") == strlen (value))
    wait = strlen (value) > 9 ? RETRY_AFTER_MAX : g_ascii_strtoll (value, NULL, 10);
  else if (date != NULL)
    {
      time_t until = curl_getdate (value, NULL), now = curl_getdate (date, NULL);
      wait = until >= 0 && now >= 0 ? (gint64) until - (gint64) now : 0;
    }
  return CLAMP (wait, 0, RETRY_AFTER_MAX);
}
