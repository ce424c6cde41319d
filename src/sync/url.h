/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which addresses an update may come from (architecture.md, "Sync"). No network. */

/* https to any host; http only to 127.0.0.0/8, ::1 and localhost; no user, password, query or fragment.
 * Fails with TILTAS_SYNC_ERROR_OFF_ADDRESS, and says what is wrong. */
gboolean tiltas_url_check (const char *url, GError **error);
/* The same for places of targets and blobs, whose bytes prove themselves: http to any host too. */
gboolean tiltas_url_check_mirror (const char *url, GError **error);
/* TRUE when a redirect from one to the other stays on the same scheme, host and port. */
gboolean tiltas_url_same_origin (const char *from, const char *to);
/* base/name with exactly one slash between; name is escaped already. Transfer full. */
char *tiltas_url_join (const char *base, const char *name);

G_END_DECLS
