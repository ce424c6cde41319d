/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes a stick writable for a while. Sticks are mounted read-only at RUN/sticks/NAME. As long as the file RUN/ask/NAME
 * exists, the system mounts NAME for writing (data/systemd/tiltas-stick-write.path, tools/stick.sh). */
typedef struct _TiltasWritableStick TiltasWritableStick;

/* folder: such a stick, or a folder on it. Does nothing to a folder that is writable already. Blocks until the folder
 * can be written, at most 20 s. NULL with TILTAS_SYNC_ERROR_READ_ONLY when it cannot, or lies on no such stick. */
TiltasWritableStick *tiltas_writable_stick_new (const char *folder, GCancellable *cancellable, GError **error);
/* Asks the system to mount the stick read-only again, and blocks until everything is on it and it may be pulled out, at
 * most 20 s. Does not wait when the cancellable is cancelled; the system finishes all the same. */
void tiltas_writable_stick_free (TiltasWritableStick *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasWritableStick, tiltas_writable_stick_free)

G_END_DECLS
