/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Checks from which addresses an update may come (architecture.md, "Sync"). Pure, no network. */

/* TRUE for https to any host, and for http to 127.0.0.0/8, ::1 and localhost; without user, password, query and
 * fragment. Otherwise FALSE with TILTAS_SYNC_ERROR_OFF_ADDRESS, whose message says what is wrong. */
gboolean tiltas_url_check (const char *url, GError **error);
/* The same for mirrors; http to any host is allowed there, because their files prove themselves by a signed hash. */
gboolean tiltas_url_check_mirror (const char *url, GError **error);
/* TRUE when a redirect from one address to the other stays on the same scheme, host and port. */
gboolean tiltas_url_same_origin (const char *from, const char *to);
/* base and name with exactly one slash between them; name is escaped already. Transfer full. */
char *tiltas_url_join (const char *base, const char *name);

G_END_DECLS
