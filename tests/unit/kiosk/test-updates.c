/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/updates.h"
#include "kiosk/config-file.h"

#include <glib/gstdio.h>

static const char TEXT[] = "[branch]\nlanguages=uk;lt\n"
                           "[updates]\nrepositories=https://a.example/;https://b.example/\n"
                           "mirrors=http://mirror.example/\nproxy=http://proxy.example:3128\ninterval=120\n"
                           "root=/etc/other/root.json\n[paths]\nstate_dir=/var/lib/other\n";

/* Every value that sync needs comes over, as a copy that outlives the kiosk's configuration. */
static void
test_copy (void)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("tiltas-XXXXXX.conf", &path, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, TEXT, -1, NULL));

  TiltasConfig *config = tiltas_config_load (path);
  g_assert_cmpuint (config->faults->len, ==, 0);
  g_autoptr (TiltasSyncConfig) sync = tiltas_updates_config (config);
  tiltas_config_free (config);
  g_unlink (path);
  g_assert_cmpstr (sync->state_dir, ==, "/var/lib/other");
  g_assert_cmpstr (sync->root_path, ==, "/etc/other/root.json");
  g_assert_cmpstrv (sync->repositories, ((const char *const[]){ "https://a.example/", "https://b.example/", NULL }));
  g_assert_cmpstrv (sync->mirrors, ((const char *const[]){ "http://mirror.example/", NULL }));
  g_assert_cmpstrv (sync->languages, ((const char *const[]){ "uk", "lt", NULL }));
  g_assert_cmpstr (sync->proxy, ==, "http://proxy.example:3128");
  g_assert_cmpint (sync->interval, ==, 120);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/updates/copy", test_copy);
  return g_test_run ();
}
