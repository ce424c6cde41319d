/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _Server
{
  int listener;
  int stop[2];
  char *url;
  Answer answer;
  gpointer data;
  GThread *thread;
  pthread_mutex_t lock;
  guint count;
  gsize sent;
};

char *
request_header (const Request *request, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (request->text, "\r\n", -1);
  gsize length = strlen (name);

  for (guint i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strdup (g_strstrip (lines[i] + length + 1));
  return NULL;
}

GBytes *
answer_new (const char *status, const char *headers, const void *body, gsize length)
{
  GByteArray *bytes = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf (
    "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n%s\r\n", status, length, headers);

  g_byte_array_append (bytes, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (bytes, body, (guint) length);
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
answer_text (const char *status, const char *headers, const char *body)
{
  return answer_new (status, headers, body, strlen (body));
}

GBytes *
answer_from_folder (const Request *request, gpointer data)
{
  g_autofree char *path = g_build_filename (data, request->path, NULL);
  g_autofree char *none_match = request_header (request, "If-None-Match");
  g_autofree char *range = request_header (request, "Range");
  g_autofree char *if_range = request_header (request, "If-Range");
  g_autofree char *body = NULL;
  gsize length, from = 0;

  if (!g_file_get_contents (path, &body, &length, NULL))
    return answer_text ("404 Not Found", "", "<html>not here</html>");
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_MD5, (const guchar *) body, length);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", hash);
  if (g_strcmp0 (none_match, etag) == 0)
    return answer_text ("304 Not Modified", "", "");
  g_autofree char *headers = g_strdup_printf ("ETag: %s\r\n", etag);
  if (range != NULL && (if_range == NULL || g_str_equal (if_range, etag)))
    from = g_ascii_strtoull (range + strlen ("bytes="), NULL, 10);
  if (from == 0)
    return answer_new ("200 OK", headers, body, length);
  if (from >= length)
    return answer_text ("416 Range Not Satisfiable", "", "");
  g_autofree char *more = g_strdup_printf ("%sContent-Range: bytes %zu-%zu/%zu\r\n", headers, from, length - 1, length);
  return answer_new ("206 Partial Content", more, body + from, length - from);
}

static gboolean
stopped (Server *self, int fd, int timeout)
{
  struct pollfd polls[2] = { { .fd = self->stop[0], .events = POLLIN }, { .fd = fd, .events = POLLIN } };

  while (poll (polls, fd >= 0 ? 2 : 1, timeout) < 0)
    ;
  return (polls[0].revents & POLLIN) != 0;
}

static void
count_sent (Server *self, gsize length)
{
  pthread_mutex_lock (&self->lock);
  self->sent += length;
  pthread_mutex_unlock (&self->lock);
}

static gboolean
send_piece (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      ssize_t sent = send (fd, data, length, MSG_NOSIGNAL);
      if (sent <= 0)
        return FALSE;
      data += sent;
      length -= (gsize) sent;
    }
  return TRUE;
}

static void
send_all (Server *self, int fd, GBytes *bytes, const Pace *pace)
{
  gsize length, at = 0, piece;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *body = g_strstr_len (data, (gssize) length, "\r\n\r\n");
  gboolean goes_on = TRUE;

  count_sent (self, body != NULL ? length - (gsize) (body + 4 - data) : 0);
  piece = pace->piece > 0 ? pace->piece : length;
  for (; at < length && goes_on; at += piece)
    goes_on = send_piece (fd, data + at, MIN (piece, length - at)) && !stopped (self, -1, (int) pace->wait_ms);
  while (pace->endless && goes_on)
    goes_on = send_piece (fd, data + length - piece, piece) && !stopped (self, -1, (int) pace->wait_ms);
  shutdown (fd, SHUT_WR);
}

static void
serve (Server *self, int fd)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char piece[1024];

  while (strstr (text->str, "\r\n\r\n") == NULL && !stopped (self, fd, -1))
    {
      ssize_t got = recv (fd, piece, sizeof piece, 0);
      if (got <= 0)
        return;
      g_string_append_len (text, piece, got);
    }
  g_auto (GStrv) words = g_strsplit (text->str, " ", 3);
  if (g_strv_length (words) < 3)
    return;
  pthread_mutex_lock (&self->lock);
  Pace pace = { 0 };
  Request request = { .path = words[1], .text = text->str, .number = self->count++, .pace = &pace };
  pthread_mutex_unlock (&self->lock);
  g_autoptr (GBytes) answer = self->answer (&request, self->data);
  if (answer != NULL)
    send_all (self, fd, answer, &pace);
  else
    stopped (self, -1, -1);
}

static gpointer
serve_main (gpointer data)
{
  Server *self = data;

  while (!stopped (self, self->listener, -1))
    {
      int fd = accept (self->listener, NULL, NULL);
      if (fd < 0)
        continue;
      serve (self, fd);
      close (fd);
    }
  return NULL;
}

Server *
server_new (Answer answer, gpointer data)
{
  Server *self = g_new0 (Server, 1);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;

  self->answer = answer;
  self->data = data;
  pthread_mutex_init (&self->lock, NULL);
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (self->listener, 16), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &address, &length), ==, 0);
  g_assert_cmpint (pipe (self->stop), ==, 0);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", ntohs (address.sin_port));
  self->thread = g_thread_new ("server", serve_main, self);
  return self;
}

void
server_free (Server *self)
{
  g_assert_cmpint (write (self->stop[1], "", 1), ==, 1);
  g_thread_join (self->thread);
  close (self->listener);
  close (self->stop[0]);
  close (self->stop[1]);
  pthread_mutex_destroy (&self->lock);
  g_free (self->url);
  g_free (self);
}

const char *
server_url (Server *self)
{
  return self->url;
}

guint
server_count (Server *self)
{
  pthread_mutex_lock (&self->lock);
  guint count = self->count;
  pthread_mutex_unlock (&self->lock);
  return count;
}

gsize
server_sent (Server *self)
{
  pthread_mutex_lock (&self->lock);
  gsize sent = self->sent;
  pthread_mutex_unlock (&self->lock);
  return sent;
}
