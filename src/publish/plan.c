/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/plan.h"

#include "publish/output.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  TiltasPlanPhase phase;
  char *path;
  GBytes *bytes;
} Entry;

struct _TiltasPlan
{
  char *folder;
  GPtrArray *entries; /* of Entry */
  GPtrArray *removed; /* of char * */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->path);
  g_bytes_unref (entry->bytes);
  g_free (entry);
}

TiltasPlan *
tiltas_plan_new (const char *folder)
{
  TiltasPlan *self = g_new0 (TiltasPlan, 1);

  self->folder = g_strdup (folder);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->removed = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tiltas_plan_free (TiltasPlan *self)
{
  g_free (self->folder);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->removed);
  g_free (self);
}

static gboolean
is_there (TiltasPlan *self, const char *path, GBytes *bytes)
{
  g_autofree char *full = g_build_filename (self->folder, path, NULL);
  g_autofree char *data = NULL;
  gsize length = 0;
  gsize wanted = 0;
  gconstpointer expected = g_bytes_get_data (bytes, &wanted);

  if (!g_file_get_contents (full, &data, &length, NULL))
    return FALSE;
  return length == wanted && (length == 0 || memcmp (data, expected, length) == 0);
}

void
tiltas_plan_add (TiltasPlan *self, TiltasPlanPhase phase, const char *path, GBytes *bytes)
{
  Entry *entry;

  if (is_there (self, path, bytes))
    return;
  entry = g_new0 (Entry, 1);
  entry->phase = phase;
  entry->path = g_strdup (path);
  entry->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (self->entries, entry);
}

void
tiltas_plan_remove (TiltasPlan *self, const char *path)
{
  g_ptr_array_add (self->removed, g_strdup (path));
}

gboolean
tiltas_plan_changes (TiltasPlan *self)
{
  return self->entries->len > 0;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Entry *left = *(Entry *const *) a;
  const Entry *right = *(Entry *const *) b;

  if (left->phase != right->phase)
    return left->phase < right->phase ? -1 : 1;
  return strcmp (left->path, right->path);
}

char *
tiltas_plan_text (TiltasPlan *self)
{
  GString *text = g_string_new (NULL);

  g_ptr_array_sort (self->entries, compare);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];

      g_string_append_printf (text, "would write %s/%s (%" G_GSIZE_FORMAT " bytes)\n", self->folder, entry->path,
                              g_bytes_get_size (entry->bytes));
    }
  for (guint i = 0; i < self->removed->len; i++)
    g_string_append_printf (text, "would remove %s/%s\n", self->folder, (const char *) self->removed->pdata[i]);
  return g_string_free (text, FALSE);
}

gboolean
tiltas_plan_write (TiltasPlan *self, GError **error)
{
  g_ptr_array_sort (self->entries, compare);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];
      g_autofree char *full = g_build_filename (self->folder, entry->path, NULL);

      if (!tiltas_output_write (full, entry->bytes, error))
        return FALSE;
    }
  for (guint i = 0; i < self->removed->len; i++)
    {
      g_autofree char *full = g_build_filename (self->folder, self->removed->pdata[i], NULL);

      g_unlink (full);
    }
  return TRUE;
}
