/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/usage.h"

#include "base/date.h"
#include "base/files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

#define HEADING "day,kind,id,count"
#define FILE_MAX (8 * 1024 * 1024)
#define ID_MAX 140
#define DAY_SECONDS 86400

static const char *const WORDS[] = { "visit", "language", "lesson", "service", "search-empty" };

struct _TiltasUsage
{
  char *path;
  TiltasClock *clock;
  GHashTable *counts; /* "day,kind,id" → count */
  gboolean changed;
};

const char *
tiltas_usage_kind_word (TiltasUsageKind kind)
{
  return WORDS[kind];
}

static void
format_day (char day[11], gint64 now)
{
  TiltasLocalTime local = tiltas_local_time (now);

  g_snprintf (day, 11, "%04d-%02d-%02d", CLAMP (local.year, 0, 9999), CLAMP (local.month, 1, 12),
              CLAMP (local.day, 1, 31));
}

static gboolean
is_day (const char *text)
{
  if (strlen (text) != 10)
    return FALSE;
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

static int
kind_of (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (g_str_equal (WORDS[i], word))
      return (int) i;
  return -1;
}

/* TRUE for a ref, a language tag or "-": nothing else may get into the file. */
static gboolean
is_id (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= ID_MAX &&
         strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/") == length;
}

static gboolean
read_line (TiltasUsage *self, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, ",", 5);
  guint64 count;

  if (g_strv_length (parts) != 4 || !is_day (parts[0]) || kind_of (parts[1]) < 0 || !is_id (parts[2]) ||
      !g_ascii_string_to_unsigned (parts[3], 10, 1, G_MAXINT32, &count, NULL))
    return FALSE;
  g_hash_table_replace (self->counts, g_strjoin (",", parts[0], parts[1], parts[2], NULL),
                        GUINT_TO_POINTER ((guint) count));
  return TRUE;
}

static void
set_aside (TiltasUsage *self)
{
  g_autofree char *damaged = g_strconcat (self->path, ".damaged", NULL);

  if (rename (self->path, damaged) == 0)
    g_warning ("%s is damaged: what can be read is kept, the rest is in %s", self->path, damaged);
  else
    g_warning ("%s is damaged: %s", self->path, g_strerror (errno));
  self->changed = TRUE;
}

static void
read_file (TiltasUsage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tiltas_file_read (self->path, FILE_MAX, &error);
  gsize length;
  gboolean good;

  if (bytes == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        set_aside (self);
      return;
    }
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strndup (length > 0 ? data : "", length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  good = strlen (text) == length && lines[0] != NULL && g_str_equal (lines[0], HEADING);
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (*lines[i] != '\0' && !read_line (self, lines[i]))
      good = FALSE;
  if (!good)
    set_aside (self);
}

TiltasUsage *
tiltas_usage_new (const char *state_dir, TiltasClock *clock)
{
  TiltasUsage *self = g_new0 (TiltasUsage, 1);

  self->path = g_build_filename (state_dir, TILTAS_USAGE_FILE, NULL);
  self->clock = tiltas_clock_ref (clock);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_file (self);
  return self;
}

void
tiltas_usage_free (TiltasUsage *self)
{
  g_autoptr (GError) error = NULL;

  if (self == NULL)
    return;
  if (!tiltas_usage_save (self, &error))
    g_warning ("use counts: %s", error->message);
  g_hash_table_unref (self->counts);
  tiltas_clock_unref (self->clock);
  g_free (self->path);
  g_free (self);
}

void
tiltas_usage_count (TiltasUsage *self, TiltasUsageKind kind, const char *id)
{
  char day[11];
  guint count;

  g_return_if_fail (kind < G_N_ELEMENTS (WORDS));
  g_return_if_fail (id != NULL && is_id (id));

  format_day (day, tiltas_clock_now (self->clock));
  g_autofree char *key = g_strjoin (",", day, WORDS[kind], id, NULL);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, key));
  g_hash_table_replace (self->counts, g_steal_pointer (&key), GUINT_TO_POINTER (MIN (count, G_MAXINT32 - 1) + 1));
  self->changed = TRUE;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
sorted_keys (TiltasUsage *self)
{
  guint n;
  g_autofree gpointer *all = g_hash_table_get_keys_as_array (self->counts, &n);
  GPtrArray *keys = g_ptr_array_sized_new (n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (keys, all[i]);
  g_ptr_array_sort (keys, compare_keys);
  return keys;
}

/* Forgets the oldest days with use. The number of days counts, not their age: a clock that jumps ahead by years must
 * delete nothing. */
static void
forget_old_days (TiltasUsage *self)
{
  g_autoptr (GPtrArray) keys = sorted_keys (self);
  char day[11] = "";
  guint days = 0;

  for (guint i = keys->len; i > 0; i--)
    {
      const char *key = g_ptr_array_index (keys, i - 1);
      if (strncmp (key, day, 10) != 0)
        days++;
      g_strlcpy (day, key, sizeof day);
      if (days > TILTAS_USAGE_DAYS)
        g_hash_table_remove (self->counts, key);
    }
}

char *
tiltas_usage_to_csv (TiltasUsage *self)
{
  GString *text = g_string_new (HEADING "\n");
  g_autoptr (GPtrArray) keys = sorted_keys (self);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      g_string_append_printf (text, "%s,%u\n", key, GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, key)));
    }
  return g_string_free (text, FALSE);
}

static void
row_free (gpointer data)
{
  TiltasUsageRow *row = data;

  g_free (row->id);
  g_free (row);
}

GPtrArray *
tiltas_usage_rows (TiltasUsage *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (GPtrArray) keys = sorted_keys (self);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      g_auto (GStrv) parts = g_strsplit (key, ",", 3);
      TiltasUsageRow *row = g_new0 (TiltasUsageRow, 1);
      g_strlcpy (row->day, parts[0], sizeof row->day);
      row->kind = (TiltasUsageKind) kind_of (parts[1]);
      row->id = g_strdup (parts[2]);
      row->count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, key));
      g_ptr_array_add (rows, row);
    }
  return rows;
}

/* Sets the file's time to the start of the day: it must not tell when the last visit was. */
static void
coarsen_time (const char *path, gint64 now)
{
  struct utimbuf times = { .actime = now - now % DAY_SECONDS, .modtime = now - now % DAY_SECONDS };

  utime (path, &times);
}

gboolean
tiltas_usage_save (TiltasUsage *self, GError **error)
{
  g_autofree char *new_path = g_strconcat (self->path, ".new", NULL);

  if (!self->changed)
    return TRUE;
  forget_old_days (self);
  g_autofree char *text = tiltas_usage_to_csv (self);
  /* Without flags, GLib 2.74 does not cut off a longer file that exists. */
  unlink (new_path);
  if (!g_file_set_contents_full (new_path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, error))
    {
      unlink (new_path);
      return FALSE;
    }
  coarsen_time (new_path, tiltas_clock_now (self->clock));
  if (rename (new_path, self->path) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", self->path, g_strerror (errno));
      unlink (new_path);
      return FALSE;
    }
  self->changed = FALSE;
  return TRUE;
}
