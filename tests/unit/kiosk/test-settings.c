/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/config-file.h"
#include "kiosk/settings.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("tiltas-settings-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, TILTAS_SETTINGS_FILE, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
set (Fixture *fixture, const char *group, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  tiltas_settings_set (fixture->folder, group, key, value, &error);
  g_assert_no_error (error);
}

/* What staff set lies over the configuration, and can be taken back. */
static void
test_over_configuration (Fixture *fixture, gconstpointer data)
{
  g_autofree char *conf = g_build_filename (fixture->folder, "tiltas.conf", NULL);

  g_assert_true (
    g_file_set_contents (conf, "[branch]\nlanguage=uk\nlanguages=uk;lt\n[session]\nidle_seconds=60\n", -1, NULL));
  set (fixture, "session", "idle_seconds", "120");
  set (fixture, "branch", "languages", "lt;ar");
  g_autoptr (TiltasConfig) config = tiltas_config_load_with_settings (conf, fixture->folder);
  g_assert_cmpuint (config->faults->len, ==, 0);
  g_assert_cmpint (config->idle_seconds, ==, 120);
  g_assert_cmpstr (config->languages[1], ==, "ar");
  g_assert_cmpstr (config->language, ==, "uk");

  set (fixture, "session", "idle_seconds", NULL);
  g_autoptr (TiltasConfig) back = tiltas_config_load_with_settings (conf, fixture->folder);
  g_assert_cmpint (back->idle_seconds, ==, 60);
  g_assert_cmpstr (back->languages[0], ==, "lt");
  g_unlink (conf);
}

/* A name that nobody publishes under is kept; an empty list is a choice too, over what the technician wrote. */
static void
test_hidden_publishers (Fixture *fixture, gconstpointer data)
{
  g_autofree char *conf = g_build_filename (fixture->folder, "tiltas.conf", NULL);

  g_assert_true (g_file_set_contents (conf, "[content]\nhidden_publishers=amb\n", -1, NULL));
  g_autoptr (TiltasConfig) before = tiltas_config_load_with_settings (conf, fixture->folder);
  g_assert_cmpstr (before->hidden_publishers[0], ==, "amb");
  set (fixture, "branch", "language", "lt");
  set (fixture, "session", "sound", "false");
  set (fixture, "content", "hidden_publishers", "svencionys;nobody-of-that-name");
  g_autoptr (TiltasConfig) config = tiltas_config_load_with_settings (conf, fixture->folder);
  g_assert_cmpuint (config->faults->len, ==, 0);
  g_assert_cmpstrv (config->hidden_publishers, ((const char *const[]){ "svencionys", "nobody-of-that-name", NULL }));
  set (fixture, "content", "hidden_publishers", "");
  g_autoptr (TiltasConfig) none = tiltas_config_load_with_settings (conf, fixture->folder);
  g_assert_cmpuint (none->faults->len, ==, 0);
  g_assert_cmpuint (g_strv_length (none->hidden_publishers), ==, 0);
  g_assert_false (none->sound);
  g_unlink (conf);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const BAD[][3] = {
    { "session", "idle_seconds", "5" },  { "session", "idle_seconds", "x" },
    { "branch", "languages", "" },       { "branch", "language", "Lt!" },
    { "branch", "branch", "a/b/c" },     { "session", "sound", "yes" },
    { "branch", "languages", "lt\nuk" }, { "content", "hidden_publishers", "amb;../lnb" }
  };

  set (fixture, "session", "sound", "false");
  for (gsize i = 0; i < G_N_ELEMENTS (BAD); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (tiltas_settings_set (fixture->folder, BAD[i][0], BAD[i][1], BAD[i][2], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "sound=false"));
  g_assert_null (strstr (text, "idle_seconds"));
}

/* What could take the terminal away from those who look after it cannot be set on it, also not by writing the file. */
static void
test_forbidden_keys (Fixture *fixture, gconstpointer data)
{
  g_assert_false (tiltas_settings_is_key ("updates", "repositories"));
  g_assert_false (tiltas_settings_is_key ("paths", "state_dir"));
  g_assert_true (g_file_set_contents (fixture->path, "[updates]\nrepositories=https://evil.example/\n", -1, NULL));
  g_autoptr (TiltasConfig) config = tiltas_config_load_with_settings ("/nonexistent", fixture->folder);
  g_assert_cmpuint (g_strv_length (config->repositories), ==, 0);
}

static void
test_damaged_and_unwritable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *missing = g_build_filename (fixture->folder, "not-there", NULL);

  g_assert_true (g_file_set_contents (fixture->path, "\x01\x02nonsense[[[", -1, NULL));
  set (fixture, "branch", "language", "ar");
  g_autoptr (TiltasConfig) config = tiltas_config_load_with_settings ("/dev/null", fixture->folder);
  g_assert_cmpstr (config->language, ==, "ar");
  g_assert_false (tiltas_settings_set (missing, "branch", "language", "ar", &error));
  g_assert_nonnull (error);
}

/* A line that is not understood costs that line, not what else staff have set. */
static void
test_bad_line (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (
    fixture->path, "sound=true\n[branch]\nlanguage=ar\nnonsense\n$=7\n[\x01]\n[session]\nidle_seconds=120\n", -1,
    NULL));
  set (fixture, "session", "sound", "false");
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "language=ar\n"));
  g_assert_nonnull (strstr (text, "idle_seconds=120\n"));
  g_assert_nonnull (strstr (text, "sound=false\n"));
  g_assert_null (strstr (text, "nonsense"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/settings/over-configuration", Fixture, NULL, set_up, test_over_configuration, tear_down);
  g_test_add ("/settings/hidden-publishers", Fixture, NULL, set_up, test_hidden_publishers, tear_down);
  g_test_add ("/settings/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/settings/forbidden-keys", Fixture, NULL, set_up, test_forbidden_keys, tear_down);
  g_test_add ("/settings/damaged-and-unwritable", Fixture, NULL, set_up, test_damaged_and_unwritable, tear_down);
  g_test_add ("/settings/bad-line", Fixture, NULL, set_up, test_bad_line, tear_down);
  return g_test_run ();
}
