/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"

G_BEGIN_DECLS

/* The PIN of the staff area: a scrypt hash in the state folder, set by `tiltasctl set-pin`, and a lock that grows with
 * wrong tries and survives a restart. */
typedef struct _TiltasStaffLock TiltasStaffLock;

#define TILTAS_PIN_MIN 4
#define TILTAS_PIN_MAX 12
/* Wrong tries before the lock closes. */
#define TILTAS_PIN_TRIES 5

typedef enum
{
  TILTAS_PIN_RIGHT,
  TILTAS_PIN_WRONG,
  TILTAS_PIN_LOCKED, /* not looked at: too many wrong tries */
  TILTAS_PIN_UNSET,  /* nobody has set a PIN: the area stays shut */
} TiltasPinResult;

/* state_dir is copied. Nothing is read yet. */
TiltasStaffLock *tiltas_staff_lock_new (const char *state_dir, TiltasClock *clock);
/* Counted in any thread: one that looks at a PIN may outlive the rest of the program. */
TiltasStaffLock *tiltas_staff_lock_ref (TiltasStaffLock *self);
void tiltas_staff_lock_unref (TiltasStaffLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasStaffLock, tiltas_staff_lock_unref)

/* 4 to 12 digits. Blocks for about 100 ms (scrypt) and the disk; forgets earlier wrong tries. Errors: G_IO_ERROR. */
gboolean tiltas_staff_lock_set_pin (TiltasStaffLock *self, const char *pin, GError **error);
gboolean tiltas_staff_lock_has_pin (TiltasStaffLock *self);
/* Looks at a PIN. A wrong one is written down before this returns, so that pulling the plug does not help. While the
 * disk takes nothing it is counted in memory, for as long as self lives. Blocks for about 100 ms. */
TiltasPinResult tiltas_staff_lock_try (TiltasStaffLock *self, const char *pin);
/* Wrong tries that are left before the lock closes; 0 when each further one closes it again. */
int tiltas_staff_lock_tries_left (TiltasStaffLock *self);
/* Seconds until a PIN is looked at again; 0 when it is now. 60 after the fifth wrong try, doubling with each further
 * one, at most an hour. Counted without the wall clock: the time before a restart of the machine is not known, so a
 * lock that was closed then counts from the restart. */
int tiltas_staff_lock_seconds (TiltasStaffLock *self);

G_END_DECLS
