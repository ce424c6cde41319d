/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The file `lock` in the state folder, held (flock) by whoever imports, so that two writers never meet. It says who
 * holds it; the kernel lets go of it when that process ends, however it ends. */
typedef struct _TiltasLock TiltasLock;

/* Does not wait: TILTAS_SYNC_ERROR_BUSY names the owner. Also _READ_ONLY, _DISK_FULL, _FAILED. */
TiltasLock *tiltas_lock_take (const char *state_dir, GError **error);
void tiltas_lock_free (TiltasLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasLock, tiltas_lock_free)

/* Who holds it now ("tiltas (process 812)"), or NULL when nobody does. Transfer full. */
char *tiltas_lock_owner (const char *state_dir);

G_END_DECLS
