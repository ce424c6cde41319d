/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/delta-apply.h"

#include "content/canonical.h"
#include "content/delta-format.h"
#include "content/delta.h"
#include "content/pack-reader.h"

#include <string.h>

/* Applies a delta to a whole pack in memory. Keys are found by bisection, so that few lines need to be parsed. */

typedef struct
{
  const char *pack;
  gsize length;
  GArray *starts;   /* of gsize: where each line begins, and the end */
  GByteArray *next; /* the result */
  gsize copied;     /* number of lines of the old pack that are copied or left out so far */
  const char *const *removed;
  gsize n_removed, i_removed;
} Apply;

static void
apply_clear (Apply *self)
{
  g_clear_pointer (&self->starts, g_array_unref);
  g_clear_pointer (&self->next, g_byte_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Apply, apply_clear)

static gsize
line_start (const Apply *self, gsize line)
{
  return g_array_index (self->starts, gsize, line);
}

static gboolean
find_lines (Apply *self, GError **error)
{
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (gsize at = 0; at < self->length;)
    {
      const char *end = memchr (self->pack + at, '\n', self->length - at);
      if (end == NULL)
        return tiltas_delta_refuse (error, TILTAS_DELTA_ERROR_BASE, "the pack's last line has no end");
      g_array_append_val (self->starts, at);
      at = (gsize) (end - self->pack) + 1;
    }
  g_array_append_val (self->starts, self->length);
  return TRUE;
}

static char *
key_at (const Apply *self, gsize line, GError **error)
{
  gsize start = line_start (self, line);
  g_autoptr (json_t) record =
    tiltas_canonical_parse (self->pack + start, line_start (self, line + 1) - start - 1, error);
  g_autoptr (TiltasKey) key = record != NULL ? tiltas_key_of (record, error) : NULL;
  return key != NULL ? g_steal_pointer (&key->key) : NULL;
}

/* Finds the line of a key. When there is none, *found is FALSE and *line is the first line after its place. */
static gboolean
find (const Apply *self, const char *key, gsize *line, gboolean *found, GError **error)
{
  gsize low = 0;
  gsize high = self->starts->len - 1;
  *found = FALSE;
  while (low < high && !*found)
    {
      gsize middle = low + (high - low) / 2;
      g_autofree char *other = key_at (self, middle, error);
      if (other == NULL)
        return FALSE;
      int order = strcmp (other, key);
      *found = order == 0;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *line = high;
  return TRUE;
}

static gboolean
not_there (const char *key, GError **error)
{
  g_set_error (error, TILTAS_DELTA_ERROR, TILTAS_DELTA_ERROR_BASE, "%s is not in the pack", key);
  return FALSE;
}

static gboolean
old_line (const char *key, GByteArray *line, gpointer data, GError **error)
{
  const Apply *self = data;
  gsize at = 0;
  gboolean found = FALSE;
  if (!find (self, key, &at, &found, error))
    return FALSE;
  if (!found)
    return not_there (key, error);
  gsize start = line_start (self, at);
  g_byte_array_append (line, (const guint8 *) self->pack + start, (guint) (line_start (self, at + 1) - start - 1));
  return TRUE;
}

/* Copies the lines before `line`. */
static gboolean
copy_to (Apply *self, gsize line, GError **error)
{
  gsize from = line_start (self, self->copied);
  gsize to = line_start (self, line);
  if (line < self->copied || to - from > G_MAXUINT32 - (gsize) self->next->len - G_MAXUINT16)
    return tiltas_delta_refuse (error, TILTAS_DELTA_ERROR_BASE, "the pack's keys are not in order, or it is too large");
  g_byte_array_append (self->next, (const guint8 *) self->pack + from, (guint) (to - from));
  self->copied = line;
  return TRUE;
}

/* Leaves out the removed keys before key, or all that are left when key is NULL. */
static gboolean
drop_removed (Apply *self, const char *key, GError **error)
{
  while (self->i_removed < self->n_removed && (key == NULL || strcmp (self->removed[self->i_removed], key) < 0))
    {
      const char *removed = self->removed[self->i_removed++];
      gsize at = 0;
      gboolean found = FALSE;
      if (!find (self, removed, &at, &found, error))
        return FALSE;
      if (!found)
        return not_there (removed, error);
      if (!copy_to (self, at, error))
        return FALSE;
      self->copied = at + 1;
    }
  return TRUE;
}

static gboolean
new_line (const TiltasPackLine *line, gpointer data, GError **error)
{
  Apply *self = data;
  gsize at = 0;
  gboolean found = FALSE;
  if (!drop_removed (self, line->key->key, error) || !find (self, line->key->key, &at, &found, error) ||
      !copy_to (self, at, error))
    return FALSE;
  self->copied += found;
  g_byte_array_append (self->next, (const guint8 *) line->text, (guint) line->length);
  g_byte_array_append (self->next, (const guint8 *) "\n", 1);
  return TRUE;
}

GBytes *
tiltas_delta_apply (const char *publisher, const void *pack, gsize length, GBytes *bytes, GError **error)
{
  g_return_val_if_fail (pack != NULL || length == 0, NULL);
  g_autoptr (TiltasDelta) delta = tiltas_delta_parse (publisher, bytes, error);
  g_auto (Apply) self = { .pack = pack != NULL ? pack : "", .length = length };
  if (delta == NULL || !find_lines (&self, error))
    return NULL;
  self.next = g_byte_array_new ();
  self.removed = tiltas_delta_removed (delta, &self.n_removed);
  if (!tiltas_delta_lines (delta, old_line, new_line, &self, error) || !drop_removed (&self, NULL, error) ||
      !copy_to (&self, self.starts->len - 1, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&self.next));
}
