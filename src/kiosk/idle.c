/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/idle.h"

struct _TiltasIdle
{
  TiltasClock *clock;
  gint64 limit; /* microseconds of the configuration */
  guint words;  /* on the page that is shown */
  gboolean resting;
  gint64 touched; /* monotonic microseconds */
};

TiltasIdle *
tiltas_idle_new (TiltasClock *clock, int seconds)
{
  TiltasIdle *self = g_new0 (TiltasIdle, 1);
  self->clock = tiltas_clock_ref (clock);
  self->limit = CLAMP (seconds, 30, 600) * G_USEC_PER_SEC;
  self->resting = TRUE;
  return self;
}

void
tiltas_idle_free (TiltasIdle *self)
{
  if (self == NULL)
    return;
  tiltas_clock_unref (self->clock);
  g_free (self);
}

void
tiltas_idle_set_seconds (TiltasIdle *self, int seconds)
{
  self->limit = CLAMP (seconds, 10, 600) * G_USEC_PER_SEC;
}

void
tiltas_idle_touch (TiltasIdle *self)
{
  self->resting = FALSE;
  self->touched = tiltas_clock_monotonic (self->clock);
}

void
tiltas_idle_rest (TiltasIdle *self)
{
  self->resting = TRUE;
  self->words = 0;
}

void
tiltas_idle_set_words (TiltasIdle *self, guint words)
{
  self->words = words;
}

/* Time without a touch until the question comes on this page, in microseconds. */
static gint64
page_limit (TiltasIdle *self)
{
  gint64 reading = (gint64) self->words * 60 * G_USEC_PER_SEC / TILTAS_IDLE_WORDS_A_MINUTE;
  return MAX (self->limit, reading);
}

/* Microseconds since the question came; negative before. */
static gint64
asked_for (TiltasIdle *self)
{
  return tiltas_clock_monotonic (self->clock) - self->touched - page_limit (self);
}

TiltasIdleState
tiltas_idle_state (TiltasIdle *self)
{
  if (self->resting)
    return TILTAS_IDLE_OFF;
  gint64 asked = asked_for (self);
  if (asked < 0)
    return TILTAS_IDLE_ACTIVE;
  return asked < TILTAS_IDLE_COUNTDOWN * G_USEC_PER_SEC ? TILTAS_IDLE_ASKING : TILTAS_IDLE_OVER;
}

int
tiltas_idle_seconds_left (TiltasIdle *self)
{
  if (tiltas_idle_state (self) != TILTAS_IDLE_ASKING)
    return 0;
  gint64 left = TILTAS_IDLE_COUNTDOWN * G_USEC_PER_SEC - asked_for (self);
  return (int) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

gint64
tiltas_idle_due (TiltasIdle *self)
{
  switch (tiltas_idle_state (self))
    {
    case TILTAS_IDLE_ACTIVE:
      return -asked_for (self);
    case TILTAS_IDLE_ASKING:
      return G_USEC_PER_SEC - asked_for (self) % G_USEC_PER_SEC;
    case TILTAS_IDLE_OVER:
      return 0;
    case TILTAS_IDLE_OFF:
    default:
      return -1;
    }
}
