/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/events.h"

#include "base/files.h"

#include <string.h>

#define FILE_MAX (256 * 1024)
#define DETAIL_MAX 400

static const char *const WORDS[] = {
  [TILTAS_EVENT_START] = "start",
  [TILTAS_EVENT_CONFIG] = "config",
  [TILTAS_EVENT_CONFIG_FAULT] = "config-fault",
  [TILTAS_EVENT_SETTING] = "setting",
  [TILTAS_EVENT_SETTING_FAILED] = "setting-failed",
  [TILTAS_EVENT_UPDATE] = "update",
  [TILTAS_EVENT_EDITION] = "edition",
  [TILTAS_EVENT_REFUSED] = "refused",
  [TILTAS_EVENT_REPAIRED] = "repaired",
  [TILTAS_EVENT_LOCKED] = "locked",
  [TILTAS_EVENT_STICK] = "stick",
};

struct _TiltasEvents
{
  char *path;
  TiltasClock *clock;
  GPtrArray *list;     /* of TiltasEvent, newest first */
  GThreadPool *writer; /* one thread; takes texts of the whole file */
};

static void
event_free (gpointer data)
{
  TiltasEvent *event = data;

  g_free (event->detail);
  g_free (event);
}

static void
write_text (gpointer data, gpointer path)
{
  g_autofree char *text = data, *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  /* At the very first start the folder is not there yet. */
  if (!tiltas_folder_make (folder, &error) ||
      !g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_warning ("%s", error->message);
}

static void
put (TiltasEvents *self, gint64 time, TiltasEventKind kind, guint times, const char *detail)
{
  TiltasEvent *event = g_new0 (TiltasEvent, 1);

  event->time = time;
  event->kind = kind;
  event->times = times;
  event->detail = g_utf8_make_valid (detail, -1);
  g_ptr_array_insert (self->list, 0, event);
  if (self->list->len > TILTAS_EVENTS_KEPT)
    g_ptr_array_set_size (self->list, TILTAS_EVENTS_KEPT);
}

static void
read_line (TiltasEvents *self, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 3);
  guint64 times = 1;
  char *count;
  gint64 time;

  if (g_strv_length (parts) < 2 || !g_ascii_string_to_signed (parts[0], 10, 0, G_MAXINT64, &time, NULL))
    return;
  count = strchr (parts[1], '*');
  if (count != NULL && !g_ascii_string_to_unsigned (count + 1, 10, 1, G_MAXUINT, &times, NULL))
    return;
  if (count != NULL)
    *count = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (g_str_equal (WORDS[i], parts[1]))
      put (self, time, (TiltasEventKind) i, (guint) times, parts[2] != NULL ? parts[2] : "");
}

TiltasEvents *
tiltas_events_new (const char *state_dir, TiltasClock *clock)
{
  TiltasEvents *self = g_new0 (TiltasEvents, 1);

  self->path = g_build_filename (state_dir, TILTAS_EVENTS_FILE, NULL);
  self->clock = tiltas_clock_ref (clock);
  self->list = g_ptr_array_new_with_free_func (event_free);
  g_autoptr (GBytes) bytes = tiltas_file_read (self->path, FILE_MAX, NULL);
  if (bytes == NULL)
    return self;
  g_autofree char *raw = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (self, lines[i]);
  return self;
}

void
tiltas_events_free (TiltasEvents *self)
{
  if (self->writer != NULL)
    g_thread_pool_free (self->writer, FALSE, TRUE);
  g_ptr_array_unref (self->list);
  tiltas_clock_unref (self->clock);
  g_free (self->path);
  g_free (self);
}

void
tiltas_events_add (TiltasEvents *self, TiltasEventKind kind, const char *detail)
{
  g_autofree char *line = g_utf8_make_valid (detail != NULL ? detail : "", -1);
  g_autofree char *cut = g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), DETAIL_MAX));
  const TiltasEvent *newest = self->list->len > 0 ? g_ptr_array_index (self->list, 0) : NULL;
  guint times = 1;

  g_return_if_fail (kind < G_N_ELEMENTS (WORDS));

  g_strdelimit (cut, "\n\r", ' ');
  if (newest != NULL && newest->kind == kind && g_str_equal (newest->detail, cut))
    {
      times = newest->times < G_MAXUINT ? newest->times + 1 : newest->times;
      g_ptr_array_remove_index (self->list, 0);
    }
  put (self, tiltas_clock_now (self->clock), kind, times, cut);
  if (self->writer == NULL)
    self->writer = g_thread_pool_new (write_text, self->path, 1, FALSE, NULL);
  g_thread_pool_push (self->writer, tiltas_events_to_text (self), NULL);
}

const GPtrArray *
tiltas_events_list (TiltasEvents *self)
{
  return self->list;
}

char *
tiltas_events_to_text (TiltasEvents *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = self->list->len; i-- > 0;)
    {
      const TiltasEvent *event = g_ptr_array_index (self->list, i);
      g_string_append_printf (text, "%" G_GINT64_FORMAT " %s", event->time, WORDS[event->kind]);
      if (event->times > 1)
        g_string_append_printf (text, "*%u", event->times);
      g_string_append_printf (text, "%s%s\n", *event->detail != '\0' ? " " : "", event->detail);
    }
  return g_string_free (text, FALSE);
}
