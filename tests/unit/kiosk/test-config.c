/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/config-file.h"
#include "kiosk/settings.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  int fd = g_file_open_tmp ("tiltas-XXXXXX.conf", &fixture->path, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_free (fixture->path);
}

static TiltasConfig *
load (Fixture *fixture, const char *text)
{
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  return tiltas_config_load (fixture->path);
}

static void
assert_fault (const TiltasConfig *config, guint index, const char *part)
{
  g_assert_cmpuint (config->faults->len, >, index);
  const char *fault = g_ptr_array_index (config->faults, index);
  if (strstr (fault, part) == NULL)
    g_error ("“%s” does not hold “%s”", fault, part);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TiltasConfig) config =
    load (fixture, "# a comment\n[branch]\nbranch=svencionys/lib-sv\nlanguage=uk\n"
                   "languages=uk; lt;ar ;uk\n\n[content]\nshow_unverified=true\n"
                   "[updates]\nrepositories=https://a.example/tiltas/;http://127.0.0.1:80/\n"
                   "mirrors=http://mirror.example/tiltas\n"
                   "interval=60\n[session]\nidle_seconds=30\n");
  g_assert_cmpuint (config->faults->len, ==, 0);
  g_assert_cmpstr (config->branch, ==, "svencionys/lib-sv");
  g_assert_cmpstr (config->language, ==, "uk");
  g_assert_cmpuint (g_strv_length (config->languages), ==, 3);
  g_assert_cmpstr (config->languages[2], ==, "ar");
  g_assert_true (config->show_unverified);
  g_assert_cmpuint (g_strv_length (config->repositories), ==, 2);
  g_assert_cmpstr (config->mirrors[0], ==, "http://mirror.example/tiltas");
  g_assert_cmpint (config->interval, ==, 60);
  g_assert_cmpint (config->idle_seconds, ==, 30);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TiltasConfig) config = load (
    fixture, "[branch]\nlanguage=Lithuanian!\nlangauges=lt\nnonsense\n[session]\nidle_seconds=5\n"
             "[updates]\nrepositories=http://elsewhere.example/\n[nothing]\nkey=1\n[content]\nshow_unverified=yes\n"
             "[paths]\nstate_dir=relative\n");
  assert_fault (config, 0, ".conf:2: language: “Lithuanian!”");
  assert_fault (config, 1, ".conf:3: langauges: unknown key");
  assert_fault (config, 2, ".conf:4: “nonsense”");
  assert_fault (config, 3, ".conf:6: idle_seconds: “5”");
  assert_fault (config, 4, ".conf:8: repositories: “http://elsewhere.example/”");
  assert_fault (config, 5, ".conf:9: unknown section [nothing]");
  assert_fault (config, 6, ".conf:12: show_unverified");
  assert_fault (config, 7, ".conf:14: state_dir");
  g_assert_cmpuint (config->faults->len, ==, 8);

  g_assert_cmpstr (config->language, ==, "lt");
  g_assert_cmpint (config->idle_seconds, ==, 90);
  g_assert_cmpstr (config->repositories[0], ==, "http://elsewhere.example/"); /* the update refuses it by name */
  g_assert_false (config->show_unverified);
  g_assert_true (g_path_is_absolute (config->state_dir));
}

/* One wrong address does not lose the others, and no password goes further than the file. */
static void
test_addresses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TiltasConfig) config =
    load (fixture, "[updates]\nrepositories=ftp://a.example/;https://b.example/;https://me:secret@c.example/x@y\n");

  assert_fault (config, 0, ".conf:2: repositories: “ftp://a.example/” is no https address");
  g_assert_cmpuint (config->faults->len, ==, 1);
  g_assert_true (g_str_has_suffix (g_ptr_array_index (config->faults, 0), "; this address is not used"));
  g_assert_cmpuint (g_strv_length (config->repositories), ==, 3);
  g_assert_cmpstr (config->repositories[1], ==, "https://b.example/");
  g_assert_cmpstr (config->repositories[2], ==, "https://***@c.example/x@y");

  g_autoptr (TiltasConfig) other = load (fixture, "[updates]\nrepositories=https://me:secret@c.example/\n");
  g_assert_null (strstr (g_ptr_array_index (other->faults, 0), "secret"));
}

static void
test_screen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TiltasConfig) config = load (fixture, "[screen]\nwidth_mm=531\n");
  g_autoptr (TiltasConfig) unset = load (fixture, "[screen]\n");
  g_autoptr (TiltasConfig) inches = load (fixture, "[screen]\nwidth_mm=24\n");

  g_assert_cmpint (config->width_mm, ==, 531);
  g_assert_cmpuint (config->faults->len, ==, 0);
  g_assert_cmpint (unset->width_mm, ==, 0);
  g_assert_cmpint (inches->width_mm, ==, 0);
  assert_fault (inches, 0, ".conf:2: width_mm: “24” is no whole number from 100 to 5000");
}

static void
test_ladders (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TiltasConfig) config = load (fixture, "[languages]\nuk=ru;en\n");
  const char *const *ladder = tiltas_config_ladder (config, "uk");
  g_assert_cmpstr (ladder[0], ==, "uk");
  g_assert_cmpstr (ladder[1], ==, "ru");
  g_assert_cmpstr (ladder[2], ==, "en");
  g_assert_cmpstr (ladder[3], ==, "lt");
  g_assert_null (ladder[4]);

  ladder = tiltas_config_ladder (config, "ar");
  g_assert_cmpstr (ladder[0], ==, "ar");
  g_assert_cmpstr (ladder[1], ==, "en");
  g_assert_cmpstr (ladder[2], ==, "lt");

  ladder = tiltas_config_ladder (config, "lt");
  g_assert_cmpstr (ladder[0], ==, "lt");
  g_assert_cmpstr (ladder[1], ==, "en");
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TiltasConfig) missing = tiltas_config_load ("/nonexistent/tiltas.conf");
  assert_fault (missing, 0, "defaults are used");
  g_assert_cmpstr (missing->language, ==, "lt");

  g_autoptr (TiltasConfig) binary = load (fixture, "\xff\xfe[branch]\n");
  assert_fault (binary, 0, "UTF-8");
}

static TiltasConfig *
load_with_settings (Fixture *fixture, const char *folder, const char *settings)
{
  g_autofree char *path = g_build_filename (folder, TILTAS_SETTINGS_FILE, NULL);

  g_assert_true (g_file_set_contents (fixture->path, "[session]\nidle_seconds=100\n", -1, NULL));
  g_assert_true (g_file_set_contents (path, settings, -1, NULL));
  return tiltas_config_load_with_settings (fixture->path, folder);
}

/* What staff set lies over the configuration, but is trusted with less. */
static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("tiltas-settings-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, TILTAS_SETTINGS_FILE, NULL);
  g_autoptr (TiltasConfig) set = load_with_settings (fixture, folder, "[session]\nidle_seconds=120\n");
  g_autoptr (TiltasConfig) wrong =
    load_with_settings (fixture, folder, "[session]\nidle_seconds=1\n[updates]\nproxy=http://evil.example\n");

  g_assert_cmpuint (set->faults->len, ==, 0);
  g_assert_cmpint (set->idle_seconds, ==, 120);
  g_assert_cmpstr (set->state_dir, ==, folder);
  assert_fault (wrong, 0, TILTAS_SETTINGS_FILE ":2: idle_seconds");
  assert_fault (wrong, 1, "cannot be set on the terminal");
  g_assert_cmpint (wrong->idle_seconds, ==, 100);
  g_assert_null (wrong->proxy);

  g_unlink (path);
  g_assert_cmpint (symlink (fixture->path, path), ==, 0);
  g_autoptr (TiltasConfig) linked = tiltas_config_load_with_settings (fixture->path, folder);
  assert_fault (linked, 0, "not a regular file");
  g_unlink (path);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_autoptr (TiltasConfig) piped = tiltas_config_load_with_settings (fixture->path, folder);
  assert_fault (piped, 0, "not a regular file");
  g_unlink (path);
  g_autoptr (TiltasConfig) none = tiltas_config_load_with_settings (fixture->path, folder);
  g_assert_cmpuint (none->faults->len, ==, 0);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/config/values", Fixture, NULL, set_up, test_values, tear_down);
  g_test_add ("/config/faults", Fixture, NULL, set_up, test_faults, tear_down);
  g_test_add ("/config/screen", Fixture, NULL, set_up, test_screen, tear_down);
  g_test_add ("/config/addresses", Fixture, NULL, set_up, test_addresses, tear_down);
  g_test_add ("/config/ladders", Fixture, NULL, set_up, test_ladders, tear_down);
  g_test_add ("/config/settings", Fixture, NULL, set_up, test_settings, tear_down);
  g_test_add ("/config/unreadable", Fixture, NULL, set_up, test_unreadable, tear_down);
  return g_test_run ();
}
