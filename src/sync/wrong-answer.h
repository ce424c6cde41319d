/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/error.h"

G_BEGIN_DECLS

/* Finds out what an answer is that does not come from the repository, so that the error names what a technician needs:
 * a sign-in page of the network, another web site, or a server that has moved. Pure. */

/* Sets the error for a redirect that is not followed, and returns FALSE. url: what was asked for; target: where the
 * redirect leads, or NULL when it names no address; status: of the answer. _MOVED when target is the same file on
 * another host or the redirect is permanent, _SERVER without target, else _CAPTIVE_PORTAL. */
gboolean tiltas_refuse_redirect (const char *url, const char *target, long status, GError **error);
/* Sets the error for a web page, and returns FALSE. bytes: the beginning of the page, which need not end with NUL.
 * _CAPTIVE_PORTAL when the page speaks of signing in, else _WEB_PAGE. */
gboolean tiltas_refuse_web_page (const char *bytes, gsize length, GError **error);
/* TRUE when a file that begins with these bytes is a web page and not JSON. */
gboolean tiltas_is_web_page (const char *bytes, gsize length);

G_END_DECLS
