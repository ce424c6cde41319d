/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/error.h"

G_BEGIN_DECLS

/* An answer that is none of the repository's: what it most likely is. Both functions return FALSE always, with the
 * error set; its message names what a technician needs. */

/* A redirect that is not followed: the same file on another host, or a permanent one, is a server that moved
 * (TILTAS_SYNC_ERROR_MOVED); other ones lead to a sign-in page (_CAPTIVE_PORTAL). target: NULL when it names none
 * (_SERVER). */
gboolean tiltas_refuse_redirect (const char *url, const char *target, long status, GError **error);
/* A web page. bytes: its beginning. One that speaks of signing in is the network's (_CAPTIVE_PORTAL); else it is some
 * web site (_WEB_PAGE). */
gboolean tiltas_refuse_web_page (const char *bytes, gsize length, GError **error);
/* TRUE when bytes begin a web page. */
gboolean tiltas_is_web_page (const char *bytes, gsize length);

G_END_DECLS
