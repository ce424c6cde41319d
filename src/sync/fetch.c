/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/fetch.h"

#include "base/files.h"
#include "sync/part.h"
#include "sync/transfer.h"
#include "sync/url.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#define REDIRECTS_MAX 5
/* Body of an answer that is not wanted (an error page). */
#define DISCARD_MAX (64 * 1024)
#define SMALL_SECONDS 60L
#define LARGE_SECONDS 3600L
#define RETRY_AFTER_MAX (24 * 60 * 60)

struct _TiltasFetcher
{
  CURL *easy;
  CURLM *multi;
  char *proxy;
  char message[CURL_ERROR_SIZE];
  gint64 retry_after;
};

/* One request and what became of it. Either memory or part is set. */
typedef struct
{
  TiltasFetcher *fetcher;
  GByteArray *memory;
  TiltasPart *part;
  guint64 maximum;
  gsize discarded;
  gboolean began;
  long status;
  TiltasProgress progress;
  gpointer data;
  GError *error;
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

/* Bytes written so far that belong to the file. */
static guint64
transfer_length (const Transfer *self)
{
  return self->memory != NULL ? self->memory->len : tiltas_part_length (self->part);
}

/* At the first byte of the body: does it fit what was asked for? */
static gboolean
transfer_begin (Transfer *self)
{
  CURL *easy = self->fetcher->easy;

  self->began = TRUE;
  curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &self->status);
  if (self->part == NULL)
    return TRUE;
  if (self->status == 200)
    {
      g_autofree char *etag = tiltas_transfer_etag (easy, FALSE);
      return tiltas_part_restart (self->part, etag, &self->error);
    }
  if (self->status == 206)
    return tiltas_part_check_range (self->part, tiltas_transfer_header (easy, "Content-Range"), &self->error);
  return TRUE;
}

/* A page of a hotel or library network in place of JSON. */
static gboolean
looks_like_html (const char *bytes, gsize length)
{
  gsize i = length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (i < length && g_ascii_isspace (bytes[i]))
    i++;
  return i < length && bytes[i] == '<';
}

static gboolean
transfer_take (Transfer *self, const char *bytes, gsize length)
{
  guint64 before = transfer_length (self);

  if (self->memory != NULL && before == 0 && looks_like_html (bytes, length))
    {
      g_set_error (&self->error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_CAPTIVE_PORTAL,
                   "a web page came instead of metadata");
      return FALSE;
    }
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

  if (!self->began && !transfer_begin (self))
    return 0;
  if (self->status == 200 || (self->status == 206 && self->part != NULL))
    return transfer_take (self, bytes, length) ? length : 0;
  self->discarded += length;
  return self->discarded <= DISCARD_MAX ? length : 0;
}

/* One request without redirects. FALSE when it was cancelled or failed below HTTP. */
static gboolean
transfer_request (Transfer *self, const char *url, CurlList *headers, GCancellable *cancellable, GError **error)
{
  CURL *easy = self->fetcher->easy;
  gboolean https = g_ascii_strncasecmp (url, "https:", 6) == 0;
  g_autofree char *range = NULL;
  CURLcode result;

  self->began = FALSE;
  self->discarded = 0;
  self->fetcher->message[0] = '\0';
  curl_easy_reset (easy);
  tiltas_transfer_prepare (easy, self->fetcher->proxy);
  curl_easy_setopt (easy, CURLOPT_URL, url);
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, https ? "https" : "http");
  curl_easy_setopt (easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, self->fetcher->message);
  curl_easy_setopt (easy, CURLOPT_TIMEOUT, self->part != NULL ? LARGE_SECONDS : SMALL_SECONDS);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, self);
  if (self->part != NULL && tiltas_part_length (self->part) > 0)
    range = g_strdup_printf ("%" G_GUINT64_FORMAT "-", tiltas_part_length (self->part));
  curl_easy_setopt (easy, CURLOPT_RANGE, range);

  if (!tiltas_transfer_perform (self->fetcher->multi, easy, cancellable, &result))
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_CANCELLED, "%s: cancelled", url);
      return FALSE;
    }
  if (self->error != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&self->error), "%s: ", url);
      return FALSE;
    }
  if (!self->began && result == CURLE_OK && !transfer_begin (self)) /* an empty body */
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&self->error), "%s: ", url);
      return FALSE;
    }
  if (result != CURLE_OK && !(self->began && self->status >= 300))
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_NETWORK, "%s: %s", url,
                   self->fetcher->message[0] != '\0' ? self->fetcher->message : curl_easy_strerror (result));
      return FALSE;
    }
  return TRUE;
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

/* Requests url and follows redirects that stay on its host. */
static gboolean
transfer_run (Transfer *self, const char *url, CurlList *headers, GCancellable *cancellable, GError **error)
{
  g_autofree char *current = g_strdup (url);

  if (!tiltas_url_check (url, error))
    return FALSE;
  self->fetcher->retry_after = 0;
  for (int i = 0; i <= REDIRECTS_MAX; i++)
    {
      const char *target = NULL;
      if (!transfer_request (self, current, headers, cancellable, error))
        return FALSE;
      if (!is_redirect (self->status))
        return TRUE;
      curl_easy_getinfo (self->fetcher->easy, CURLINFO_REDIRECT_URL, &target);
      if (target == NULL || !tiltas_url_same_origin (url, target))
        {
          g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_CAPTIVE_PORTAL,
                       "%s: redirected to %s, which is not followed", current, target != NULL ? target : "nowhere");
          return FALSE;
        }
      g_free (current);
      current = g_strdup (target);
    }
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_SERVER, "%s: too many redirects", url);
  return FALSE;
}

/* The error of a status that is neither success nor expected. */
static gboolean
fail_status (Transfer *self, const char *url, GError **error)
{
  TiltasSyncError code = TILTAS_SYNC_ERROR_SERVER;
  curl_off_t wait = 0;

  if (self->status == 511)
    code = TILTAS_SYNC_ERROR_CAPTIVE_PORTAL;
  else if (self->status == 407)
    code = TILTAS_SYNC_ERROR_NETWORK;
  else if (is_missing (self->status))
    code = TILTAS_SYNC_ERROR_MISSING;
  curl_easy_getinfo (self->fetcher->easy, CURLINFO_RETRY_AFTER, &wait);
  self->fetcher->retry_after = CLAMP (wait, 0, RETRY_AFTER_MAX);
  g_set_error (error, TILTAS_SYNC_ERROR, code, "%s: the server answered %ld", url, self->status);
  return FALSE;
}

gboolean
tiltas_fetcher_get (TiltasFetcher *self,
                    const char *url,
                    gsize max_length,
                    const char *etag,
                    TiltasReply *reply,
                    GCancellable *cancellable,
                    GError **error)
{
  g_auto (Transfer) transfer = { .fetcher = self, .memory = g_byte_array_new (), .maximum = max_length };
  g_autoptr (CurlList) headers = curl_slist_append (NULL, "Accept: application/json");

  tiltas_reply_clear (reply);
  if (etag != NULL)
    {
      g_autofree char *line = g_strdup_printf ("If-None-Match: %s", etag);
      headers = curl_slist_append (g_steal_pointer (&headers), line);
    }
  if (!transfer_run (&transfer, url, headers, cancellable, error))
    return FALSE;
  reply->missing = is_missing (transfer.status);
  reply->unchanged = transfer.status == 304 && etag != NULL;
  if (reply->missing || reply->unchanged)
    return TRUE;
  if (transfer.status != 200)
    return fail_status (&transfer, url, error);
  reply->etag = tiltas_transfer_is_settled (self->easy) ? tiltas_transfer_etag (self->easy, TRUE) : NULL;
  reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&transfer.memory));
  return TRUE;
}

/* One attempt; *again is set when the part does not fit what the server has and was emptied. */
static gboolean
download_once (TiltasFetcher *self,
               Transfer *transfer,
               const char *url,
               gboolean *again,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (CurlList) headers = curl_slist_append (NULL, "Accept: */*");
  const char *etag = tiltas_part_etag (transfer->part);

  *again = FALSE;
  if (etag != NULL && tiltas_part_length (transfer->part) > 0)
    {
      g_autofree char *line = g_strdup_printf ("If-Range: %s", etag);
      headers = curl_slist_append (g_steal_pointer (&headers), line);
    }
  if (!transfer_run (transfer, url, headers, cancellable, error))
    return FALSE;
  if (transfer->status == 416 && tiltas_part_length (transfer->part) > 0)
    {
      *again = TRUE;
      return tiltas_part_restart (transfer->part, NULL, error);
    }
  if (transfer->status != 200 && transfer->status != 206)
    return fail_status (transfer, url, error);
  return tiltas_part_sync (transfer->part, error);
}

gboolean
tiltas_fetcher_download (TiltasFetcher *self,
                         const char *url,
                         const char *part,
                         guint64 length,
                         TiltasProgress progress,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (TiltasPart) file = tiltas_part_open (part, length, error);
  if (file == NULL)
    return FALSE;
  g_auto (Transfer) transfer = { .fetcher = self, .part = file, .maximum = length, .progress = progress, .data = data };
  gboolean again = tiltas_part_length (file) < length;

  for (int i = 0; again && i < 2; i++)
    if (!download_once (self, &transfer, url, &again, cancellable, error))
      return FALSE;
  if (tiltas_part_length (file) == length)
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_LENGTH,
               "%s: %" G_GUINT64_FORMAT " bytes came, %" G_GUINT64_FORMAT " were signed", url,
               tiltas_part_length (file), length);
  tiltas_part_restart (file, NULL, NULL);
  return FALSE;
}
