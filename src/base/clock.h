/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The only source of time. Tests make a fixed clock and move it by hand.
 *
 * Wall time is max(system clock, floor). The floor starts at the build time and is raised by the newest signed
 * `published` time that was accepted (formats.md, "Time"). Safe to use from every thread. */
typedef struct _TiltasClock TiltasClock;

TiltasClock *tiltas_clock_new_system (void);
/* A clock that stands still at unix_seconds until it is moved. */
TiltasClock *tiltas_clock_new_fixed (gint64 unix_seconds);
TiltasClock *tiltas_clock_ref (TiltasClock *self);
void tiltas_clock_unref (TiltasClock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasClock, tiltas_clock_unref)

/* Seconds since 1970-01-01 UTC, never below the floor. */
gint64 tiltas_clock_now (TiltasClock *self);
/* Microseconds of a clock that never jumps. */
gint64 tiltas_clock_monotonic (TiltasClock *self);
/* Raises the floor; a lower value changes nothing. */
void tiltas_clock_raise_floor (TiltasClock *self, gint64 unix_seconds);
/* FALSE when the system clock stands before the floor: then nothing may be claimed about "now". */
gboolean tiltas_clock_is_trusted (TiltasClock *self);

/* Fixed clocks only. set moves the wall time alone; advance moves both, forward only. */
void tiltas_clock_set (TiltasClock *self, gint64 unix_seconds);
void tiltas_clock_advance (TiltasClock *self, gint64 microseconds);

G_END_DECLS
