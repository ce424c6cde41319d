/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/fetch.h"

#include "sync/part.h"
#include "sync/schedule.h"
#include "sync/transfer.h"
#include "sync/url.h"
#include "sync/wrong-answer.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#define REDIRECTS_MAX 5
/* Bytes that are read and thrown away of a body that is not wanted (an error page). */
#define DISCARD_MAX (64 * 1024)
/* Bytes of all headers of an answer together, with those of interim answers (1xx). */
#define HEADERS_MAX (64 * 1024)
/* Bytes. An attempt at a download that brings fewer is not followed by another one in the same call. */
#define ATTEMPT_MIN 4096

struct _TiltasFetcher
{
  CURL *easy;
  CURLM *multi;
  char *proxy;
  char message[CURL_ERROR_SIZE];
  TiltasFetchLimits limits;
  gboolean plain_allowed;
  gint64 retry_after;
};

/* One file that is fetched, and the state of the request for it. Either memory or part is set. */
typedef struct
{
  TiltasFetcher *fetcher;
  GByteArray *memory;
  TiltasPart *part;
  const char *address; /* the URL that was asked for, before redirects */
  guint64 maximum;     /* bytes */
  gsize discarded;
  gsize header_bytes;
  gint64 deadline; /* monotonic microseconds; 0: none */
  gboolean asked_range;
  gboolean unfit; /* the bytes of the part and the file of the server do not belong together */
  gboolean began; /* the first bytes of the body came, or its end */
  long status;
  TiltasProgress progress; /* or NULL */
  gpointer data;           /* for progress */
  GCancellable *cancellable;
  GError *error; /* of the callbacks that libcurl calls */
} Transfer;

static void
transfer_clear (Transfer *self)
{
  g_clear_pointer (&self->memory, g_byte_array_unref);
  g_clear_error (&self->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Transfer, transfer_clear)

typedef struct curl_slist CurlList;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CurlList, curl_slist_free_all)

TiltasFetcher *
tiltas_fetcher_new (const char *proxy)
{
  TiltasFetcher *self = g_new0 (TiltasFetcher, 1);

  curl_global_init (CURL_GLOBAL_DEFAULT); /* counted, and safe in threads since libcurl 7.84 */
  self->easy = curl_easy_init ();
  self->multi = curl_multi_init ();
  self->proxy = g_strdup (proxy);
  self->limits = TILTAS_FETCH_LIMITS;
  g_assert (self->easy != NULL && self->multi != NULL);
  return self;
}

void
tiltas_fetcher_free (TiltasFetcher *self)
{
  curl_easy_cleanup (self->easy);
  curl_multi_cleanup (self->multi);
  curl_global_cleanup ();
  g_free (self->proxy);
  g_free (self);
}

void
tiltas_fetcher_set_limits (TiltasFetcher *self, const TiltasFetchLimits *limits)
{
  self->limits = *limits;
}

void
tiltas_fetcher_set_plain_allowed (TiltasFetcher *self, gboolean allowed)
{
  self->plain_allowed = allowed;
}

void
tiltas_reply_clear (TiltasReply *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->etag, g_free);
  self->missing = self->unchanged = FALSE;
}

gint64
tiltas_fetcher_retry_after (TiltasFetcher *self)
{
  return self->retry_after;
}

/* Bytes of the file that are here. */
static guint64
transfer_length (const Transfer *self)
{
  return self->memory != NULL ? self->memory->len : tiltas_part_length (self->part);
}

static gboolean
refuse (Transfer *self, TiltasSyncError code, const char *why)
{
  g_set_error_literal (&self->error, TILTAS_SYNC_ERROR, code, why);
  return FALSE;
}

/* Refuses a web page that came instead of a file. Metadata came from this server before; so a page that is no sign-in
 * page is its answer for a file that it does not have. */
static gboolean
refuse_page (Transfer *self, const char *bytes, gsize length)
{
  tiltas_refuse_web_page (bytes, length, &self->error);
  if (self->error->code == TILTAS_SYNC_ERROR_WEB_PAGE)
    self->error->code = TILTAS_SYNC_ERROR_MISSING;
  return FALSE;
}

/* The server sends the file from its beginning. The part is emptied only when type and length say that it is the file.
 */
static gboolean
begin_whole (Transfer *self, const char *bytes, gsize count)
{
  CURL *easy = self->fetcher->easy;
  const char *type = tiltas_transfer_header (easy, "Content-Type");
  curl_off_t length = -1;

  curl_easy_getinfo (easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  if (type != NULL && g_ascii_strncasecmp (type, "text/html", strlen ("text/html")) == 0)
    return refuse_page (self, bytes, count);
  if (length >= 0 && (guint64) length != self->maximum)
    return refuse (self, TILTAS_SYNC_ERROR_LENGTH, "the server has a file of another length than was signed");
  g_autofree char *etag = tiltas_transfer_etag (easy, FALSE);
  return tiltas_part_restart (self->part, etag, self->address, &self->error);
}

/* Called with the first bytes of the body. FALSE with self->error when the answer does not fit the request. */
static gboolean
transfer_begin (Transfer *self, const char *bytes, gsize length)
{
  CURL *easy = self->fetcher->easy;

  self->began = TRUE;
  curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &self->status);
  if (self->part == NULL)
    return TRUE;
  if (self->status == 200)
    return begin_whole (self, bytes, length);
  if (self->status != 206)
    return TRUE;
  if (self->asked_range &&
      tiltas_part_fits_range (self->part, tiltas_transfer_header (easy, "Content-Range"), self->maximum))
    return TRUE;
  self->unfit = self->asked_range;
  return refuse (self, TILTAS_SYNC_ERROR_SERVER, "the server sent another part of the file than was asked for");
}

static gboolean
transfer_take (Transfer *self, const char *bytes, gsize length)
{
  guint64 before = transfer_length (self);

  if (self->memory != NULL && before == 0 && tiltas_is_web_page (bytes, length))
    return tiltas_refuse_web_page (bytes, length, &self->error);
  if (length > self->maximum - before)
    {
      g_set_error (&self->error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_LENGTH, "longer than %" G_GUINT64_FORMAT " bytes",
                   self->maximum);
      return FALSE;
    }
  if (self->memory != NULL)
    g_byte_array_append (self->memory, (const guint8 *) bytes, (guint) length);
  else if (!tiltas_part_append (self->part, bytes, length, &self->error))
    return FALSE;
  if (self->progress != NULL)
    self->progress (before + length, self->maximum, self->data);
  return TRUE;
}

static size_t
on_body (char *bytes, size_t size, size_t count, void *user_data)
{
  Transfer *self = user_data;
  gsize length = size * count;

  if (!self->began && !transfer_begin (self, bytes, length))
    return 0;
  if (self->status == 200 || (self->status == 206 && self->part != NULL))
    return transfer_take (self, bytes, length) ? length : 0;
  self->discarded += length;
  return self->discarded <= DISCARD_MAX ? length : 0;
}

static size_t
on_header (char *bytes G_GNUC_UNUSED, size_t size, size_t count, void *user_data)
{
  Transfer *self = user_data;

  self->header_bytes += size * count;
  return self->header_bytes <= HEADERS_MAX ? size * count : 0;
}

/* Seconds that the next request may take; at least one. */
static long
seconds_left (const Transfer *self)
{
  gint64 left = (self->deadline - g_get_monotonic_time ()) / G_USEC_PER_SEC;

  return self->deadline == 0 ? self->fetcher->limits.small_seconds : (long) MAX (left, 1);
}

/* Adds the date of this terminal to the message: libcrypto judges certificates by the system's clock. */
static void
append_clock (GError *error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d %H:%M UTC");
  g_autofree char *message = g_steal_pointer (&error->message);

  error->message = g_strdup_printf ("%s; the clock of this terminal says %s", message, date);
}

/* Turns the result of libcurl into an error. TRUE when the answer can be used. */
static gboolean
judge (Transfer *self, const char *url, CURLcode result, GError **error)
{
  TiltasFetcher *fetcher = self->fetcher;
  TiltasSyncError code;

  if (self->error == NULL && !self->began && result == CURLE_OK)
    transfer_begin (self, "", 0); /* an empty body */
  if (self->error != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&self->error), "%s: ", url);
      return FALSE;
    }
  if (result == CURLE_OK || (self->began && self->status >= 300))
    return TRUE;
  code = result == CURLE_WRITE_ERROR ? TILTAS_SYNC_ERROR_SERVER
                                     : tiltas_transfer_fault (fetcher->easy, result, fetcher->proxy);
  g_set_error (error, TILTAS_SYNC_ERROR, code, "%s: %s", url,
               fetcher->message[0] != '\0' ? fetcher->message : curl_easy_strerror (result));
  if (code == TILTAS_SYNC_ERROR_CERTIFICATE_DATE && error != NULL)
    append_clock (*error);
  return FALSE;
}

/* Sends one request and does not follow a redirect. FALSE when it was cancelled or failed below HTTP. */
static gboolean
transfer_request (Transfer *self, const char *url, CurlList *headers, GError **error)
{
  CURL *easy = self->fetcher->easy;
  gboolean https = g_ascii_strncasecmp (url, "https:", 6) == 0;
  g_autofree char *range = NULL;
  CURLcode result;

  self->began = FALSE;
  self->discarded = self->header_bytes = 0;
  self->fetcher->message[0] = '\0';
  curl_easy_reset (easy);
  tiltas_transfer_prepare (easy, self->fetcher->proxy, &self->fetcher->limits);
  curl_easy_setopt (easy, CURLOPT_URL, url);
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, https ? "https" : "http");
  curl_easy_setopt (easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, self->fetcher->message);
  curl_easy_setopt (easy, CURLOPT_TIMEOUT, seconds_left (self));
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, self);
  curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt (easy, CURLOPT_HEADERDATA, self);
  if (self->part != NULL && tiltas_part_length (self->part) > 0)
    range = g_strdup_printf ("%" G_GUINT64_FORMAT "-", tiltas_part_length (self->part));
  curl_easy_setopt (easy, CURLOPT_RANGE, range);
  self->asked_range = range != NULL;

  if (!tiltas_transfer_perform (self->fetcher->multi, easy, self->cancellable, &result))
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_CANCELLED, "%s: cancelled", url);
      return FALSE;
    }
  return judge (self, url, result, error);
}

static gboolean
is_redirect (long status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static gboolean
is_missing (long status)
{
  return status == 403 || status == 404 || status == 410;
}

/* Sends the request and follows redirects that stay on the same scheme, host and port. */
static gboolean
transfer_run (Transfer *self, CurlList *headers, GError **error)
{
  const char *url = self->address;
  g_autofree char *current = g_strdup (url);

  if (self->fetcher->plain_allowed ? !tiltas_url_check_mirror (url, error) : !tiltas_url_check (url, error))
    return FALSE;
  self->fetcher->retry_after = 0;
  for (int i = 0; i <= REDIRECTS_MAX; i++)
    {
      const char *target = NULL;
      if (!transfer_request (self, current, headers, error))
        return FALSE;
      if (!is_redirect (self->status))
        return TRUE;
      curl_easy_getinfo (self->fetcher->easy, CURLINFO_REDIRECT_URL, &target);
      if (target == NULL || !tiltas_url_same_origin (url, target))
        return tiltas_refuse_redirect (current, target, self->status, error);
      g_free (current);
      current = g_strdup (target);
    }
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_SERVER, "%s: too many redirects", url);
  return FALSE;
}

/* Sets the error of a status that is neither success nor expected, and notes Retry-After. Returns FALSE. */
static gboolean
fail_status (Transfer *self, GError **error)
{
  TiltasSyncError code = TILTAS_SYNC_ERROR_SERVER;
  CURL *easy = self->fetcher->easy;

  if (self->status == 511)
    code = TILTAS_SYNC_ERROR_CAPTIVE_PORTAL;
  else if (self->status == 407)
    code = TILTAS_SYNC_ERROR_PROXY;
  else if (self->status == 401)
    code = TILTAS_SYNC_ERROR_FORBIDDEN;
  else if (is_missing (self->status))
    code = TILTAS_SYNC_ERROR_MISSING;
  self->fetcher->retry_after =
    tiltas_retry_after (tiltas_transfer_header (easy, "Retry-After"), tiltas_transfer_header (easy, "Date"));
  g_set_error (error, TILTAS_SYNC_ERROR, code, "%s: the server answered %ld", self->address, self->status);
  return FALSE;
}

static CurlList *
common_headers (const char *accept)
{
  return curl_slist_append (curl_slist_append (NULL, accept), "Accept-Encoding: identity");
}

gboolean
tiltas_fetcher_get (TiltasFetcher *self, const TiltasGet *request, TiltasReply *reply, GError **error)
{
  g_auto (Transfer) transfer = { .fetcher = self,
                                 .memory = g_byte_array_new (),
                                 .address = request->from,
                                 .maximum = request->max_length,
                                 .cancellable = request->cancellable };
  g_autoptr (CurlList) headers = common_headers ("Accept: application/json");

  tiltas_reply_clear (reply);
  if (request->etag != NULL)
    {
      g_autofree char *line = g_strdup_printf ("If-None-Match: %s", request->etag);
      headers = curl_slist_append (g_steal_pointer (&headers), line);
    }
  if (!transfer_run (&transfer, headers, error))
    return FALSE;
  reply->missing = is_missing (transfer.status);
  reply->forbidden = transfer.status == 403;
  reply->unchanged = transfer.status == 304 && request->etag != NULL;
  if (reply->missing || reply->unchanged)
    return TRUE;
  if (transfer.status != 200)
    return fail_status (&transfer, error);
  reply->etag = tiltas_transfer_is_settled (self->easy) ? tiltas_transfer_etag (self->easy, TRUE) : NULL;
  reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&transfer.memory));
  return TRUE;
}

/* One attempt of a download. On failure, transfer->unfit says that beginning anew may help. */
static gboolean
download_once (Transfer *transfer, GError **error)
{
  g_autoptr (CurlList) headers = common_headers ("Accept: */*");
  const char *etag = tiltas_part_etag (transfer->part, transfer->address);

  transfer->unfit = FALSE;
  if (etag != NULL && tiltas_part_length (transfer->part) > 0)
    {
      g_autofree char *line = g_strdup_printf ("If-Range: %s", etag);
      headers = curl_slist_append (g_steal_pointer (&headers), line);
    }
  if (!transfer_run (transfer, headers, error))
    return FALSE;
  transfer->unfit = transfer->status == 416 && transfer->asked_range;
  if (transfer->status != 200 && transfer->status != 206)
    return fail_status (transfer, error);
  if (tiltas_part_length (transfer->part) == transfer->maximum)
    return tiltas_part_sync (transfer->part, error);
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_NETWORK,
               "%s: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " bytes came", transfer->address,
               tiltas_part_length (transfer->part), transfer->maximum);
  return FALSE;
}

/* Waits a random while, so that not all terminals of a library try again at once. FALSE when cancelled. */
static gboolean
pause_a_moment (TiltasFetcher *self, GCancellable *cancellable)
{
  GPollFD poll = { .fd = -1 };
  int milliseconds = (int) (g_random_double () * (double) self->limits.again_milliseconds);

  if (cancellable == NULL || !g_cancellable_make_pollfd (cancellable, &poll))
    g_usleep ((gulong) milliseconds * 1000);
  else
    {
      g_poll (&poll, 1, milliseconds);
      g_cancellable_release_fd (cancellable);
    }
  return !g_cancellable_is_cancelled (cancellable);
}

/* Whether an attempt that failed is followed by another one: once from the beginning when the part does not fit the
 * server's file; after a cut, as long as each attempt brings some bytes and there is time. before: length of the part
 * when the attempt began. */
static gboolean
tries_again (Transfer *transfer, guint64 before, gboolean *began_anew, const GError *fault)
{
  if (transfer->unfit && !*began_anew)
    {
      *began_anew = TRUE;
      return tiltas_part_restart (transfer->part, NULL, NULL, NULL);
    }
  return g_error_matches (fault, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_NETWORK) &&
         tiltas_part_length (transfer->part) >= before + ATTEMPT_MIN && g_get_monotonic_time () < transfer->deadline &&
         pause_a_moment (transfer->fetcher, transfer->cancellable);
}

gboolean
tiltas_fetcher_download (TiltasFetcher *self, const TiltasDownload *request, GError **error)
{
  g_autoptr (TiltasPart) file = tiltas_part_open (request->to, request->length, error);
  if (file == NULL)
    return FALSE;
  g_auto (Transfer) transfer = { .fetcher = self,
                                 .part = file,
                                 .address = request->from,
                                 .maximum = request->length,
                                 .deadline = g_get_monotonic_time () + self->limits.large_seconds * G_USEC_PER_SEC,
                                 .progress = request->progress,
                                 .data = request->data,
                                 .cancellable = request->cancellable };
  gboolean began_anew = FALSE;

  while (tiltas_part_length (file) < request->length)
    {
      guint64 before = tiltas_part_length (file);
      GError *fault = NULL;
      if (download_once (&transfer, &fault))
        break;
      if (!tries_again (&transfer, before, &began_anew, fault))
        {
          g_propagate_error (error, fault);
          return FALSE;
        }
      g_debug ("%s", fault->message);
      g_error_free (fault);
    }
  return TRUE;
}
