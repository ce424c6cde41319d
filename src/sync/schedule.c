/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/schedule.h"

#define FIRST_MAX 60.0
#define BACKOFF_FIRST 30.0
#define WAIT_MIN 5.0
#define DOUBLINGS_MAX 12

double
tiltas_schedule_first (TiltasSchedule *self, double interval, double now, double chance)
{
  self->interval = interval;
  self->slot_end = now + interval;
  self->failures = 0;
  return chance * MIN (FIRST_MAX, interval);
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
      /* A run that came late (asked for, or the machine slept) does not make the next ones pile up. */
      if (self->slot_end < now || self->slot_end > now + self->interval)
        self->slot_end = now;
      wait = self->slot_end - now + chance * self->interval;
      self->slot_end += self->interval;
    }
  return MAX (MAX (wait, WAIT_MIN), retry_after > 0 ? retry_after * (1 + chance / 4) : 0);
}
