/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server.h"

#include "sync/error.h"
#include "sync/fetch.h"

#include <glib/gstdio.h>
#include <string.h>

/* Servers that cut connections, send wrong bytes, send very slowly, or never stop sending. */

#define KIB 1024
#define WHOLE (3 * 1000 * 1000)
#define CUT (200 * 1000)
#define ETAG "ETag: \"v1\"\r\n"

typedef struct
{
  char *folder, *part, *note;
  char *bytes;
  Server *server;
  const char *mode;
} Fixture;

static gsize
range_of (const Request *request)
{
  g_autofree char *range = request_header (request, "Range");

  return range != NULL ? g_ascii_strtoull (range + strlen ("bytes="), NULL, 10) : 0;
}

/* The file from an offset on, as a good server sends it; cut after at most so many bytes of body. */
static GBytes *
answer_from (const Fixture *self, gsize from, gsize most)
{
  g_autofree char *range =
    from > 0 ? g_strdup_printf ("Content-Range: bytes %zu-%d/%d\r\n", from, WHOLE - 1, WHOLE) : g_strdup ("");
  g_autofree char *headers = g_strconcat (ETAG, range, NULL);
  g_autoptr (GBytes) all =
    answer_new (from > 0 ? "206 Partial Content" : "200 OK", headers, self->bytes + from, WHOLE - from);
  gsize head = g_bytes_get_size (all) - (WHOLE - from);

  return g_bytes_new_from_bytes (all, 0, MIN (g_bytes_get_size (all), head + most));
}

static GBytes *
answer (const Request *request, gpointer data)
{
  const Fixture *self = data;
  gsize from = range_of (request);
  gboolean first = from == 0;

  if (g_str_equal (self->mode, "cut") || first)
    return answer_from (self, from, CUT);
  if (g_str_equal (self->mode, "cut-and-busy"))
    return request->number % 2 == 1 ? answer_text ("503 Busy", "Retry-After: 7\r\n", "")
                                    : answer_from (self, from, CUT);
  if (g_str_equal (self->mode, "other-range"))
    return answer_text ("206 Partial Content", ETAG "Content-Range: bytes 0-4/3000000\r\n", "bytes");
  if (g_str_equal (self->mode, "other-total"))
    return answer_text ("206 Partial Content", ETAG "Content-Range: bytes 200000-200004/9999999\r\n", "bytes");
  if (g_str_equal (self->mode, "no-range"))
    return answer_text ("206 Partial Content", ETAG, "bytes");
  if (g_str_equal (self->mode, "ignores-range"))
    return answer_from (self, 0, CUT);
  if (g_str_equal (self->mode, "page"))
    return answer_text ("200 OK", "Content-Type: text/html; charset=utf-8\r\n", "<html>sign in</html>");
  if (g_str_equal (self->mode, "other-length"))
    return answer_text ("200 OK", ETAG, "short");
  if (g_str_equal (self->mode, "unsatisfiable"))
    return answer_text ("416 Range Not Satisfiable", "", "");
  g_assert_not_reached ();
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->mode = data;
  self->folder = g_dir_make_tmp ("tiltas-test-XXXXXX", NULL);
  self->part = g_build_filename (self->folder, "x.part", NULL);
  self->note = g_build_filename (self->folder, "x.part.etag", NULL);
  self->bytes = g_malloc (WHOLE);
  for (int i = 0; i < WHOLE; i++)
    self->bytes[i] = (char) ('a' + i % 23);
  self->server = server_new (answer, self);
}

static void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  server_free (self->server);
  g_unlink (self->part);
  g_unlink (self->note);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->part);
  g_free (self->note);
  g_free (self->bytes);
}

static TiltasFetcher *
make_fetcher (void)
{
  TiltasFetcher *fetcher = tiltas_fetcher_new (NULL);
  TiltasFetchLimits limits = { 5, 1000, 2, 20, 20, 1 };

  tiltas_fetcher_set_limits (fetcher, &limits);
  return fetcher;
}

/* Makes a new fetcher for each call, so that only the files are carried over, as after the end of the process. */
static gboolean
download (Fixture *self, GError **error)
{
  g_autoptr (TiltasFetcher) fetcher = make_fetcher ();

  return tiltas_fetcher_download (
    fetcher, &(TiltasDownload){ .from = server_url (self->server), .to = self->part, .length = WHOLE }, error);
}

static gsize
part_length (Fixture *self)
{
  GStatBuf info;

  return g_stat (self->part, &info) == 0 ? (gsize) info.st_size : 0;
}

static void
expect_whole (Fixture *self)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (self->part, &bytes, &length, NULL));
  g_assert_cmpmem (bytes, length, self->bytes, WHOLE);
}

/* The connection is cut every 200 KB: one call fetches the whole file. */
static void
test_cut (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  download (self, &error);
  g_assert_no_error (error);
  expect_whole (self);
  g_assert_cmpuint (server_count (self->server), ==, WHOLE / CUT);
  g_assert_cmpuint (server_sent (self->server), <=, WHOLE + WHOLE / 10);
}

/* The same when the process ends at every cut. */
static void
test_cut_process (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  int calls = 0;

  for (; calls < 100; calls++)
    {
      g_autoptr (GError) error = NULL;
      if (download (self, &error))
        break;
      g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_SERVER);
    }
  g_assert_cmpint (calls, >, 5);
  expect_whole (self);
  g_assert_cmpuint (server_sent (self->server), <=, WHOLE + WHOLE / 10);
}

/* After the machine was switched off the last 64 KiB are fetched again. */
static void
test_reboot (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  gsize kept = (100 * KIB) - (100 * KIB) % (64 * KIB);

  g_file_set_contents (self->part, self->bytes, 100 * KIB, NULL);
  memset (self->bytes + kept, 'Z', 100 * KIB - kept); /* the disk holds other bytes there */
  g_file_set_contents (self->note, "\"v1\"\nanother boot\n", -1, NULL);
  download (self, &error);
  g_assert_no_error (error);
  expect_whole (self);
  g_assert_cmpuint (server_sent (self->server), <=, WHOLE - 100 * KIB + 64 * KIB);
}

/* An answer that does not fit the part is refused; the download begins anew at most once. */
static void
test_lies (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (download (self, &error));
  g_assert_cmpuint (server_count (self->server), <=, 6);
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_SERVER);
}

static void
test_ignores_range (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (download (self, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_NETWORK);
  g_assert_cmpuint (server_count (self->server), ==, 2); /* attempts without progress end */
}

/* Bytes that were fetched before a sign-in page came are not lost. */
static void
test_keeps (Fixture *self, gconstpointer code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (download (self, &error));
  g_assert_cmpuint (part_length (self), ==, CUT);
  g_assert_cmpint (error->code, ==,
                   g_str_equal (code, "page") ? TILTAS_SYNC_ERROR_CAPTIVE_PORTAL : TILTAS_SYNC_ERROR_LENGTH);
  self->mode = "cut";
  g_assert_true (download (self, NULL));
  expect_whole (self);
}

/* Answers to the request for a small file. */
static GBytes *
answer_small (const Request *request, gpointer data G_GNUC_UNUSED)
{
  const char *path = request->path;
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{";

  if (g_str_equal (path, "/endless"))
    *request->pace = (Pace){ 1, 0, TRUE };
  else if (g_str_equal (path, "/drip"))
    *request->pace = (Pace){ 1, 100, TRUE };
  if (g_str_equal (path, "/endless") || g_str_equal (path, "/drip"))
    return g_bytes_new_static (head, sizeof head - 1);
  if (g_str_equal (path, "/headers"))
    {
      static const char line[] = "HTTP/1.1 200 OK\r\nX: 89012345\r\n";
      *request->pace = (Pace){ 13, 0, TRUE };
      return g_bytes_new_static (line, sizeof line - 1);
    }
  if (g_str_equal (path, "/continue"))
    {
      static const char line[] = "HTTP/1.1 100 Continue\r\n\r\n";
      *request->pace = (Pace){ sizeof line - 1, 0, TRUE };
      return g_bytes_new_static (line, sizeof line - 1);
    }
  if (g_str_equal (path, "/no-http"))
    return g_bytes_new_static ("220 mail.example ESMTP\r\n", 24);
  if (g_str_equal (path, "/date"))
    return answer_text ("429 Too Many Requests",
                        "Date: Mon, 23 Nov 2026 03:00:00 GMT\r\nRetry-After: Mon, 23 Nov 2026 03:05:00 GMT\r\n", "");
  if (g_str_equal (path, "/absurd"))
    return answer_text ("503 Busy", "Retry-After: 99999999999999999999\r\n", "");
  if (g_str_equal (path, "/bomb")) /* the beginning of a gzip file: it must not be decoded */
    return answer_new ("200 OK", "Content-Encoding: gzip\r\n", "\x1f\x8b\x08\0\0\0\0\0", 8);
  return answer_text ("404 Not Found", "", "");
}

static int
fault_of (const char *base, const char *path, const char *proxy, gint64 *retry_after)
{
  g_autoptr (TiltasFetcher) fetcher = tiltas_fetcher_new (proxy);
  TiltasFetchLimits limits = { 5, 1000, 2, 20, 20, 1 };
  g_autofree char *url = g_strconcat (base, path, NULL);
  g_auto (TiltasReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  tiltas_fetcher_set_limits (fetcher, &limits);
  g_assert_false (tiltas_fetcher_get (fetcher, &(TiltasGet){ url, 64 * KIB, NULL, NULL }, &reply, &error));
  g_assert_true (error->domain == TILTAS_SYNC_ERROR);
  g_assert_true (tiltas_sync_error_is_transport (error) || error->code == TILTAS_SYNC_ERROR_LENGTH);
  g_assert_nonnull (tiltas_sync_sentence (tiltas_sync_error_word (error)));
  if (retry_after != NULL)
    *retry_after = tiltas_fetcher_retry_after (fetcher);
  return error->code;
}

static void
test_endless (void)
{
  g_autoptr (Server) server = server_new (answer_small, NULL);
  const char *url = server_url (server);

  g_assert_cmpint (fault_of (url, "/endless", NULL, NULL), ==, TILTAS_SYNC_ERROR_LENGTH);
  g_assert_cmpint (fault_of (url, "/drip", NULL, NULL), ==, TILTAS_SYNC_ERROR_SLOW);
  g_assert_cmpint (fault_of (url, "/headers", NULL, NULL), ==, TILTAS_SYNC_ERROR_SERVER);
  g_assert_cmpint (fault_of (url, "/continue", NULL, NULL), ==, TILTAS_SYNC_ERROR_SERVER);
  g_assert_cmpint (fault_of (url, "/no-http", NULL, NULL), ==, TILTAS_SYNC_ERROR_SERVER);
}

static void
test_whole_time (void)
{
  g_autoptr (Server) server = server_new (answer_small, NULL);
  g_autoptr (TiltasFetcher) fetcher = tiltas_fetcher_new (NULL);
  TiltasFetchLimits limits = { 5, 1, 60, 2, 2, 1 }; /* the server is slow, but faster than the low-speed limit */
  g_autofree char *url = g_strconcat (server_url (server), "/drip", NULL);
  g_auto (TiltasReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  tiltas_fetcher_set_limits (fetcher, &limits);
  g_assert_false (tiltas_fetcher_get (fetcher, &(TiltasGet){ url, 64 * KIB, NULL, NULL }, &reply, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_SLOW);
}

static void
test_retry_after (void)
{
  g_autoptr (Server) server = server_new (answer_small, NULL);
  gint64 wait;

  g_assert_cmpint (fault_of (server_url (server), "/date", NULL, &wait), ==, TILTAS_SYNC_ERROR_SERVER);
  g_assert_cmpint (wait, ==, 300);
  g_assert_cmpint (fault_of (server_url (server), "/absurd", NULL, &wait), ==, TILTAS_SYNC_ERROR_SERVER);
  g_assert_cmpint (wait, ==, 24 * 60 * 60);
}

static void
test_never_decoded (void)
{
  g_autoptr (Server) server = server_new (answer_small, NULL);
  g_autoptr (TiltasFetcher) fetcher = make_fetcher ();
  g_autofree char *url = g_strconcat (server_url (server), "/bomb", NULL);
  g_auto (TiltasReply) reply = { 0 };

  g_assert_true (tiltas_fetcher_get (fetcher, &(TiltasGet){ url, 64, NULL, NULL }, &reply, NULL));
  g_assert_cmpuint (g_bytes_get_size (reply.body), ==, 8);
}

static void
test_words (void)
{
  g_autoptr (Server) server = server_new (answer_small, NULL);

  g_assert_cmpint (fault_of ("http://127.0.0.1:1", "/", NULL, NULL), ==, TILTAS_SYNC_ERROR_UNREACHABLE);
  g_assert_cmpint (fault_of ("https://nowhere.invalid", "/", NULL, NULL), ==, TILTAS_SYNC_ERROR_DNS);
  g_assert_cmpint (fault_of ("https://updates.example", "/", "http://127.0.0.1:1", NULL), ==, TILTAS_SYNC_ERROR_PROXY);
  g_assert_cmpint (fault_of ("https://updates.example", "/", server_url (server), NULL), ==, TILTAS_SYNC_ERROR_PROXY);
}

#define ADD(name, mode, test) g_test_add ("/sync/hostile/" name, Fixture, mode, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("cut", "cut", test_cut);
  ADD ("cut-process", "cut-and-busy", test_cut_process);
  ADD ("reboot", "cut", test_reboot);
  ADD ("other-range", "other-range", test_lies);
  ADD ("other-total", "other-total", test_lies);
  ADD ("no-range", "no-range", test_lies);
  ADD ("unsatisfiable", "unsatisfiable", test_lies);
  ADD ("ignores-range", "ignores-range", test_ignores_range);
  ADD ("page", "page", test_keeps);
  ADD ("other-length", "other-length", test_keeps);
  g_test_add_func ("/sync/hostile/endless", test_endless);
  g_test_add_func ("/sync/hostile/whole-time", test_whole_time);
  g_test_add_func ("/sync/hostile/retry-after", test_retry_after);
  g_test_add_func ("/sync/hostile/never-decoded", test_never_decoded);
  g_test_add_func ("/sync/hostile/words", test_words);
  return g_test_run ();
}
