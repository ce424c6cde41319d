/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server.h"

#include "sync/error.h"
#include "sync/fetch.h"

#include <glib/gstdio.h>
#include <string.h>

#define LARGE 3000

/* Gives a different answer for each path. */
static GBytes *
answer (const Request *request, gpointer data G_GNUC_UNUSED)
{
  const char *path = request->path;
  g_autofree char *none_match = request_header (request, "If-None-Match");

  if (g_str_equal (path, "/hang"))
    return NULL;
  if (g_str_equal (path, "/json"))
    return g_strcmp0 (none_match, "\"v1\"") == 0 ? answer_text ("304 Not Modified", "", "")
                                                 : answer_text ("200 OK", "ETag: \"v1\"\r\n", "{\"x\":1}");
  if (g_str_equal (path, "/moved"))
    return answer_text ("302 Found", "Location: /json\r\n", "moved");
  if (g_str_equal (path, "/away"))
    return answer_text ("302 Found", "Location: http://portal.example/login\r\n", "<html>sign in</html>");
  if (g_str_equal (path, "/for-good"))
    return answer_text ("301 Moved Permanently", "Location: https://new.example/\r\n", "");
  if (g_str_equal (path, "/old/metadata/timestamp.json"))
    return answer_text ("302 Found", "Location: https://new.example/tiltas/metadata/timestamp.json\r\n", "");
  if (g_str_equal (path, "/nowhere"))
    return answer_text ("302 Found", "", "");
  if (g_str_equal (path, "/site"))
    return answer_text ("200 OK", "Content-Type: text/html\r\n",
                        "<!doctype html><html><head><TITLE>Our\r\nlibrary</TITLE></head><div id=app></div>");
  if (g_str_equal (path, "/who-are-you"))
    return answer_text ("401 Unauthorized", "", "<html>no</html>");
  if (g_str_equal (path, "/keep-out"))
    return answer_text ("403 Forbidden", "", "<html>no</html>");
  if (g_str_equal (path, "/round"))
    return answer_text ("302 Found", "Location: /round\r\n", "");
  if (g_str_equal (path, "/page"))
    return answer_text ("200 OK", "Content-Type: text/html\r\n", "\xef\xbb\xbf\n <!doctype html><title>Wi-Fi</title>");
  if (g_str_equal (path, "/busy"))
    return answer_text ("503 Service Unavailable", "Retry-After: 120\r\n", "later");
  if (g_str_equal (path, "/signin"))
    return answer_text ("511 Network Authentication Required", "", "<html>");
  if (g_str_equal (path, "/cut"))
    return g_bytes_new_static ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"x\"", 44);
  if (g_str_equal (path, "/gzip"))
    return answer_text ("200 OK", "Content-Encoding: gzip\r\n", "raw bytes");
  if (g_str_equal (path, "/environment"))
    return answer_text (strstr (request->text, "Cookie") == NULL && strstr (request->text, "Authorization") == NULL &&
                            strstr (request->text, "User-Agent: tiltas/") != NULL &&
                            strstr (request->text, "Accept-Encoding: identity") != NULL
                          ? "200 OK"
                          : "500 Server Error",
                        "Set-Cookie: a=b\r\n", "{}");
  return answer_text ("404 Not Found", "", "<html>none</html>");
}

static gboolean
get (Server *server, const char *path, const char *etag, TiltasReply *reply, GError **error)
{
  g_autoptr (TiltasFetcher) fetcher = tiltas_fetcher_new (NULL);
  g_autofree char *url = g_strconcat (server_url (server), path, NULL);

  return tiltas_fetcher_get (fetcher, &(TiltasGet){ url, 64, etag, NULL }, reply, error);
}

static void
expect (Server *server, const char *path, TiltasSyncError code)
{
  g_auto (TiltasReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (get (server, path, NULL, &reply, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, (int) code);
  g_assert_null (reply.body);
}

static void
test_get (void)
{
  g_autoptr (Server) server = server_new (answer, NULL);
  g_auto (TiltasReply) reply = { 0 };

  g_assert_true (get (server, "/json", NULL, &reply, NULL));
  g_assert_cmpmem (g_bytes_get_data (reply.body, NULL), g_bytes_get_size (reply.body), "{\"x\":1}", 7);
  g_assert_cmpstr (reply.etag, ==, "\"v1\"");
  g_assert_true (get (server, "/json", "\"v1\"", &reply, NULL));
  g_assert_true (reply.unchanged && reply.body == NULL);
  g_assert_true (get (server, "/moved", NULL, &reply, NULL));
  g_assert_cmpuint (g_bytes_get_size (reply.body), ==, 7);
  g_assert_true (get (server, "/nothing", NULL, &reply, NULL));
  g_assert_true (reply.missing && reply.body == NULL);
  g_assert_true (get (server, "/gzip", NULL, &reply, NULL));
  g_assert_cmpmem (g_bytes_get_data (reply.body, NULL), g_bytes_get_size (reply.body), "raw bytes", 9);
  g_assert_true (get (server, "/environment", NULL, &reply, NULL));
}

static void
test_refusals (void)
{
  g_autoptr (Server) server = server_new (answer, NULL);

  expect (server, "/away", TILTAS_SYNC_ERROR_CAPTIVE_PORTAL);
  expect (server, "/page", TILTAS_SYNC_ERROR_CAPTIVE_PORTAL);
  expect (server, "/signin", TILTAS_SYNC_ERROR_CAPTIVE_PORTAL);
  expect (server, "/round", TILTAS_SYNC_ERROR_SERVER);
  expect (server, "/nowhere", TILTAS_SYNC_ERROR_SERVER);
  expect (server, "/who-are-you", TILTAS_SYNC_ERROR_FORBIDDEN);
  expect (server, "/busy", TILTAS_SYNC_ERROR_SERVER);
  expect (server, "/cut", TILTAS_SYNC_ERROR_NETWORK);
}

static void
expect_words (Server *server, const char *path, TiltasSyncError code, const char *words)
{
  g_auto (TiltasReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (get (server, path, NULL, &reply, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, (int) code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
expect_download (Server *server, const char *path, TiltasSyncError code)
{
  g_autoptr (TiltasFetcher) fetcher = tiltas_fetcher_new (NULL);
  g_autofree char *url = g_strconcat (server_url (server), path, NULL);
  g_autofree char *folder = g_dir_make_tmp ("tiltas-test-XXXXXX", NULL);
  g_autofree char *part = g_build_filename (folder, "part", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (
    tiltas_fetcher_download (fetcher, &(TiltasDownload){ .from = url, .to = part, .length = LARGE }, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, (int) code);
  g_unlink (part);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A server that moved, a web site and a sign-in page give three different errors. */
static void
test_wrong_answer (void)
{
  g_autoptr (Server) server = server_new (answer, NULL);
  g_auto (TiltasReply) reply = { 0 };

  expect_words (server, "/old/metadata/timestamp.json", TILTAS_SYNC_ERROR_MOVED,
                "leads to new.example: enter https://new.example/tiltas in the configuration");
  expect_words (server, "/for-good", TILTAS_SYNC_ERROR_MOVED, "leads to new.example");
  expect_words (server, "/away", TILTAS_SYNC_ERROR_CAPTIVE_PORTAL, "http://portal.example/login");
  expect_words (server, "/site", TILTAS_SYNC_ERROR_WEB_PAGE, "“Our  library”");
  expect_words (server, "/page", TILTAS_SYNC_ERROR_CAPTIVE_PORTAL, "“Wi-Fi”");
  g_assert_true (get (server, "/keep-out", NULL, &reply, NULL));
  g_assert_true (reply.missing && reply.forbidden);
  expect_download (server, "/keep-out", TILTAS_SYNC_ERROR_MISSING); /* as after 404, so that another source is tried */
  expect_download (server, "/who-are-you", TILTAS_SYNC_ERROR_FORBIDDEN);
  expect_download (server, "/site", TILTAS_SYNC_ERROR_MISSING);
  expect_download (server, "/page", TILTAS_SYNC_ERROR_CAPTIVE_PORTAL);
  g_assert_true (get (server, "/nothing", NULL, &reply, NULL));
  g_assert_true (reply.missing && !reply.forbidden);
}

/* The second request uses the connection of the first one again, and gets no answer. */
static gpointer
answer_once (gpointer data)
{
  GSocket *listener = data;
  g_autoptr (GSocket) client = g_socket_accept (listener, NULL, NULL);
  static const char text[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
  char buffer[4096];

  g_socket_receive (client, buffer, sizeof buffer, NULL, NULL);
  g_socket_send (client, text, sizeof text - 1, NULL, NULL);
  while (g_socket_receive (client, buffer, sizeof buffer, NULL, NULL) > 0)
    ;
  return NULL;
}

static void
test_slow_again (void)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocket) listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (TiltasFetcher) fetcher = tiltas_fetcher_new (NULL);
  g_auto (TiltasReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_socket_bind (listener, any, TRUE, NULL) && g_socket_listen (listener, NULL));
  g_autoptr (GSocketAddress) here = g_socket_get_local_address (listener, NULL);
  g_autofree char *url =
    g_strdup_printf ("http://127.0.0.1:%d/", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (here)));
  GThread *thread = g_thread_new ("server", answer_once, listener);
  tiltas_fetcher_set_limits (fetcher, &(TiltasFetchLimits){ 5, 1, 60, 1, 60, 10 });
  g_assert_true (tiltas_fetcher_get (fetcher, &(TiltasGet){ url, 64, NULL, NULL }, &reply, NULL));
  g_assert_false (tiltas_fetcher_get (fetcher, &(TiltasGet){ url, 64, NULL, NULL }, &reply, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_SLOW);
  g_clear_pointer (&fetcher, tiltas_fetcher_free);
  g_thread_join (thread);
}

static void
test_length (void)
{
  g_autoptr (Server) server = server_new (answer, NULL);
  g_autoptr (TiltasFetcher) fetcher = tiltas_fetcher_new (NULL);
  g_autofree char *url = g_strconcat (server_url (server), "/json", NULL);
  g_auto (TiltasReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (tiltas_fetcher_get (fetcher, &(TiltasGet){ url, 7, NULL, NULL }, &reply, NULL));
  g_assert_false (tiltas_fetcher_get (fetcher, &(TiltasGet){ url, 6, NULL, NULL }, &reply, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_LENGTH);
}

static void
test_retry_after (void)
{
  g_autoptr (Server) server = server_new (answer, NULL);
  g_autoptr (TiltasFetcher) fetcher = tiltas_fetcher_new (NULL);
  g_autofree char *url = g_strconcat (server_url (server), "/busy", NULL);
  g_auto (TiltasReply) reply = { 0 };

  g_assert_false (tiltas_fetcher_get (fetcher, &(TiltasGet){ url, 64, NULL, NULL }, &reply, NULL));
  g_assert_cmpint (tiltas_fetcher_retry_after (fetcher), ==, 120);
}

static void
test_address (void)
{
  g_autoptr (TiltasFetcher) fetcher = tiltas_fetcher_new (NULL);
  g_auto (TiltasReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (
    tiltas_fetcher_get (fetcher, &(TiltasGet){ "http://updates.example/x", 64, NULL, NULL }, &reply, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_OFF_ADDRESS);
  g_clear_error (&error);
  g_assert_false (tiltas_fetcher_get (fetcher, &(TiltasGet){ "http://127.0.0.1:1/x", 64, NULL, NULL }, &reply, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_UNREACHABLE);
}

/* The proxy of the configuration is used, that of the environment is not. */
static void
test_proxy (void)
{
  g_autoptr (Server) server = server_new (answer, NULL);
  g_autoptr (TiltasFetcher) through = tiltas_fetcher_new (server_url (server));
  g_auto (TiltasReply) reply = { 0 };

  g_assert_true (get (server, "/json", NULL, &reply, NULL)); /* http_proxy is set in main */
  g_assert_true (tiltas_fetcher_get (through, &(TiltasGet){ "http://127.0.0.1:1/x", 64, NULL, NULL }, &reply, NULL));
  g_assert_true (reply.missing);
  g_assert_cmpuint (server_count (server), ==, 2);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (100 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (Server) server = server_new (answer, NULL);
  g_autoptr (TiltasFetcher) fetcher = tiltas_fetcher_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *url = g_strconcat (server_url (server), "/hang", NULL);
  g_auto (TiltasReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_false (tiltas_fetcher_get (fetcher, &(TiltasGet){ url, 64, NULL, cancellable }, &reply, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 4 * G_USEC_PER_SEC); /* the poll alone would take 10 s */
  g_thread_join (thread);
}

/* A file of LARGE bytes; the first request is cut in the middle. */
static GBytes *
answer_cut (const Request *request, gpointer data)
{
  GBytes *whole = answer_from_folder (request, data);
  GBytes *half =
    g_bytes_new_from_bytes (whole, 0, request->number == 0 ? g_bytes_get_size (whole) / 2 : g_bytes_get_size (whole));

  g_bytes_unref (whole);
  return half;
}

typedef struct
{
  char *folder, *file, *part;
} Large;

static void
large_set_up (Large *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *text = g_malloc (LARGE);

  for (int i = 0; i < LARGE; i++)
    text[i] = (char) ('a' + i % 23);
  self->folder = g_dir_make_tmp ("tiltas-test-XXXXXX", NULL);
  self->file = g_build_filename (self->folder, "large", NULL);
  self->part = g_build_filename (self->folder, "large.part", NULL);
  g_file_set_contents (self->file, text, LARGE, NULL);
}

static void
large_tear_down (Large *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *etag = g_strconcat (self->part, ".etag", NULL);

  g_unlink (self->file);
  g_unlink (self->part);
  g_unlink (etag);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->file);
  g_free (self->part);
}

static gboolean
download (Large *self, Server *server, guint64 length, GError **error)
{
  g_autoptr (TiltasFetcher) fetcher = tiltas_fetcher_new (NULL);
  g_autofree char *url = g_strconcat (server_url (server), "/large", NULL);

  return tiltas_fetcher_download (fetcher, &(TiltasDownload){ .from = url, .to = self->part, .length = length }, error);
}

static void
expect_whole (Large *self)
{
  g_autofree char *whole = NULL, *part = NULL;
  gsize whole_length, part_length;

  g_assert_true (g_file_get_contents (self->file, &whole, &whole_length, NULL));
  g_assert_true (g_file_get_contents (self->part, &part, &part_length, NULL));
  g_assert_cmpmem (part, part_length, whole, whole_length);
}

static void
test_resume (Large *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (Server) server = server_new (answer_cut, self->folder);
  g_autoptr (GError) error = NULL;

  g_assert_false (download (self, server, LARGE, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_NETWORK);
  g_assert_true (download (self, server, LARGE, NULL));
  expect_whole (self);
  g_assert_cmpuint (server_sent (server), <=, LARGE + 200); /* no byte was sent twice */
  guint count = server_count (server);
  g_assert_true (download (self, server, LARGE, NULL)); /* the file is complete: no request is sent */
  g_assert_cmpuint (server_count (server), ==, count);
}

static void
test_changed (Large *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (Server) server = server_new (answer_cut, self->folder);
  g_autofree char *other = g_strnfill (LARGE, 'z');

  g_assert_false (download (self, server, LARGE, NULL));
  g_file_set_contents (self->file, other, LARGE, NULL);
  g_assert_true (download (self, server, LARGE, NULL)); /* the server answers 200 to the range: begins at 0 */
  expect_whole (self);
}

static void
test_wrong_length (Large *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (Server) server = server_new (answer_from_folder, self->folder);
  g_autoptr (GError) error = NULL;

  g_assert_false (download (self, server, LARGE - 1, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_LENGTH);
  g_clear_error (&error);
  g_assert_false (download (self, server, LARGE + 1, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_LENGTH);
  g_clear_error (&error);
  g_assert_true (download (self, server, LARGE, &error)); /* files of the earlier attempt do no harm */
  expect_whole (self);
}

static void
test_missing (Large *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (Server) server = server_new (answer_from_folder, self->folder);
  g_autoptr (GError) error = NULL;

  g_unlink (self->file);
  g_assert_false (download (self, server, LARGE, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MISSING);
}

int
main (int argc, char **argv)
{
  g_setenv ("http_proxy", "http://127.0.0.1:1", TRUE);
  g_setenv ("all_proxy", "http://127.0.0.1:1", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/fetch/get", test_get);
  g_test_add_func ("/sync/fetch/refusals", test_refusals);
  g_test_add_func ("/sync/fetch/wrong-answer", test_wrong_answer);
  g_test_add_func ("/sync/fetch/slow-again", test_slow_again);
  g_test_add_func ("/sync/fetch/length", test_length);
  g_test_add_func ("/sync/fetch/retry-after", test_retry_after);
  g_test_add_func ("/sync/fetch/address", test_address);
  g_test_add_func ("/sync/fetch/proxy", test_proxy);
  g_test_add_func ("/sync/fetch/cancel", test_cancel);
  g_test_add ("/sync/fetch/resume", Large, NULL, large_set_up, test_resume, large_tear_down);
  g_test_add ("/sync/fetch/changed", Large, NULL, large_set_up, test_changed, large_tear_down);
  g_test_add ("/sync/fetch/wrong-length", Large, NULL, large_set_up, test_wrong_length, large_tear_down);
  g_test_add ("/sync/fetch/missing", Large, NULL, large_set_up, test_missing, large_tear_down);
  return g_test_run ();
}
