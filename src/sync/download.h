/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What one file transfer is asked to do: one request for fetcher, source, mirrors and all that lies above them. Who
 * makes a request owns everything that it points to and keeps it until the call returns. */

/* Called now and then while a file is fetched, on the thread that fetches it; must not block. done and total: bytes of
 * that file. */
typedef void (*TiltasProgress) (guint64 done, guint64 total, gpointer data);

/* A small file that is fetched into memory. */
typedef struct
{
  const char *from; /* for a fetcher the URL; for a source the path below the top of the repository (sync/source.h) */
  gsize max_length; /* bytes; a longer file is refused */
  const char *etag; /* the validator of what the caller has (If-None-Match), or NULL */
  GCancellable *cancellable; /* or NULL */
} TiltasGet;

/* A file that is fetched to the disk. */
typedef struct
{
  const char *from;   /* as above */
  const char *to;     /* path of the part (sync/part.h), which an earlier call may have begun */
  guint64 length;     /* bytes: the signed, exact length */
  const char *sha256; /* the signed hashes in hex. A fetcher and a source do not check them; who calls them does. */
  const char *sha512; /* or NULL */
  TiltasProgress progress;   /* or NULL */
  gpointer data;             /* for progress */
  GCancellable *cancellable; /* or NULL */
} TiltasDownload;

/* How long a fetcher waits for a server. */
typedef struct
{
  long connect_seconds;    /* until a connection stands */
  long slow_bytes;         /* a connection that brings fewer bytes a second than these … */
  long slow_seconds;       /* … for so long is taken for dead */
  long small_seconds;      /* a whole small file */
  long large_seconds;      /* a whole download, with all its attempts */
  long again_milliseconds; /* upper limit of the random pause before a download that was cut goes on */
} TiltasFetchLimits;
#define TILTAS_FETCH_LIMITS ((TiltasFetchLimits){ 20, 100, 30, 60, 3600, 2000 })

G_END_DECLS
