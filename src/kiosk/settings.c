/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/settings.h"

#include "base/files.h"
#include "kiosk/config.h"

#include <string.h>

static const char *const KEYS[][2] = {
  { "branch", "branch" },
  { "branch", "language" },
  { "branch", "languages" },
  { "branch", "staff_language" },
  { "content", "hidden_publishers" },
  { "session", "idle_seconds" },
  { "session", "reduced_motion" },
  { "session", "sound" },
};

gboolean
tiltas_settings_is_key (const char *group, const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (KEYS); i++)
    if (g_str_equal (KEYS[i][0], group) && g_str_equal (KEYS[i][1], key))
      return TRUE;
  return FALSE;
}

/* The value of a key in the file; NULL when it is not set. Transfer full. */
static char *
read_value (GKeyFile *file, gsize i)
{
  char *value = g_key_file_get_value (file, KEYS[i][0], KEYS[i][1], NULL);

  return value != NULL ? g_strstrip (value) : NULL;
}

static char *
write_keys (GKeyFile *old, const char *group, const char *key, const char *value)
{
  GString *text = g_string_new ("# Set by the library's staff on this terminal; over /etc/tiltas/tiltas.conf.\n");
  const char *open = "";

  for (gsize i = 0; i < G_N_ELEMENTS (KEYS); i++)
    {
      gboolean this_one = g_str_equal (KEYS[i][0], group) && g_str_equal (KEYS[i][1], key);
      g_autofree char *kept = this_one ? g_strdup (value) : read_value (old, i);
      if (kept == NULL)
        continue;
      if (!g_str_equal (open, KEYS[i][0]))
        g_string_append_printf (text, "[%s]\n", KEYS[i][0]);
      open = KEYS[i][0];
      g_string_append_printf (text, "%s=%s\n", KEYS[i][1], kept);
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_word (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '_')
      return FALSE;
  return length > 0;
}

/* What is set now. GKeyFile refuses a file with one bad line, so it gets only the lines that are good. Transfer full.
 */
static GKeyFile *
read_settings (const char *path)
{
  GKeyFile *file = g_key_file_new ();
  g_autoptr (GString) good = g_string_new (NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return file;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);
      gsize length = strlen (line), name = strcspn (line, "= ");
      gboolean group = length > 2 && line[0] == '[' && line[length - 1] == ']' && is_word (line + 1, length - 2);
      if (group || (good->len > 0 && is_word (line, name) && strchr (line, '=') != NULL))
        g_string_append_printf (good, "%s\n", line);
    }
  g_key_file_load_from_data (file, good->str, good->len, G_KEY_FILE_NONE, NULL);
  return file;
}

gboolean
tiltas_settings_set (const char *state_dir, const char *group, const char *key, const char *value, GError **error)
{
  g_autofree char *path = g_build_filename (state_dir, TILTAS_SETTINGS_FILE, NULL);
  g_autofree char *wrong = NULL;

  g_return_val_if_fail (tiltas_settings_is_key (group, key), FALSE);

  if (value != NULL && (wrong = tiltas_config_check_value (group, key, value)) != NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: %s", key, wrong);
      return FALSE;
    }
  g_autoptr (GKeyFile) old = read_settings (path);
  g_autofree char *text = write_keys (old, group, key, value);
  return tiltas_file_replace (path, text, strlen (text), error);
}
