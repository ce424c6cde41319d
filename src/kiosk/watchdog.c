/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/watchdog.h"

#include <systemd/sd-daemon.h>

struct _TiltasWatchdog
{
  guint ready_source, feed_source;
  guint seconds; /* between two messages WATCHDOG=1; 0: none are wanted */
};

static void
notify (const char *state)
{
  int result = sd_notify (FALSE, state);

  if (result < 0)
    g_debug ("%s: %s", state, g_strerror (-result));
}

static gboolean
on_feed (gpointer data)
{
  notify ("WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}

static gboolean
on_ready (gpointer data)
{
  TiltasWatchdog *self = data;

  self->ready_source = 0;
  notify ("READY=1\nWATCHDOG=1");
  if (self->seconds > 0)
    self->feed_source = g_timeout_add_seconds (self->seconds, on_feed, NULL);
  return G_SOURCE_REMOVE;
}

TiltasWatchdog *
tiltas_watchdog_new (void)
{
  TiltasWatchdog *self = g_new0 (TiltasWatchdog, 1);
  const char *limit = g_getenv ("WATCHDOG_USEC");
  guint64 usec = 0;

  if (g_getenv ("NOTIFY_SOCKET") == NULL)
    return self;
  /* Not sd_watchdog_enabled(): it asks whether WATCHDOG_PID is this process. */
  if (limit != NULL && g_ascii_string_to_unsigned (limit, 10, 1, G_MAXINT64, &usec, NULL))
    self->seconds = (guint) CLAMP (usec / G_USEC_PER_SEC / 3, 1, 3600);
  self->ready_source = g_idle_add_full (G_PRIORITY_LOW, on_ready, self, NULL);
  return self;
}

void
tiltas_watchdog_free (TiltasWatchdog *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->ready_source, g_source_remove);
  g_clear_handle_id (&self->feed_source, g_source_remove);
  notify ("STOPPING=1");
  g_free (self);
}
