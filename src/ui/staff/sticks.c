/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/sticks.h"

#include "ui/staff/words.h"

static const char *
top_folder (void)
{
  const char *folder = g_getenv ("TILTAS_STICKS");

  return folder != NULL ? folder : "/run/tiltas/sticks";
}

GStrv
tiltas_sticks_list (void)
{
  const char *top = top_folder ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GDir) dir = g_dir_open (top, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (top, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        g_strv_builder_add (builder, path);
    }
  return g_strv_builder_end (builder);
}

char *
tiltas_stick_button_word (const char *word, const char *stick, gboolean one_of_many)
{
  g_autofree char *name = g_filename_display_basename (stick);

  return one_of_many ? g_strdup_printf ("%s (%s)", word, name) : g_strdup (word);
}

char *
tiltas_stick_fault (const char *word, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean gone = g_strcmp0 (word, "disk-full") != 0 && tiltas_sync_sentence (word) != NULL &&
                  !g_file_test (folder, G_FILE_TEST_IS_DIR);

  return tiltas_staff_words (gone ? "stick-gone" : word, TILTAS_ORIGIN_NEW_STICK);
}

void
tiltas_stick_watch_init (TiltasStickWatch *self,
                         TiltasContext *context,
                         GCallback changed,
                         GCallback done,
                         GObject *listener)
{
  g_autoptr (GFile) folder = g_file_new_for_path (top_folder ());

  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", changed, listener, G_CONNECT_SWAPPED);
  if (g_set_object (&self->sync, context->sync))
    g_signal_connect_object (self->sync, "task-done", done, listener, G_CONNECT_SWAPPED);
}

void
tiltas_stick_watch_clear (TiltasStickWatch *self)
{
  g_clear_object (&self->sync);
  g_clear_object (&self->monitor);
}
