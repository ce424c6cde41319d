/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/transfer.h"

#include <openssl/x509_vfy.h>
#include <string.h>

/* An upper limit only: libcurl wakes up for its own time limits, and the cancellable is polled with its sockets. */
#define POLL_MILLISECONDS (10 * 1000)
#define ETAG_MAX 128
/* At the answer a file must be older than this, or its ETag is not used. */
#define SETTLED_SECONDS 1

void
tiltas_transfer_prepare (CURL *easy, const char *proxy, const TiltasFetchLimits *limits)
{
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_QUICK_EXIT, 1L); /* a name lookup that hangs must not hold up the exit */
  curl_easy_setopt (easy, CURLOPT_USERAGENT, "tiltas/" TILTAS_VERSION);
  /* An empty string, not NULL: otherwise libcurl takes proxies from the environment. */
  curl_easy_setopt (easy, CURLOPT_PROXY, proxy != NULL ? proxy : "");
  curl_easy_setopt (easy, CURLOPT_NOPROXY, "");
  curl_easy_setopt (easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt (easy, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED);
  curl_easy_setopt (easy, CURLOPT_FOLLOWLOCATION, 0L); /* fetch.c follows, to the same host only */
  curl_easy_setopt (easy, CURLOPT_ACCEPT_ENCODING, NULL);
  curl_easy_setopt (easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
  curl_easy_setopt (easy, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT, limits->connect_seconds);
  curl_easy_setopt (easy, CURLOPT_LOW_SPEED_LIMIT, limits->slow_bytes);
  curl_easy_setopt (easy, CURLOPT_LOW_SPEED_TIME, limits->slow_seconds);
}

gboolean
tiltas_transfer_perform (CURLM *multi, CURL *easy, GCancellable *cancellable, CURLcode *result)
{
  GPollFD poll = { .fd = -1 };
  gboolean has_fd = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &poll);
  struct curl_waitfd wait = { .fd = poll.fd, .events = CURL_WAIT_POLLIN };
  CURLMcode code = curl_multi_add_handle (multi, easy);
  int running = 1, left;

  while (code == CURLM_OK && running > 0 && !g_cancellable_is_cancelled (cancellable))
    {
      code = curl_multi_perform (multi, &running);
      if (code == CURLM_OK && running > 0)
        code = curl_multi_poll (multi, &wait, has_fd ? 1 : 0, POLL_MILLISECONDS, NULL);
    }
  *result = code == CURLM_OK ? CURLE_ABORTED_BY_CALLBACK : CURLE_FAILED_INIT;
  for (CURLMsg *message; (message = curl_multi_info_read (multi, &left)) != NULL;)
    if (message->msg == CURLMSG_DONE)
      *result = message->data.result;
  curl_multi_remove_handle (multi, easy);
  if (has_fd)
    g_cancellable_release_fd (cancellable);
  return !g_cancellable_is_cancelled (cancellable);
}

/* The error for a certificate that was refused. OpenSSL verifies the chain of certificates; libcurl then compares the
 * name, before it stores OpenSSL's result. So with a wrong name the result is still what libcurl set it to at first
 * (seen with libcurl 7.88 and 8.14). */
static TiltasSyncError
fault_of_certificate (CURL *easy)
{
  long result = 0;

  curl_easy_getinfo (easy, CURLINFO_SSL_VERIFYRESULT, &result);
  switch (result)
    {
    case X509_V_OK:
    case X509_V_ERR_UNSPECIFIED:
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return TILTAS_SYNC_ERROR_CERTIFICATE_NAME;
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return TILTAS_SYNC_ERROR_CERTIFICATE_DATE;
    default:
      return TILTAS_SYNC_ERROR_CERTIFICATE;
    }
}

TiltasSyncError
tiltas_transfer_fault (CURL *easy, CURLcode result, const char *proxy)
{
  long tunnel = 0, connections = 0;
  curl_off_t connected = 0;

  curl_easy_getinfo (easy, CURLINFO_HTTP_CONNECTCODE, &tunnel);
  curl_easy_getinfo (easy, CURLINFO_CONNECT_TIME_T, &connected);
  curl_easy_getinfo (easy, CURLINFO_NUM_CONNECTS, &connections);
  if (tunnel >= 300)
    return TILTAS_SYNC_ERROR_PROXY;
  switch (result)
    {
    case CURLE_COULDNT_RESOLVE_HOST:
      return TILTAS_SYNC_ERROR_DNS;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
      return TILTAS_SYNC_ERROR_PROXY;
    case CURLE_COULDNT_CONNECT:
      return proxy != NULL ? TILTAS_SYNC_ERROR_PROXY : TILTAS_SYNC_ERROR_UNREACHABLE;
    case CURLE_OPERATION_TIMEDOUT:
      /* No new connection was made: one of an earlier request is used again. */
      if (connected > 0 || connections == 0)
        return TILTAS_SYNC_ERROR_SLOW;
      return proxy != NULL ? TILTAS_SYNC_ERROR_PROXY : TILTAS_SYNC_ERROR_UNREACHABLE;
    case CURLE_PEER_FAILED_VERIFICATION:
      return fault_of_certificate (easy);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
      return TILTAS_SYNC_ERROR_TLS;
    /* The answer is no HTTP, or its headers are too long, which newer libcurl counts itself. */
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
#if LIBCURL_VERSION_NUM >= 0x080600
    case CURLE_TOO_LARGE:
#endif
      return TILTAS_SYNC_ERROR_SERVER;
    default:
      return TILTAS_SYNC_ERROR_NETWORK;
    }
}

const char *
tiltas_transfer_header (CURL *easy, const char *name)
{
  struct curl_header *header = NULL;

  return curl_easy_header (easy, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value : NULL;
}

char *
tiltas_transfer_etag (CURL *easy, gboolean weak)
{
  const char *value = tiltas_transfer_header (easy, "ETag");
  const char *tag = value != NULL && weak && g_str_has_prefix (value, "W/") ? value + 2 : value;
  gsize length = tag != NULL ? strlen (tag) : 0;

  if (length < 2 || length > ETAG_MAX || tag[0] != '"' || tag[length - 1] != '"')
    return NULL;
  for (gsize i = 1; i + 1 < length; i++)
    if (tag[i] < 0x21 || tag[i] > 0x7e || tag[i] == '"')
      return NULL;
  return g_strdup (value);
}

gboolean
tiltas_transfer_is_settled (CURL *easy)
{
  const char *modified = tiltas_transfer_header (easy, "Last-Modified");
  const char *date = tiltas_transfer_header (easy, "Date");
  if (modified == NULL || date == NULL)
    return TRUE;
  time_t modified_at = curl_getdate (modified, NULL), date_at = curl_getdate (date, NULL);
  return modified_at < 0 || date_at < 0 || date_at - modified_at > SETTLED_SECONDS;
}
