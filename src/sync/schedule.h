/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When the next run is. Pure: chance (0 ≤ chance < 1) and time come in. All times in seconds.
 *
 * Time is cut into slots of the interval, and the run falls on a random moment of each slot: over many terminals the
 * server sees an even load, and each terminal runs once an interval on average. After a transport failure the wait is
 * random below a bound that doubles, up to the interval. */
typedef struct
{
  double interval;
  double slot_end; /* of the slot that the planned run lies in */
  guint failures;  /* transport failures in a row */
} TiltasSchedule;

/* Seconds from now to the first run: soon, but not all terminals at once when a library switches them on. */
double tiltas_schedule_first (TiltasSchedule *self, double interval, double now, double chance);
/* To the next run after one that ended; transport_failure: the server could not be reached or answered with an error.
 * retry_after: seconds that the server asked for, or 0. */
double
tiltas_schedule_next (TiltasSchedule *self, gboolean transport_failure, double retry_after, double now, double chance);

/* Seconds until the time that a server named, kept as a time of day: 0 for the past, at most one day. */
double tiltas_schedule_wait (gint64 seconds);

/* Seconds that a server asks to wait: value of Retry-After (seconds or an HTTP date), and of Date, which it is measured
 * from: the clock of the terminal may be wrong. 0 for none, for the past and for what is neither; at most one day. */
gint64 tiltas_retry_after (const char *value, const char *date);

G_END_DECLS
