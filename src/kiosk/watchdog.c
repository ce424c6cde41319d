/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/watchdog.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <string.h>

struct _TiltasWatchdog
{
  GSocket *socket; /* NULL: nobody listens */
  GSocketAddress *address;
  guint ready_source, feed_source;
  guint seconds; /* between two feeds, 0 never */
};

static void
say (TiltasWatchdog *self, const char *state)
{
  g_autoptr (GError) error = NULL;

  if (g_socket_send_to (self->socket, self->address, state, strlen (state), NULL, &error) < 0)
    g_debug ("%s: %s", state, error->message);
}

static gboolean
on_feed (gpointer data)
{
  say (data, "WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}

static gboolean
on_ready (gpointer data)
{
  TiltasWatchdog *self = data;

  self->ready_source = 0;
  say (self, "READY=1\nWATCHDOG=1");
  if (self->seconds > 0)
    self->feed_source = g_timeout_add_seconds (self->seconds, on_feed, self);
  return G_SOURCE_REMOVE;
}

/* A path, or the name of an abstract socket after "@". */
static GSocketAddress *
address_of (const char *name)
{
  if (name == NULL || (name[0] != '/' && name[0] != '@') || name[1] == '\0')
    return NULL;
  if (name[0] == '/')
    return g_unix_socket_address_new (name);
  return g_unix_socket_address_new_with_type (name + 1, (int) strlen (name) - 1, G_UNIX_SOCKET_ADDRESS_ABSTRACT);
}

TiltasWatchdog *
tiltas_watchdog_new (void)
{
  TiltasWatchdog *self = g_new0 (TiltasWatchdog, 1);
  const char *limit = g_getenv ("WATCHDOG_USEC");
  guint64 usec = 0;

  self->address = address_of (g_getenv ("NOTIFY_SOCKET"));
  if (self->address == NULL)
    return self;
  self->socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  if (self->socket == NULL)
    return self;
  /* A full queue must not stop the main loop. */
  g_socket_set_blocking (self->socket, FALSE);
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
  if (self->socket != NULL)
    say (self, "STOPPING=1");
  g_clear_object (&self->socket);
  g_clear_object (&self->address);
  g_free (self);
}
