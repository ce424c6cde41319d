/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When the next run is due. Pure: the caller gives the time and the random number. All times are in seconds; chance is
 * a random number, 0 ≤ chance < 1.
 *
 * Time is cut into slots as long as the interval, and each slot has one run at a random moment: so the load of the
 * server is even over many terminals, and each terminal runs once an interval on average. After a failure of the
 * transport the wait is random below a limit, which doubles with each failure up to the interval. */
typedef struct
{
  double interval;
  double slot_end; /* end of the slot of the planned run */
  guint failures;  /* of the transport, in a row */
} TiltasSchedule;

/* Begins. Returns the seconds from now to the first run: few, and random, because a library switches on all its
 * terminals at once. */
double tiltas_schedule_first (TiltasSchedule *self, double interval, double now, double chance);
/* Returns the seconds to the next run after one that ended. transport_failure: the server could not be reached or
 * answered with an error; retry_after: seconds that the server asked to wait, or 0. */
double
tiltas_schedule_next (TiltasSchedule *self, gboolean transport_failure, double retry_after, double now, double chance);

/* Limits the seconds until a date that a server named: 0 when the date is past, at most one day. */
double tiltas_schedule_wait (gint64 seconds);

/* Seconds that a server asks to wait. value: of the header Retry-After (seconds or an HTTP date), or NULL; date: of the
 * header Date, from which an HTTP date counts because the terminal's clock may be wrong. 0 when the server does not
 * ask, the date is past or the value is neither; at most one day. */
gint64 tiltas_retry_after (const char *value, const char *date);

G_END_DECLS
