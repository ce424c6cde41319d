/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"

G_BEGIN_DECLS

/* The PIN of the staff area: a scrypt hash in the state folder, set by `tiltasctl set-pin`. After wrong tries the area
 * is locked for a time that grows with each one; a restart does not shorten it. */
typedef struct _TiltasStaffLock TiltasStaffLock;

#define TILTAS_PIN_MIN 4
#define TILTAS_PIN_MAX 12
/* So many wrong tries in a row lock the area. */
#define TILTAS_PIN_TRIES 5

typedef enum
{
  TILTAS_PIN_RIGHT,
  TILTAS_PIN_WRONG,
  TILTAS_PIN_LOCKED, /* not compared: the area is locked after wrong tries */
  TILTAS_PIN_UNSET,  /* nobody has set a PIN: the area cannot be opened */
} TiltasPinResult;

/* state_dir is copied. Nothing is read yet. */
TiltasStaffLock *tiltas_staff_lock_new (const char *state_dir, TiltasClock *clock);
/* From any thread: the thread that compares a PIN may run longer than everything else. */
TiltasStaffLock *tiltas_staff_lock_ref (TiltasStaffLock *self);
void tiltas_staff_lock_unref (TiltasStaffLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasStaffLock, tiltas_staff_lock_unref)

/* Sets a PIN of 4 to 12 digits and forgets earlier wrong tries. Blocks for about 100 ms (scrypt) and the disk. Errors:
 * G_IO_ERROR. */
gboolean tiltas_staff_lock_set_pin (TiltasStaffLock *self, const char *pin, GError **error);
gboolean tiltas_staff_lock_has_pin (TiltasStaffLock *self);
/* Compares a PIN. A wrong try is on the disk before this returns, so that pulling the plug does not help. When the disk
 * cannot be written, it is counted in memory as long as self lives. Blocks for about 100 ms and the disk. */
TiltasPinResult tiltas_staff_lock_try (TiltasStaffLock *self, const char *pin);
/* How many wrong tries are left before the area is locked; 0: each further one locks it again. */
int tiltas_staff_lock_tries_left (TiltasStaffLock *self);
/* Seconds until a PIN can be tried again; 0: now. 60 after the fifth wrong try, twice as long after each further one,
 * at most an hour. The wall clock is not used: after a restart of the machine the time counts from the restart. */
int tiltas_staff_lock_seconds (TiltasStaffLock *self);

G_END_DECLS
