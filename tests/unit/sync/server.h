/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A web server for tests: one thread, one request a connection, on a free port of 127.0.0.1. */
typedef struct _Server Server;

/* How an answer is sent: in pieces, with a pause after each. endless: the last piece is sent again and again. */
typedef struct
{
  gsize piece;
  guint wait_ms;
  gboolean endless;
} Pace;

typedef struct
{
  char *path;
  char *text;   /* the whole request head */
  guint number; /* 0 for the first */
  Pace *pace;   /* the answer may set it; a piece of 0: everything at once */
} Request;

/* Returns the raw answer, head and body; NULL: say nothing and keep the connection until the server stops. Runs on the
 * server's thread. Transfer full. */
typedef GBytes *(*Answer) (const Request *request, gpointer data);

Server *server_new (Answer answer, gpointer data);
void server_free (Server *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)

/* "http://127.0.0.1:PORT" */
const char *server_url (Server *self);
guint server_count (Server *self);
/* Body bytes sent so far. */
gsize server_sent (Server *self);

/* Value of a header, or NULL. Transfer full. */
char *request_header (const Request *request, const char *name);
/* An answer with this status line ("200 OK"), extra headers (each ended by \r\n) and body. */
GBytes *answer_new (const char *status, const char *headers, const void *body, gsize length);
GBytes *answer_text (const char *status, const char *headers, const char *body);

/* Serves files below the folder data (a char *) with ETag, If-None-Match, Range and If-Range. */
GBytes *answer_from_folder (const Request *request, gpointer data);
