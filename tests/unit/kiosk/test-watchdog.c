/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/watchdog.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>

/* What a service manager hears. */
typedef struct
{
  char *folder, *path;
  GSocket *socket;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tiltas-notify-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "notify", NULL);
  address = g_unix_socket_address_new (fixture->path);
  fixture->socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (fixture->socket, address, FALSE, &error));
  g_socket_set_timeout (fixture->socket, 30);
  g_setenv ("NOTIFY_SOCKET", fixture->path, TRUE);
  g_setenv ("WATCHDOG_USEC", "3000000", TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unsetenv ("NOTIFY_SOCKET");
  g_unsetenv ("WATCHDOG_USEC");
  g_object_unref (fixture->socket);
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* The next message, or NULL when there is none now. */
static char *
heard (Fixture *fixture)
{
  char text[256];
  gssize length = g_socket_receive_with_blocking (fixture->socket, text, sizeof text, FALSE, NULL, NULL);

  return length < 0 ? NULL : g_strndup (text, (gsize) length);
}

/* Turns the main loop until something is said. */
static char *
turn_until_heard (Fixture *fixture)
{
  char *said;

  while ((said = heard (fixture)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return said;
}

static void
test_ready_and_fed (Fixture *fixture, gconstpointer data)
{
  TiltasWatchdog *watchdog = tiltas_watchdog_new ();
  g_autofree char *early = heard (fixture);
  g_autofree char *ready = turn_until_heard (fixture);
  g_autofree char *fed = turn_until_heard (fixture);

  g_assert_null (early);
  g_assert_cmpstr (ready, ==, "READY=1\nWATCHDOG=1");
  g_assert_cmpstr (fed, ==, "WATCHDOG=1");
  tiltas_watchdog_free (watchdog);
  g_autofree char *stopping = heard (fixture);
  g_assert_cmpstr (stopping, ==, "STOPPING=1");
}

/* Nothing but the main loop feeds it: while that stands still nothing is said, whatever other threads do. */
static void
test_hanging_loop_starves (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TiltasWatchdog) watchdog = tiltas_watchdog_new ();
  g_autofree char *ready = turn_until_heard (fixture);

  g_assert_nonnull (watchdog);
  g_assert_nonnull (ready);
  g_usleep (2500 * 1000);
  g_autofree char *meanwhile = heard (fixture);
  g_assert_null (meanwhile);
  g_autofree char *fed = turn_until_heard (fixture);
  g_assert_cmpstr (fed, ==, "WATCHDOG=1");
}

static void
test_without_manager (Fixture *fixture, gconstpointer data)
{
  static const char *const NAMES[] = { "", "@", "/", "relative" };

  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_setenv ("NOTIFY_SOCKET", NAMES[i], TRUE);
      g_autoptr (TiltasWatchdog) watchdog = tiltas_watchdog_new ();
      g_assert_nonnull (watchdog);
    }
  g_unsetenv ("NOTIFY_SOCKET");
  g_autoptr (TiltasWatchdog) watchdog = tiltas_watchdog_new ();
  g_autofree char *said = heard (fixture);
  g_assert_nonnull (watchdog);
  g_assert_null (said);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/watchdog/ready-and-fed", Fixture, NULL, set_up, test_ready_and_fed, tear_down);
  g_test_add ("/watchdog/hanging-loop-starves", Fixture, NULL, set_up, test_hanging_loop_starves, tear_down);
  g_test_add ("/watchdog/without-manager", Fixture, NULL, set_up, test_without_manager, tear_down);
  return g_test_run ();
}
