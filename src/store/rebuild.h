/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes store files anew. Private to the store; the caller holds the folder's lock. */

/* Makes a new store file in folder from the bundled store, then imports every edition of old (may be NULL; any schema
 * version, may be damaged) that is newer and whose bytes still have the signed state; makes it the current one.
 * Fails with BUNDLED when the bundled store is no good and old gave nothing, with FULL when the disk is full; then
 * nothing has changed. Returns the new file's name. */
char *tiltas_rebuild_make (const char *folder, const char *bundled, const char *old, GError **error);
/* Imports the bundled store's newer editions into the store at path; *changed is how many. */
gboolean
tiltas_rebuild_merge (const char *path, const char *bundled, GCancellable *cancellable, guint *changed, GError **error);

G_END_DECLS
