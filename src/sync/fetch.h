/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sync/download.h"
#include "sync/error.h"

G_BEGIN_DECLS

/* One libcurl handle, used by one thread. Every function blocks until the transfer ends, fails, or is cancelled (then
 * it returns within a few milliseconds). What the environment says about proxies, netrc and cookies does not matter.
 * Errors: TILTAS_SYNC_ERROR_NETWORK, _DNS, _UNREACHABLE, _SLOW, _PROXY, _TLS, _CERTIFICATE_DATE,
 * _CERTIFICATE_NAME, _CERTIFICATE, _CAPTIVE_PORTAL, _WEB_PAGE, _MOVED, _SERVER, _FORBIDDEN, _MISSING, _LENGTH,
 * _OFF_ADDRESS (not allowed), _DISK_FULL, _CANCELLED, _FAILED. */
typedef struct _TiltasFetcher TiltasFetcher;

/* proxy: as for CURLOPT_PROXY, or NULL for none. */
TiltasFetcher *tiltas_fetcher_new (const char *proxy);
void tiltas_fetcher_free (TiltasFetcher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasFetcher, tiltas_fetcher_free)

void tiltas_fetcher_set_limits (TiltasFetcher *self, const TiltasFetchLimits *limits);
/* Lets it use plain http to any host: only for files whose hash is signed. */
void tiltas_fetcher_set_plain_allowed (TiltasFetcher *self, gboolean allowed);

/* What came for a small file. */
typedef struct
{
  GBytes *body;       /* NULL when missing or unchanged */
  char *etag;         /* strong validator of body, or NULL */
  gboolean missing;   /* 403, 404 or 410 */
  gboolean forbidden; /* it was 403, which some servers answer for what they do not have */
  gboolean unchanged; /* 304 to If-None-Match */
} TiltasReply;
void tiltas_reply_clear (TiltasReply *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasReply, tiltas_reply_clear)

/* Fetches JSON of at most max_length bytes into memory. HTML in its origin, or a redirect to another host, is
 * TILTAS_SYNC_ERROR_CAPTIVE_PORTAL, _WEB_PAGE or _MOVED (sync/wrong-answer.h). etag: for If-None-Match, or NULL. */
gboolean tiltas_fetcher_get (TiltasFetcher *self,
                             const char *url,
                             gsize max_length,
                             const char *etag,
                             TiltasReply *reply,
                             GCancellable *cancellable,
                             GError **error);

/* Fetches exactly length bytes into the file part, going on where an earlier call left off (Range with If-Range; the
 * validator stands beside it in part.etag). A cut connection is taken up again at once as long as every go brings
 * something. The bytes are not checked, and never decoded: the caller hashes the file. On failure part stays for the
 * next attempt, unless what the server offers cannot fit. */
gboolean tiltas_fetcher_download (TiltasFetcher *self,
                                  const char *url,
                                  const char *part,
                                  guint64 length,
                                  TiltasProgress progress,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);

/* Seconds that the server asked to wait (Retry-After) with its last error, 0 when it did not; at most one day. */
gint64 tiltas_fetcher_retry_after (TiltasFetcher *self);

G_END_DECLS
