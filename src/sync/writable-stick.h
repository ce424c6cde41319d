/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sticks are mounted read-only at RUN/sticks/NAME. As long as the file RUN/ask/NAME is there, the system mounts NAME
 * to be written (data/systemd/tiltas-stick-write.path, tools/stick.sh). */
typedef struct _TiltasWritableStick TiltasWritableStick;

/* Makes the folder, which is such a stick or lies on it, writable. A folder that is writable already needs nothing.
 * Blocks until it is, at most 20 s. TILTAS_SYNC_ERROR_READ_ONLY when it stays as it is or is no stick. */
TiltasWritableStick *tiltas_writable_stick_new (const char *folder, GCancellable *cancellable, GError **error);
/* Gives it back, and blocks until everything is on the stick, at most 20 s: then it may be pulled. Does not wait when
 * the cancellable is cancelled: the system writes on and mounts it read-only all the same. */
void tiltas_writable_stick_free (TiltasWritableStick *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasWritableStick, tiltas_writable_stick_free)

G_END_DECLS
