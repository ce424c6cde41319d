/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes new store files. Private to the store; the caller holds the folder's lock. */

/* Makes a new store file from the bundled store, imports every newer edition of old (may be NULL, of any schema
 * version, or damaged) whose bytes still have the signed state, and makes the new file the current one. Fails with
 * BUNDLED when the bundled store cannot be used and old gave nothing, with FULL when the disk is full; then nothing
 * has changed. Returns the new file's name. Transfer full. Blocks. */
char *tiltas_rebuild_make (const char *folder, const char *bundled, const char *old, GError **error);
/* Imports the newer editions of the bundled store into the store at path. *changed gets their number. Blocks. */
gboolean
tiltas_rebuild_merge (const char *path, const char *bundled, GCancellable *cancellable, guint *changed, GError **error);

G_END_DECLS
