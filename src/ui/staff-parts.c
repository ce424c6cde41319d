/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff-pages.h"

#include "base/language.h"
#include "kiosk/settings.h"
#include "sync/error.h"
#include "ui/layout.h"
#include "ui/text.h"

#include <glib/gi18n.h>
#include <string.h>

GtkWidget *
tiltas_staff_card_new (const char *heading)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  tiltas_add_classes (card, "card plain staffcard");
  if (heading != NULL)
    gtk_box_append (GTK_BOX (card), tiltas_label_new (heading, "h2"));
  return card;
}

GtkWidget *
tiltas_staff_button_new (const char *word, const char *classes)
{
  GtkWidget *button = gtk_button_new (), *label = tiltas_label_new (word, NULL);

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5f);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "btn");
  gtk_widget_add_css_class (button, "small-btn");
  tiltas_add_classes (button, classes);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  tiltas_set_name (button, word);
  return button;
}

GtkWidget *
tiltas_staff_fact_new (const char *name, const char *value)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (line, "fact");
  gtk_widget_set_layout_manager (line, tiltas_tile_layout_new (2, 0, FALSE));
  gtk_box_append (GTK_BOX (line), tiltas_label_new (name, "mute"));
  gtk_box_append (GTK_BOX (line), tiltas_label_new (value, NULL));
  return line;
}

char *
tiltas_staff_age (TiltasContext *context, gint64 unix_seconds)
{
  gint64 minutes = (tiltas_clock_now (context->clock) - unix_seconds) / 60;
  const char *language = tiltas_context_language (context);

  if (unix_seconds <= 0)
    return g_strdup (_ ("never"));
  if (minutes < 1)
    return g_strdup (_ ("just now"));
  gint64 n = minutes < 60 ? minutes : minutes < 60 * 48 ? minutes / 60 : minutes / (24 * 60);
  g_autofree char *number = tiltas_number_format (language, n);

  if (minutes < 60)
    return g_strdup_printf (ngettext ("%s minute ago", "%s minutes ago", (gulong) n), number);
  if (minutes < 60 * 48)
    return g_strdup_printf (ngettext ("%s hour ago", "%s hours ago", (gulong) n), number);
  return g_strdup_printf (ngettext ("%s day ago", "%s days ago", (gulong) n), number);
}

char *
tiltas_staff_size (TiltasContext *context, guint64 bytes)
{
  static const char *const UNITS[] = { "B", "KB", "MB", "GB", "TB" };
  guint unit = 0;

  for (; bytes >= 10000 && unit + 1 < G_N_ELEMENTS (UNITS); unit++)
    bytes /= 1000;
  g_autofree char *number = tiltas_number_format (tiltas_context_language (context), (gint64) bytes);
  return g_strdup_printf ("%s %s", number, UNITS[unit]);
}

char *
tiltas_staff_publisher_name (TiltasContext *context, const char *publisher)
{
  g_autoptr (GPtrArray) branches = tiltas_reader_branches (context->reader, NULL);
  const TiltasBranch *first = NULL;

  for (guint i = 0; branches != NULL && i < branches->len; i++)
    {
      const TiltasBranch *branch = g_ptr_array_index (branches, i);
      if (g_str_equal (branch->publisher, publisher) && (first == NULL || strcmp (branch->id, first->id) < 0))
        first = branch;
    }
  return g_strdup (first != NULL ? first->name : publisher);
}

/* ---- Settings ---- */

typedef struct
{
  char *state_dir, *group, *key, *value;
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  g_free (setting->state_dir);
  g_free (setting->group);
  g_free (setting->key);
  g_free (setting->value);
  g_free (setting);
}

static void
write_setting (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  static GMutex one_at_a_time; /* each reads the file, changes a line and writes it back */
  const Setting *setting = data;
  GError *error = NULL;
  gboolean done;

  g_mutex_lock (&one_at_a_time);
  done = tiltas_settings_set (setting->state_dir, setting->group, setting->key, setting->value, &error);
  g_mutex_unlock (&one_at_a_time);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer context)
{
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    tiltas_context_reload (context);
  else
    g_warning ("settings: %s", error->message);
}

void
tiltas_staff_set (TiltasContext *context, const char *group, const char *key, const char *value)
{
  g_autoptr (GTask) task = g_task_new (context->session, NULL, on_written, context);
  Setting *setting = g_new0 (Setting, 1);

  setting->state_dir = g_strdup (context->config->state_dir);
  setting->group = g_strdup (group);
  setting->key = g_strdup (key);
  setting->value = g_strdup (value);
  g_task_set_task_data (task, setting, setting_free);
  g_task_run_in_thread (task, write_setting);
}

const char *
tiltas_staff_sticks_folder (void)
{
  const char *folder = g_getenv ("TILTAS_STICKS");

  return folder != NULL ? folder : "/run/tiltas/sticks";
}

GStrv
tiltas_staff_sticks (void)
{
  const char *top = tiltas_staff_sticks_folder ();
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

/* ---- Writing onto a stick ---- */

static void
on_task_done (TiltasSync *sync, int task, const char *word, GtkLabel *label)
{
  const char *sentence = tiltas_sync_sentence (word);

  if (task == TILTAS_SYNC_TASK_WRITE)
    gtk_label_set_text (label, sentence != NULL ? _ (sentence) : _ ("It is on the stick. You can take the stick out."));
}

void
tiltas_staff_write (TiltasContext *context, GtkLabel *label, const char *name, GBytes *content)
{
  g_auto (GStrv) sticks = tiltas_staff_sticks ();

  if (sticks[0] == NULL || context->sync == NULL)
    {
      gtk_label_set_text (label, _ ("There is no stick."));
      return;
    }
  g_autofree char *path = g_build_filename (sticks[0], name, NULL);
  gtk_label_set_text (label, _ ("Being written"));
  g_signal_handlers_disconnect_by_data (context->sync, label);
  g_signal_connect_object (context->sync, "task-done", G_CALLBACK (on_task_done), label, 0);
  tiltas_sync_write_file (context->sync, path, content);
}
