/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sync/download.h"
#include "sync/error.h"

G_BEGIN_DECLS

/* Fetches files over http and https with one libcurl handle; used by one thread at a time. Every function that
 * transfers something blocks until the transfer ends, fails or is cancelled; after a cancellation it returns within a
 * few milliseconds. Proxies and cookies that the environment names, and .netrc, are ignored.
 * Errors: TILTAS_SYNC_ERROR_NETWORK, _DNS, _UNREACHABLE, _SLOW, _PROXY, _TLS, _CERTIFICATE_DATE, _CERTIFICATE_NAME,
 * _CERTIFICATE, _CAPTIVE_PORTAL, _WEB_PAGE, _MOVED, _SERVER, _FORBIDDEN, _MISSING, _LENGTH, _OFF_ADDRESS (the address
 * is not allowed), _DISK_FULL, _READ_ONLY, _DISK_FAULT, _CANCELLED, _FAILED. */
typedef struct _TiltasFetcher TiltasFetcher;

/* proxy: as for CURLOPT_PROXY, or NULL for none. */
TiltasFetcher *tiltas_fetcher_new (const char *proxy);
void tiltas_fetcher_free (TiltasFetcher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasFetcher, tiltas_fetcher_free)

/* The limits of all later transfers; TILTAS_FETCH_LIMITS until then. */
void tiltas_fetcher_set_limits (TiltasFetcher *self, const TiltasFetchLimits *limits);
/* TRUE allows plain http to any host, which is right only for files whose hash is signed. FALSE at first. */
void tiltas_fetcher_set_plain_allowed (TiltasFetcher *self, gboolean allowed);

/* The answer to a TiltasGet. */
typedef struct
{
  GBytes *body;       /* NULL when missing or unchanged */
  char *etag;         /* validator of body that a later request may carry, or NULL */
  gboolean missing;   /* the server answered 403, 404 or 410 */
  gboolean forbidden; /* it was 403, which some servers answer for files that they do not have */
  gboolean unchanged; /* the server answered 304 to If-None-Match */
} TiltasReply;
void tiltas_reply_clear (TiltasReply *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasReply, tiltas_reply_clear)

/* Fetches a JSON file into memory; *reply is cleared first. An HTML page, or a redirect to another host, is
 * TILTAS_SYNC_ERROR_CAPTIVE_PORTAL, _WEB_PAGE or _MOVED (sync/wrong-answer.h). */
gboolean tiltas_fetcher_get (TiltasFetcher *self, const TiltasGet *request, TiltasReply *reply, GError **error);

/* Fetches exactly request->length bytes into the part request->to. Goes on where an earlier call stopped (Range with
 * If-Range). When the connection is cut, it tries again at once as long as every attempt brings some bytes. The bytes
 * are stored as they come, and their hash is not checked: the caller does that. After a failure the part stays for the
 * next call, unless the server's file has another length. */
gboolean
tiltas_fetcher_download (TiltasFetcher *self, const TiltasDownload *request, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Seconds that the server asked to wait (Retry-After) with its last error; 0 when it did not ask. At most one day. */
gint64 tiltas_fetcher_retry_after (TiltasFetcher *self);

G_END_DECLS
