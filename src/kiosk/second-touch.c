/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/second-touch.h"

#include <math.h>

/* So many turned pages are remembered: different fingers can turn pages within TILTAS_SECOND_TOUCH_MS. */
#define TURNS 8

typedef struct
{
  gboolean is_set, down, everywhere;
  gconstpointer finger;
  guint32 time; /* ms */
  double x, y;  /* mm */
} Touch;

struct _TiltasSecondTouch
{
  Touch last;         /* the last touch that had an effect */
  Touch turns[TURNS]; /* touches that turned a page; the oldest is overwritten */
  guint next;
};

TiltasSecondTouch *
tiltas_second_touch_new (void)
{
  return g_new0 (TiltasSecondTouch, 1);
}

void
tiltas_second_touch_free (TiltasSecondTouch *self)
{
  g_free (self);
}

/* TRUE for a touch that comes too soon after this turn. The time may also lie before the turn: a touch that began just
 * before the page came may be reported after it. */
static gboolean
is_held (const Touch *turn, guint32 time, double x, double y)
{
  gint32 later = (gint32) (time - turn->time);

  return turn->is_set && later < TILTAS_SECOND_TOUCH_MS && later > -TILTAS_SECOND_TOUCH_MS &&
         (turn->everywhere || hypot (x - turn->x, y - turn->y) <= TILTAS_SECOND_TOUCH_MM);
}

gboolean
tiltas_second_touch_begin (TiltasSecondTouch *self, gconstpointer finger, guint32 time, double x, double y)
{
  for (guint i = 0; i < TURNS; i++)
    if (is_held (&self->turns[i], time, x, y))
      return TRUE;
  self->last = (Touch){ .is_set = TRUE, .down = TRUE, .finger = finger, .time = time, .x = x, .y = y };
  return FALSE;
}

static void
lift (Touch *touch, gconstpointer finger, guint32 time, double x, double y)
{
  if (!touch->down || touch->finger != finger)
    return;
  touch->down = FALSE;
  touch->time = time;
  touch->x = x;
  touch->y = y;
}

void
tiltas_second_touch_end (TiltasSecondTouch *self, gconstpointer finger, guint32 time, double x, double y)
{
  lift (&self->last, finger, time, x, y);
  for (guint i = 0; i < TURNS; i++)
    lift (&self->turns[i], finger, time, x, y);
}

/* One touch can turn the page more than once: a panel closes, the language changes, another page comes. */
static gboolean
is_by_same_touch (const Touch *turn, const Touch *touch)
{
  return turn->is_set && !turn->everywhere && turn->finger == touch->finger && turn->x == touch->x &&
         turn->y == touch->y;
}

void
tiltas_second_touch_turned (TiltasSecondTouch *self, guint32 time, gboolean everywhere)
{
  Touch *turn = &self->turns[(self->next + TURNS - 1) % TURNS];

  if (!self->last.is_set && !everywhere)
    return;
  if (everywhere || !is_by_same_touch (turn, &self->last))
    {
      turn = &self->turns[self->next];
      self->next = (self->next + 1) % TURNS;
    }
  *turn = self->last;
  turn->is_set = TRUE;
  turn->everywhere = everywhere;
  turn->time = time;
}
