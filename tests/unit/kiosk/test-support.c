/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/support.h"

#include "kiosk/config-file.h"
#include "kiosk/staff-lock.h"

#include <glib/gstdio.h>
#include <string.h>

#define HOME \
  "/home"    \
  "/"

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

/* A terminal on which everything that could carry a person along does. */
static void
test_free_of_persons (void)
{
  static const char *const NEVER[] = { "anna",     "secret", "10.20.30.40", "fe80::1", "2001:db8:0:0:0:0:0:17",
                                       "@library", "$s1$",   "kur gauti",   "18,visit" };
  static const char *const WANTED[] = {
    "Tiltas support file", "updates.example", "proxy.example:3128", "[address]",
    "status.json",         "staff-pin",       "edition lnb 4",      HOME "…/tiltas"
  };
  static const char STATUS[] =
    "{\"error\":{\"detail\":\"connect to 10.20.30.40 port 443, [fe80::1] or 2001:db8:0:0:0:0:0:17: "
    "ask anna@library.example; /media/anna/STICK\"}}";
  g_autofree char *folder = g_dir_make_tmp ("tiltas-support-XXXXXX", NULL);
  g_autofree char *conf = g_build_filename (folder, "tiltas.conf", NULL);
  g_autoptr (TiltasClock) clock = tiltas_clock_new_fixed (1795000000);
  g_autofree char *hash = NULL, *pin_path = g_build_filename (folder, "staff-pin", NULL);

  write_file (folder, "tiltas.conf",
              "[updates]\nrepositories=https://updates.example/tiltas\nproxy=http://anna:secret@proxy.example:3128\n"
              "interval=http://anna:secret@x\nroot=" HOME "anna/tiltas/root.json\n");
  {
    g_autoptr (TiltasStaffLock) lock = tiltas_staff_lock_new (folder, clock);
    g_assert_true (tiltas_staff_lock_set_pin (lock, "482916", NULL));
  }
  g_assert_true (g_file_get_contents (pin_path, &hash, NULL, NULL));
  write_file (folder, "usage.csv", "day,kind,id,count\n2026-11-18,visit,-,5\n");
  write_file (folder, "events.log",
              "1795000000 edition lnb 4\n1795000100 config-fault " HOME "anna/x.conf:3: no key\n");

  g_autoptr (TiltasConfig) config = tiltas_config_load_with_settings (conf, folder);
  g_autofree char *text = tiltas_support_bundle (config, clock, STATUS);
  for (gsize i = 0; i < G_N_ELEMENTS (NEVER); i++)
    if (strstr (text, NEVER[i]) != NULL)
      g_error ("“%s” is in the support file:\n%s", NEVER[i], text);
  for (gsize i = 0; i < G_N_ELEMENTS (WANTED); i++)
    if (strstr (text, WANTED[i]) == NULL)
      g_error ("“%s” is not in the support file:\n%s", WANTED[i], text);
  g_assert_null (strstr (text, g_strstrip (hash)));
  remove_all (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/support/free-of-persons", test_free_of_persons);
  return g_test_run ();
}
