/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"

G_BEGIN_DECLS

/* Decides when a visit ends by itself. A state machine without timers of its own: the caller reports touches, and asks
 * for the state and for the time of its next change. */

typedef enum
{
  TILTAS_IDLE_OFF,    /* nobody is here (welcome screen): no timer is needed */
  TILTAS_IDLE_ACTIVE, /* somebody touched the screen within the limit */
  TILTAS_IDLE_ASKING, /* "Are you still there?" with a countdown */
  TILTAS_IDLE_OVER,   /* the countdown has run out: end the session */
} TiltasIdleState;

/* Seconds of the countdown. */
#define TILTAS_IDLE_COUNTDOWN 20
/* Words that a slow reader reads in a minute: the question waits until a page can have been read to its end. */
#define TILTAS_IDLE_WORDS_A_MINUTE 100

typedef struct _TiltasIdle TiltasIdle;

/* seconds: time without a touch until the question comes, 30..600. */
TiltasIdle *tiltas_idle_new (TiltasClock *clock, int seconds);
/* Sets another limit, 10..600, counted from the last touch. */
void tiltas_idle_set_seconds (TiltasIdle *self, int seconds);
void tiltas_idle_free (TiltasIdle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasIdle, tiltas_idle_free)

/* There was a touch or a key: the visit goes on, also from ASKING. */
void tiltas_idle_touch (TiltasIdle *self);
/* The session is over: OFF until the next touch. */
void tiltas_idle_rest (TiltasIdle *self);
/* Number of words on the page: the limit is raised to the time that reading them takes. */
void tiltas_idle_set_words (TiltasIdle *self, guint words);

TiltasIdleState tiltas_idle_state (TiltasIdle *self);
/* Whole seconds left of the countdown while ASKING, rounded up; 0 otherwise. */
int tiltas_idle_seconds_left (TiltasIdle *self);
/* Microseconds until the state or the number of seconds changes, at least 0; -1 when nothing is due. */
gint64 tiltas_idle_due (TiltasIdle *self);

G_END_DECLS
