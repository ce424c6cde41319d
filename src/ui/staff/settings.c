/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/settings.h"

#include "kiosk/settings.h"
#include "ui/staff/question.h"

#include <glib/gi18n.h>

/* Settings are written in a thread, because the disk may be slow, and one after the other, because each task reads the
 * file, changes a line and writes it back. */

/* The rows of the list of languages move when a new order comes into force. It does so for so long after the last
 * choice: staff who touch quickly several times find their row where it was. */
#define SETTLE_MS 600

typedef struct
{
  char *state_dir, *group, *key, *value;
} Setting;

/* Belongs to the session. */
typedef struct
{
  TiltasContext *context;
  GQueue asked;   /* of Setting: not written yet; a thread writes the first one */
  GQueue written; /* of Setting: written, not in force yet */
  guint source;   /* id of the timeout that puts them in force, or 0 */
} Saver;

static void start (Saver *self, TiltasSession *session);

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
saver_free (gpointer data)
{
  Saver *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  g_queue_clear_full (&self->asked, setting_free);
  g_queue_clear_full (&self->written, setting_free);
  g_free (self);
}

static Saver *
get_saver (TiltasContext *context)
{
  Saver *self = g_object_get_data (G_OBJECT (context->session), "saver");

  if (self != NULL)
    return self;
  self = g_new0 (Saver, 1);
  self->context = context;
  g_object_set_data_full (G_OBJECT (context->session), "saver", self, saver_free);
  return self;
}

static void
write_setting (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Setting *setting = data;
  GError *error = NULL;

  if (tiltas_settings_set (setting->state_dir, setting->group, setting->key, setting->value, &error))
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
  TiltasStaffQuestion notice = { .title = title, .words = words, .no = C_ ("PIN", "OK") };

  if (context->page != NULL && tiltas_session_in_staff (context->session))
    tiltas_staff_question_ask (&notice, context, context->page);
}

static gboolean
put_in_force (gpointer data)
{
  Saver *self = data;
  TiltasContext *context = self->context;

  self->source = 0;
  g_queue_clear_full (&self->written, setting_free);
  if (!tiltas_context_reload (context))
    tell (context, _ ("Saved, but not in force yet"),
          _ ("The configuration of this terminal has a fault. What you chose takes effect when the technician has "
             "mended it. “Log and diagnosis” names the fault."));
  return G_SOURCE_REMOVE;
}

/* TRUE for the list of languages. */
static gboolean
moves_rows (const Setting *setting)
{
  return g_str_equal (setting->key, "languages");
}

static void
note_written (Saver *self, Setting *setting)
{
  g_autofree char *words =
    g_strdup_printf ("%s=%s", setting->key, setting->value != NULL ? setting->value : "(tiltas.conf)");

  tiltas_events_add (self->context->events, TILTAS_EVENT_SETTING, words);
  g_queue_push_tail (&self->written, setting);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Saver *self = data;
  Setting *setting = g_queue_pop_head (&self->asked);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    note_written (self, setting);
  else
    {
      g_message ("settings: %s", error->message);
      tiltas_events_add (self->context->events, TILTAS_EVENT_SETTING_FAILED, error->message);
      tell (self->context, _ ("Not saved"), _ (sentence_of (error)));
      setting_free (setting);
    }
  if (!g_queue_is_empty (&self->asked))
    start (self, TILTAS_SESSION (source));
  else if (!g_queue_is_empty (&self->written))
    self->source = g_timeout_add (moves_rows (g_queue_peek_tail (&self->written)) ? SETTLE_MS : 0, put_in_force, self);
}

/* Writes the first setting that was asked for. The task holds the session, and the session the saver. */
static void
start (Saver *self, TiltasSession *session)
{
  g_autoptr (GTask) task = g_task_new (session, NULL, on_written, self);

  g_task_set_task_data (task, g_queue_peek_head (&self->asked), NULL);
  g_task_run_in_thread (task, write_setting);
}

void
tiltas_staff_set (TiltasContext *context, TiltasStaffSetting name, const char *value)
{
  Saver *self = get_saver (context);
  Setting *setting = g_new0 (Setting, 1);

  setting->state_dir = g_strdup (context->config->state_dir);
  setting->group = g_strdup (name.group);
  setting->key = g_strdup (name.key);
  setting->value = g_strdup (value);
  g_clear_handle_id (&self->source, g_source_remove);
  g_queue_push_tail (&self->asked, setting);
  if (g_queue_get_length (&self->asked) == 1)
    start (self, context->session);
}

static const Setting *
find_last (const GQueue *settings, TiltasStaffSetting name)
{
  for (const GList *item = settings->tail; item != NULL; item = item->prev)
    {
      const Setting *setting = item->data;

      if (g_str_equal (setting->group, name.group) && g_str_equal (setting->key, name.key))
        return setting;
    }
  return NULL;
}

const char *
tiltas_staff_wanted (TiltasContext *context, TiltasStaffSetting name)
{
  const Saver *self = get_saver (context);
  const Setting *setting = find_last (&self->asked, name);

  if (setting == NULL)
    setting = find_last (&self->written, name);
  return setting != NULL ? setting->value : NULL;
}
