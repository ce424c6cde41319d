/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "base/language.h"
#include "kiosk/config-file.h"
#include "kiosk/settings.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* tiltas.conf and, after a line with SECOND alone, the settings.conf of the staff: whatever they say, what is loaded is
 * a whole configuration within its limits, and staff cannot set what belongs to branch IT. */
#define SECOND "==== settings.conf ====\n"

static char *folder = NULL; /* one for all runs */

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
remove_folder (void)
{
  g_autofree char *config = path_of ("tiltas.conf");
  g_autofree char *settings = path_of (TILTAS_SETTINGS_FILE);

  g_unlink (config);
  g_unlink (settings);
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}

/* Not by GLib's g_file_set_contents: it syncs, or, told not to, leaves the end of a longer file. A file that is made
 * anew is not flushed by the kernel, one that is cut is. */
static void
put (const char *path, const uint8_t *data, size_t size)
{
  FILE *file;

  g_unlink (path);
  file = g_fopen (path, "w");
  g_assert_true (file != NULL && fwrite (data, 1, size, file) == size && fclose (file) == 0);
}

static void
check_tags (GStrv tags)
{
  g_assert_nonnull (tags[0]);
  for (guint i = 0; tags[i] != NULL; i++)
    g_assert_true (tiltas_language_is_tag (tags[i]));
}

static gboolean
is_good_url (const char *url, gboolean mirror)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || g_uri_get_userinfo (uri) != NULL || g_uri_get_host (uri) == NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;
  return g_str_equal (g_uri_get_scheme (uri), "http") &&
         (mirror || g_str_equal (g_uri_get_host (uri), "localhost") ||
          g_str_has_prefix (g_uri_get_host (uri), "127.") ||
          strspn (g_uri_get_host (uri), "0:1.") == strlen (g_uri_get_host (uri)));
}

/* A wrong address is kept, so that the update can name it, but it is a fault, and shows no password. */
static void
check_urls (const TiltasConfig *config, GStrv urls, gboolean mirrors)
{
  for (guint i = 0; urls[i] != NULL; i++)
    {
      const char *begin = strstr (urls[i], "://");
      g_autofree char *authority = begin != NULL ? g_strndup (begin + 3, strcspn (begin + 3, "/?#")) : g_strdup ("");

      g_assert_true (strchr (authority, '@') == NULL || g_str_has_prefix (authority, "***@"));
      if (!is_good_url (urls[i], mirrors))
        g_assert_cmpuint (config->faults->len, >, 0);
    }
}

static void
check_config (const TiltasConfig *config)
{
  check_tags (config->languages);
  for (guint i = 0; config->languages[i] != NULL; i++)
    {
      const char *const *ladder = tiltas_config_ladder (config, config->languages[i]);

      g_assert_cmpstr (ladder[0], ==, config->languages[i]);
      g_assert_true (g_strv_contains (ladder, "lt"));
      check_tags ((GStrv) ladder);
    }
  g_assert_true (tiltas_language_is_tag (config->language) && tiltas_language_is_tag (config->staff_language));
  g_assert_cmpint (config->idle_seconds, >=, 30);
  g_assert_cmpint (config->idle_seconds, <=, 600);
  g_assert_cmpint (config->interval, >=, 60);
  g_assert_cmpint (config->interval, <=, 604800);
  g_assert_true (g_path_is_absolute (config->root_path) && g_path_is_absolute (config->state_dir));
  check_urls (config, config->repositories, FALSE);
  check_urls (config, config->mirrors, TRUE);
  for (guint i = 0; i < config->faults->len; i++)
    {
      const char *fault = config->faults->pdata[i];

      g_assert_true (g_utf8_validate (fault, -1, NULL) && strchr (fault, '\n') == NULL);
    }
}

static void
check_same (const TiltasConfig *one, const TiltasConfig *other)
{
  g_assert_cmpstrv (one->repositories, other->repositories);
  g_assert_cmpstrv (one->mirrors, other->mirrors);
  g_assert_cmpstrv (one->categories, other->categories);
  g_assert_cmpstrv (one->hidden_publishers, other->hidden_publishers);
  g_assert_cmpstr (one->proxy, ==, other->proxy);
  g_assert_cmpstr (one->root_path, ==, other->root_path);
  g_assert_cmpint (one->interval, ==, other->interval);
  g_assert_cmpint (one->show_unverified, ==, other->show_unverified);
}

/* A value that is checked alone is right exactly when it is right in the file. */
static void
check_value (const char *path, size_t choice, const char *value)
{
  static const char *const keys[][2] = { { "branch", "branch" },     { "branch", "languages" },
                                         { "branch", "language" },   { "session", "idle_seconds" },
                                         { "session", "sound" },     { "updates", "repositories" },
                                         { "updates", "mirrors" },   { "updates", "proxy" },
                                         { "branch", "categories" }, { "updates", "root" } };
  const char *group = keys[choice % G_N_ELEMENTS (keys)][0], *key = keys[choice % G_N_ELEMENTS (keys)][1];
  g_autofree char *wrong = tiltas_config_check_value (group, key, value);
  g_autofree char *text = g_strdup_printf ("[%s]\n%s=%s\n", group, key, value);

  put (path, (const uint8_t *) text, strlen (text));
  g_autoptr (TiltasConfig) config = tiltas_config_load (path);
  if (strcspn (value, "\r\n") == strlen (value) && g_utf8_validate (value, -1, NULL) && !g_ascii_isspace (*value) &&
      (*value == '\0' || !g_ascii_isspace (value[strlen (value) - 1])))
    g_assert_cmpint (wrong == NULL, ==, config->faults->len == 0);
  else if (strcspn (value, "\r\n") < strlen (value))
    g_assert_nonnull (wrong);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const uint8_t *second = size > 0 ? memmem (data, size, SECOND, strlen (SECOND)) : NULL;
  size_t first_size = second != NULL ? (size_t) (second - data) : size;
  size_t second_size = second != NULL ? size - first_size - strlen (SECOND) : 0;

  if (folder == NULL)
    {
      folder = g_dir_make_tmp ("tiltas-fuzz-XXXXXX", NULL);
      g_assert_nonnull (folder);
      atexit (remove_folder);
    }
  g_autofree char *path = path_of ("tiltas.conf");
  g_autofree char *settings = path_of (TILTAS_SETTINGS_FILE);
  put (path, data, first_size);
  put (settings, second != NULL ? second + strlen (SECOND) : (const uint8_t *) "", second_size);
  g_autoptr (TiltasConfig) plain = tiltas_config_load (path);
  g_autoptr (TiltasConfig) both = tiltas_config_load_with_settings (path, folder);
  check_config (plain);
  check_config (both);
  check_same (plain, both);
  g_assert_cmpstr (both->state_dir, ==, folder);

  const char *equals = first_size > 0 ? memchr (data, '=', first_size) : NULL;
  if (equals != NULL)
    {
      size_t at = (size_t) (equals + 1 - (const char *) data);
      g_autofree char *value = g_strndup ((const char *) data + at, MIN (first_size - at, 200));

      check_value (path, size, value);
    }
  return 0;
}
