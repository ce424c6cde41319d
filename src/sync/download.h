/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Types that everything that fetches files shares. */

/* Called now and then while a file is fetched, on the thread that fetches it. done and total: bytes of that file. */
typedef void (*TiltasProgress) (guint64 done, guint64 total, gpointer data);
/* The same over a whole run. publisher: whose edition is being fetched; done and total: bytes of all editions. */
typedef void (*TiltasRunProgress) (const char *publisher, guint64 done, guint64 total, gpointer data);

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
