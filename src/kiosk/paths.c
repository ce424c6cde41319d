/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/paths.h"

/* The path of `name` in the build folder, or NULL when the program does not run from a build folder. */
static char *
beside_program (const char *name)
{
  g_autofree char *exe = g_file_read_link ("/proc/self/exe", NULL);
  if (exe == NULL)
    return NULL;
  g_autofree char *dir = g_path_get_dirname (exe);
  for (int up = 0; up < 4; up++)
    {
      g_autofree char *candidate = g_build_filename (dir, name, NULL);
      g_autofree char *marker = g_build_filename (dir, "meson-info", NULL);
      if (g_file_test (marker, G_FILE_TEST_IS_DIR) && g_file_test (candidate, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&candidate);
      char *parent = g_path_get_dirname (dir);
      g_free (dir);
      dir = parent;
    }
  return NULL;
}

char *
tiltas_path_catalogues (void)
{
  char *path = beside_program ("po");
  return path != NULL ? path : g_strdup (TILTAS_LOCALEDIR);
}

char *
tiltas_path_locales (void)
{
  char *path = beside_program ("data/locale");
  return path != NULL ? path : g_build_filename (TILTAS_PKGLIBDIR, "locale", NULL);
}

char *
tiltas_path_bundled (void)
{
  char *path = beside_program ("content/bundled.db");
  return path != NULL ? path : g_build_filename (TILTAS_PKGDATADIR, "bundled.db", NULL);
}
