/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-base"

#include "base/clock.h"

/* A fixed clock keeps its wall time in microseconds, so that small steps of tiltas_clock_advance add up. */
struct _TiltasClock
{
  gatomicrefcount references;
  gboolean fixed; /* never changes */
  GMutex lock;    /* guards what follows */
  gint64 floor;   /* seconds */
  gint64 wall_us; /* fixed clocks */
  gint64 monotonic_us;
};

static TiltasClock *
clock_new (gboolean fixed, gint64 floor)
{
  TiltasClock *self = g_new0 (TiltasClock, 1);
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->fixed = fixed;
  self->floor = floor;
  return self;
}

TiltasClock *
tiltas_clock_new_system (void)
{
  return clock_new (FALSE, TILTAS_BUILD_TIME);
}

TiltasClock *
tiltas_clock_new_fixed (gint64 unix_seconds)
{
  TiltasClock *self = clock_new (TRUE, G_MININT64);
  self->wall_us = unix_seconds * G_USEC_PER_SEC;
  return self;
}

TiltasClock *
tiltas_clock_ref (TiltasClock *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
tiltas_clock_unref (TiltasClock *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Seconds of the clock itself, without the floor. The caller holds the lock. */
static gint64
raw_seconds (TiltasClock *self)
{
  gint64 wall_us = self->fixed ? self->wall_us : g_get_real_time ();
  gint64 seconds = wall_us / G_USEC_PER_SEC;
  return wall_us % G_USEC_PER_SEC < 0 ? seconds - 1 : seconds;
}

gint64
tiltas_clock_now (TiltasClock *self)
{
  g_return_val_if_fail (self != NULL, 0);
  g_mutex_lock (&self->lock);
  gint64 raw = raw_seconds (self);
  gint64 now = MAX (raw, self->floor);
  g_mutex_unlock (&self->lock);
  return now;
}

gint64
tiltas_clock_monotonic (TiltasClock *self)
{
  g_return_val_if_fail (self != NULL, 0);
  if (!self->fixed)
    return g_get_monotonic_time ();
  g_mutex_lock (&self->lock);
  gint64 microseconds = self->monotonic_us;
  g_mutex_unlock (&self->lock);
  return microseconds;
}

void
tiltas_clock_raise_floor (TiltasClock *self, gint64 unix_seconds)
{
  g_return_if_fail (self != NULL);
  g_mutex_lock (&self->lock);
  self->floor = MAX (self->floor, unix_seconds);
  g_mutex_unlock (&self->lock);
}

gboolean
tiltas_clock_is_trusted (TiltasClock *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_mutex_lock (&self->lock);
  gboolean trusted = raw_seconds (self) >= self->floor;
  g_mutex_unlock (&self->lock);
  return trusted;
}

void
tiltas_clock_set (TiltasClock *self, gint64 unix_seconds)
{
  g_return_if_fail (self != NULL && self->fixed);
  g_mutex_lock (&self->lock);
  self->wall_us = unix_seconds * G_USEC_PER_SEC;
  g_mutex_unlock (&self->lock);
}

void
tiltas_clock_advance (TiltasClock *self, gint64 microseconds)
{
  g_return_if_fail (self != NULL && self->fixed && microseconds >= 0);
  g_mutex_lock (&self->lock);
  self->wall_us += microseconds;
  self->monotonic_us += microseconds;
  g_mutex_unlock (&self->lock);
}
