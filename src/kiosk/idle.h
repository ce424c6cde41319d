/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"

G_BEGIN_DECLS

/* When a visit ends by itself: a state machine on an injected clock, without timers of its own. The window feeds it
 * touches and asks when to look again. */

typedef enum
{
  TILTAS_IDLE_OFF,    /* nobody is here (welcome screen): nothing is due, nothing wakes the machine */
  TILTAS_IDLE_ACTIVE, /* somebody touched the screen a short while ago */
  TILTAS_IDLE_ASKING, /* "Are you still there?" with a countdown */
  TILTAS_IDLE_OVER,   /* the countdown has run out: end the session */
} TiltasIdleState;

/* Seconds of the countdown. */
#define TILTAS_IDLE_COUNTDOWN 20
/* Words a slow reader reads in a minute: a page may be read to its end before the question comes. */
#define TILTAS_IDLE_WORDS_A_MINUTE 100

typedef struct _TiltasIdle TiltasIdle;

/* seconds: without a touch until the question comes, 30..600. */
TiltasIdle *tiltas_idle_new (TiltasClock *clock, int seconds);
/* Another limit from now on, 10..600; the touch before it counts. */
void tiltas_idle_set_seconds (TiltasIdle *self, int seconds);
void tiltas_idle_free (TiltasIdle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasIdle, tiltas_idle_free)

/* A touch or a key: the visit goes on, also while it is asked. */
void tiltas_idle_touch (TiltasIdle *self);
/* The session is over, or has not begun. The next touch begins one. */
void tiltas_idle_rest (TiltasIdle *self);
/* The page on the screen has so many words; a longer one than the limit allows to be read gets more time. */
void tiltas_idle_set_words (TiltasIdle *self, guint words);

TiltasIdleState tiltas_idle_state (TiltasIdle *self);
/* Whole seconds left of the countdown while ASKING, rounded up; 0 otherwise. */
int tiltas_idle_seconds_left (TiltasIdle *self);
/* Microseconds until the state or the number of seconds changes, at least 0; -1 when nothing is due. */
gint64 tiltas_idle_due (TiltasIdle *self);

G_END_DECLS
