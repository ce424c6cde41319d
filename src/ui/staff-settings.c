/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff-pages.h"

#include "kiosk/settings.h"
#include "ui/page.h"

#include <glib/gi18n.h>

/* Settings that staff choose are written in a thread: the disk may be slow. */

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

static const char *
sentence_of (const GError *error)
{
  switch (error->domain == G_IO_ERROR ? error->code : G_IO_ERROR_FAILED)
    {
    case G_IO_ERROR_NO_SPACE:
      return N_ ("The disk of this terminal is full. The setting stays as it was. Tell the technician.");
    case G_IO_ERROR_READ_ONLY:
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_NOT_FOUND:
      return N_ ("This terminal may not write its own folder. The setting stays as it was. Tell the technician.");
    default:
      return N_ ("The setting could not be saved and stays as it was. Tell the technician.");
    }
}

static void
tell (TiltasContext *context, const char *title, const char *words)
{
  if (context->page != NULL && tiltas_session_in_staff (context->session))
    tiltas_staff_ask (GTK_WIDGET (context->page), title, words, C_ ("PIN", "OK"), NULL, NULL, NULL, NULL);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  TiltasContext *context = data;
  const Setting *setting = g_task_get_task_data (G_TASK (result));
  g_autofree char *words =
    g_strdup_printf ("%s=%s", setting->key, setting->value != NULL ? setting->value : "(tiltas.conf)");
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      tiltas_events_add (context->events, TILTAS_EVENT_SETTING, words);
      if (!tiltas_context_reload (context))
        tell (context, _ ("Saved, but not in force yet"),
              _ ("The configuration of this terminal has a fault. What you chose takes effect when the technician has "
                 "mended it. “Log and diagnosis” names the fault."));
      return;
    }
  g_message ("settings: %s", error->message);
  tiltas_events_add (context->events, TILTAS_EVENT_SETTING_FAILED, error->message);
  tell (context, _ ("Not saved"), _ (sentence_of (error)));
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

/* ---- Taken back ---- */

typedef struct
{
  TiltasContext *context;
  const TiltasStaffSetting *settings;
  char *words;
} Reset;

static void
reset_free (gpointer data, GClosure *closure)
{
  Reset *reset = data;

  g_free (reset->words);
  g_free (reset);
}

static void
take_back (Reset *reset)
{
  for (const TiltasStaffSetting *setting = reset->settings; setting->key != NULL; setting++)
    tiltas_staff_set (reset->context, setting->group, setting->key, NULL);
}

static void
on_reset (GtkButton *button, Reset *reset)
{
  Reset *asked = g_memdup2 (reset, sizeof *reset); /* the panel may outlive the button */

  asked->words = NULL;
  tiltas_staff_ask (GTK_WIDGET (button), _ ("As the technician set it?"), reset->words, _ ("Leave it as it is"),
                    _ ("Back to the technician’s settings"), G_CALLBACK (take_back), asked, g_free);
}

GtkWidget *
tiltas_staff_reset_new (TiltasContext *context, const char *words, const TiltasStaffSetting *settings)
{
  GtkWidget *button = tiltas_staff_button_new (_ ("Back to the technician’s settings"), "ghost");
  Reset *reset = g_new0 (Reset, 1);

  reset->context = context;
  reset->settings = settings;
  reset->words = g_strdup (words);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_reset), reset, reset_free, 0);
  return button;
}
