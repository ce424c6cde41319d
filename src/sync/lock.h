/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The lock of the state folder: the file `lock` in it, locked with flock by the one process that may import. The file
 * names that process. The kernel unlocks it when the process ends in any way. */
typedef struct _TiltasLock TiltasLock;

/* Does not wait. NULL with TILTAS_SYNC_ERROR_BUSY, whose message names the owner, when another process holds it; other
 * errors: TILTAS_SYNC_ERROR_READ_ONLY, _DISK_FULL, _DISK_FAULT, _FAILED. */
TiltasLock *tiltas_lock_take (const char *state_dir, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tiltas_lock_free (TiltasLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasLock, tiltas_lock_free)

/* Who holds it now ("tiltas (process 812)"), or NULL when nobody does. Transfer full. */
char *tiltas_lock_owner (const char *state_dir);

G_END_DECLS
