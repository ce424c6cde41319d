/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/config-file.h"

#include "base/files.h"
#include "kiosk/paths.h"
#include "kiosk/settings.h"

#include <gio/gio.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_PATH TILTAS_SYSCONFDIR "/tiltas.conf"
#define DEFAULT_ROOT TILTAS_SYSCONFDIR "/root.json"
#define CONFIG_MAX (256 * 1024)

/* ---- Lines: GKeyFile tells no line numbers, and it gives up on the first bad line. ---- */

typedef struct
{
  const char *path;
  TiltasConfig *config;
  gboolean settings; /* this is the file of what staff set: only some keys are allowed there */
} Reading;

static void G_GNUC_PRINTF (3, 4) add_fault (Reading *reading, guint line, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (reading->config->faults, g_strdup_printf ("%s:%u: %s", reading->path, line, what));
}

static void
read_pair (Reading *reading, guint line, const char *group, const char *key, const char *value)
{
  g_autofree char *wrong = NULL;

  if (!tiltas_config_has_group (group))
    return; /* the unknown group was named at its own line */
  if (reading->settings && tiltas_config_has_key (group, key) && !tiltas_settings_is_key (group, key))
    wrong = g_strdup ("this cannot be set on the terminal");
  else
    wrong = tiltas_config_set (reading->config, group, key, value);
  if (wrong != NULL)
    add_fault (reading, line, "%s: %s; %s", key, wrong, tiltas_config_instead (group, key));
}

static void
read_lines (Reading *reading, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *group = g_strdup ("");

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      gsize length = strlen (line);
      if (length == 0 || line[0] == '#')
        continue;
      if (line[0] == '[' && line[length - 1] == ']')
        {
          g_free (group);
          group = g_strndup (line + 1, length - 2);
          if (!tiltas_config_has_group (group))
            add_fault (reading, i + 1, "unknown section [%s]; its lines are ignored", group);
          continue;
        }
      char *equals = strchr (line, '=');
      if (equals == NULL)
        {
          add_fault (reading, i + 1, "“%s” is neither [section] nor key=value; the line is ignored", line);
          continue;
        }
      *equals = '\0';
      read_pair (reading, i + 1, group, g_strchomp (line), g_strchug (equals + 1));
    }
}

/* ---- Defaults ---- */

static char *
default_state_dir (void)
{
  if (access (TILTAS_STATE_DIR, W_OK) == 0 && geteuid () != 0)
    return g_strdup (TILTAS_STATE_DIR);
  if (geteuid () == 0 && (access (TILTAS_STATE_DIR, F_OK) == 0 || getpwnam (TILTAS_ACCOUNT) != NULL))
    return g_strdup (TILTAS_STATE_DIR);
  return g_build_filename (g_get_user_state_dir (), "tiltas", NULL);
}

static void
fill_defaults (TiltasConfig *config)
{
  static const char *const LANGUAGES_OFFERED[] = { "lt", "uk", "en", "ar", NULL };
  static const char *const NONE[] = { NULL };

  if (config->language == NULL)
    config->language = g_strdup ("lt");
  if (config->staff_language == NULL)
    config->staff_language = g_strdup ("lt");
  if (config->languages == NULL)
    config->languages = g_strdupv ((GStrv) LANGUAGES_OFFERED);
  if (config->categories == NULL)
    config->categories = g_strdupv ((GStrv) NONE);
  if (config->hidden_publishers == NULL)
    config->hidden_publishers = g_strdupv ((GStrv) NONE);
  if (config->repositories == NULL)
    config->repositories = g_strdupv ((GStrv) NONE);
  if (config->mirrors == NULL)
    config->mirrors = g_strdupv ((GStrv) NONE);
  if (config->root_path == NULL)
    config->root_path = g_strdup (DEFAULT_ROOT);
  if (config->state_dir == NULL)
    config->state_dir = default_state_dir ();
  if (config->bundled_path == NULL)
    config->bundled_path = tiltas_path_bundled ();
}

/* Every offered language has a ladder: its own, then English, then Lithuanian. */
static void
fill_ladders (TiltasConfig *config)
{
  for (char **language = config->languages; *language != NULL; language++)
    if (!g_hash_table_contains (config->ladders, *language))
      {
        g_autofree char *wrong =
          tiltas_config_set (config, TILTAS_CONFIG_LADDERS, *language, g_str_equal (*language, "lt") ? "en" : "en;lt");
        g_assert (wrong == NULL);
      }
}

/* Reads at most one byte more than a configuration may have: the path may name a device that never ends. */
static gboolean
read_most (const char *path, char **text, gsize *length, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *buffer = g_malloc0 (CONFIG_MAX + 2);

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, CONFIG_MAX + 1, length, NULL, error))
    return FALSE;
  *text = g_steal_pointer (&buffer);
  return TRUE;
}

/* The settings lie in a folder that the kiosk's account owns. Root reads them too (tiltasctl config check): it must
 * not follow a link from there, and must not wait for a pipe. */
static gboolean
get_contents (const Reading *reading, char **text, gsize *length, GError **error)
{
  if (!reading->settings)
    return read_most (reading->path, text, length, error);

  g_autoptr (GBytes) bytes = tiltas_file_read (reading->path, CONFIG_MAX, error);
  if (bytes == NULL)
    return FALSE;
  *length = g_bytes_get_size (bytes);
  *text = *length > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), *length) : g_strdup ("");
  return TRUE;
}

/* missing_is_fine: a file that does not exist is no fault. */
static void
read_file (Reading *reading, gboolean missing_is_fine)
{
  GPtrArray *faults = reading->config->faults;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!get_contents (reading, &text, &length, &error))
    {
      gboolean missing = g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
                         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      if (!missing_is_fine || !missing)
        g_ptr_array_add (faults, g_strdup_printf ("%s; defaults are used", error->message));
    }
  else if (length > CONFIG_MAX || !g_utf8_validate (text, (gssize) length, NULL))
    g_ptr_array_add (faults, g_strdup_printf ("%s: not a text file in UTF-8 of at most %d KiB; defaults are used",
                                              reading->path, CONFIG_MAX / 1024));
  else
    read_lines (reading, text);
}

TiltasConfig *
tiltas_config_load (const char *path)
{
  g_autoptr (TiltasConfig) self = tiltas_config_new ();
  Reading reading = { path != NULL ? path : DEFAULT_PATH, self, FALSE };

  self->idle_seconds = 90;
  self->interval = 3600;
  self->sound = TRUE;

  read_file (&reading, path == NULL);
  fill_defaults (self);
  fill_ladders (self);
  return g_steal_pointer (&self);
}

void
tiltas_config_add_settings (TiltasConfig *self)
{
  g_autofree char *settings = g_build_filename (self->state_dir, TILTAS_SETTINGS_FILE, NULL);
  Reading reading = { settings, self, TRUE };

  read_file (&reading, TRUE);
  fill_defaults (self);
  fill_ladders (self);
}

TiltasConfig *
tiltas_config_load_with_settings (const char *path, const char *state_dir)
{
  TiltasConfig *self = tiltas_config_load (path);

  if (state_dir != NULL)
    {
      g_free (self->state_dir);
      self->state_dir = *state_dir != '\0' ? g_strdup (state_dir) : NULL;
    }
  tiltas_config_add_settings (self);
  return self;
}
