/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/events.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder, *path;
  TiltasClock *clock;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("tiltas-events-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, TILTAS_EVENTS_FILE, NULL);
  fixture->clock = tiltas_clock_new_fixed (1795000000);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  tiltas_clock_unref (fixture->clock);
}

static const TiltasEvent *
nth (TiltasEvents *events, guint n)
{
  g_assert_cmpuint (tiltas_events_list (events)->len, >, n);
  return g_ptr_array_index (tiltas_events_list (events), n);
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  TiltasEvents *events = tiltas_events_new (fixture->folder, fixture->clock);

  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* as at the very first start */
  g_assert_cmpuint (tiltas_events_list (events)->len, ==, 0);
  tiltas_events_add (events, TILTAS_EVENT_START, NULL);
  tiltas_clock_advance (fixture->clock, 60 * (gint64) G_USEC_PER_SEC);
  tiltas_events_add (events, TILTAS_EVENT_CONFIG_FAULT, "a.conf:3: no such\nkey");
  tiltas_events_free (events);

  g_autoptr (TiltasEvents) again = tiltas_events_new (fixture->folder, fixture->clock);
  g_assert_cmpuint (tiltas_events_list (again)->len, ==, 2);
  g_assert_cmpint (nth (again, 0)->kind, ==, TILTAS_EVENT_CONFIG_FAULT);
  g_assert_cmpstr (nth (again, 0)->detail, ==, "a.conf:3: no such key");
  g_assert_cmpint (nth (again, 0)->time, ==, 1795000060);
  g_assert_cmpint (nth (again, 1)->kind, ==, TILTAS_EVENT_START);
  g_assert_cmpstr (nth (again, 1)->detail, ==, "");
}

/* A fault that comes back every hour pushes nothing out; the oldest of many events do fall out. */
static void
test_bounded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TiltasEvents) events = tiltas_events_new (fixture->folder, fixture->clock);

  for (guint i = 0; i < 3 * TILTAS_EVENTS_KEPT; i++)
    {
      tiltas_clock_advance (fixture->clock, G_USEC_PER_SEC);
      tiltas_events_add (events, TILTAS_EVENT_UPDATE, "network");
    }
  g_assert_cmpuint (tiltas_events_list (events)->len, ==, 1);
  g_assert_cmpint (nth (events, 0)->time, ==, 1795000000 + 3 * TILTAS_EVENTS_KEPT);
  g_assert_cmpuint (nth (events, 0)->times, ==, 3 * TILTAS_EVENTS_KEPT);
  for (guint i = 0; i < 2 * TILTAS_EVENTS_KEPT; i++)
    {
      g_autofree char *detail = g_strdup_printf ("lnb %u", i);
      tiltas_events_add (events, TILTAS_EVENT_EDITION, detail);
    }
  g_assert_cmpuint (tiltas_events_list (events)->len, ==, TILTAS_EVENTS_KEPT);
  g_assert_cmpstr (nth (events, 0)->detail, ==, "lnb 399");
}

/* A program that is started over and over shows: the count goes on over restarts. */
static void
test_counted (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (TiltasEvents) events = tiltas_events_new (fixture->folder, fixture->clock);
      g_autofree char *text = NULL;

      tiltas_events_add (events, TILTAS_EVENT_START, NULL);
      text = tiltas_events_to_text (events);
      g_assert_cmpuint (tiltas_events_list (events)->len, ==, 1);
      g_assert_cmpuint (nth (events, 0)->times, ==, i + 1);
      if (i == 11)
        g_assert_cmpstr (text, ==, "1795000000 start*12\n");
    }
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  static const char TEXT[] = "1795000000 start\nnonsense\n1795000000 start*0\n1795000000 start*x\n-5 start\n1795000001 "
                             "unknown-word x\n\n1795000002 edition "
                             "lnb 4\n\xff\xfe";

  g_assert_true (g_file_set_contents (fixture->path, TEXT, sizeof TEXT - 1, NULL));
  g_autoptr (TiltasEvents) events = tiltas_events_new (fixture->folder, fixture->clock);
  g_assert_cmpuint (tiltas_events_list (events)->len, ==, 2);
  g_assert_cmpstr (nth (events, 0)->detail, ==, "lnb 4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/events/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/events/bounded", Fixture, NULL, set_up, test_bounded, tear_down);
  g_test_add ("/events/counted", Fixture, NULL, set_up, test_counted, tear_down);
  g_test_add ("/events/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  return g_test_run ();
}
