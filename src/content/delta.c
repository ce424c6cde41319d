/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/delta.h"

#include "base/language.h"
#include "content/delta-format.h"
#include "content/pack-reader.h"
#include "content/pack.h"

#include <string.h>
#include <zstd.h>

#define KEY_MAX 256 /* more than the longest key without publisher: 64 + 1 + 64 + 1 + 35 */
#define NEXT_KEY_BYTES_MIN 3

struct _TiltasDelta
{
  char *publisher;
  GBytes *bytes;
  GStrv removed, changed; /* whole keys */
  gsize n_removed, n_changed;
  gsize before, after;
  const guint8 *frame; /* in bytes */
  gsize frame_length;
};

static gboolean
damaged (GError **error, const char *message)
{
  return tiltas_delta_refuse (error, TILTAS_DELTA_ERROR_DAMAGED, message);
}

/* --- numbers and keys --- */

typedef struct
{
  const guint8 *data;
  gsize left;
} Cursor;

static gboolean
take_number (Cursor *cursor, gsize *number, GError **error)
{
  guint64 value = 0;
  for (guint shift = 0; shift < 35; shift += 7)
    {
      if (cursor->left == 0)
        return damaged (error, "the delta is cut in a number");
      guint8 octet = *cursor->data++;
      cursor->left--;
      value |= (guint64) (octet & 0x7F) << shift;
      if ((octet & 0x80) != 0)
        continue;
      if ((octet == 0 && shift > 0) || value > G_MAXUINT32)
        return damaged (error, "a number is not in its shortest form or too large");
      *number = (gsize) value;
      return TRUE;
    }
  return damaged (error, "a number is too long");
}

/* kind/id or, for "-text" kinds, kind/id/lang */
static gboolean
is_key (const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", 4);
  guint n = g_strv_length (parts);
  if (n < 2 || !tiltas_is_id (parts[0]) || !tiltas_is_id (parts[1]))
    return FALSE;
  if (g_str_has_suffix (parts[0], "-text"))
    return n == 3 && tiltas_language_is_tag (parts[2]);
  return n == 2;
}

/* Reads the key after `last` into last; `last` is empty before the first key of a list. */
static gboolean
take_key (Cursor *cursor, GString *last, GError **error)
{
  g_autofree char *before = g_strdup (last->str);
  gsize shared = 0;
  gsize length = 0;
  if (!take_number (cursor, &shared, error) || !take_number (cursor, &length, error))
    return FALSE;
  if (shared > last->len || length > cursor->left || shared + length > KEY_MAX)
    return damaged (error, "a key has an impossible length");
  g_string_truncate (last, shared);
  g_string_append_len (last, (const char *) cursor->data, (gssize) length);
  cursor->data += length;
  cursor->left -= length;
  if (strlen (last->str) != last->len || !is_key (last->str))
    return damaged (error, "a key is none");
  if (strcmp (before, last->str) >= 0)
    return damaged (error, "keys are not in order");
  return TRUE;
}

static gboolean
take_keys (Cursor *cursor, const char *publisher, gsize n, GStrv *keys, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) last = g_string_new (NULL);
  if (n > 0 && (n - 1) > cursor->left / NEXT_KEY_BYTES_MIN)
    return damaged (error, "more keys are announced than bytes are there");
  for (gsize i = 0; i < n; i++)
    {
      if (!take_key (cursor, last, error))
        return FALSE;
      g_ptr_array_add (list, g_strconcat (publisher, "/", last->str, NULL));
    }
  g_ptr_array_add (list, NULL);
  *keys = (GStrv) g_ptr_array_free (g_steal_pointer (&list), FALSE);
  return TRUE;
}

/* --- the frame's header (RFC 8878, 3.1.1.1) --- */

#define HEADER_MIN 6 /* magic, descriptor, window or size */

/* Checks the header, because libzstd decodes skippable frames, frames of old versions and windows of any size too. */
static gboolean
check_frame (const TiltasDelta *self, GError **error)
{
  static const guint8 magic[4] = { 0x28, 0xB5, 0x2F, 0xFD };
  const guint8 *frame = self->frame;
  if (self->frame_length < HEADER_MIN || memcmp (frame, magic, sizeof magic) != 0)
    return damaged (error, "no zstd frame");
  gboolean single_segment = (frame[4] & 0x20) != 0;
  if ((frame[4] & 0x03) != 0)
    return damaged (error, "the zstd frame names a dictionary");
  if (!single_segment)
    {
      guint log = 10 + (frame[5] >> 3);
      if (log > TILTAS_PACK_WINDOW_LOG || (log == TILTAS_PACK_WINDOW_LOG && (frame[5] & 7) != 0))
        return damaged (error, "the zstd frame's window is too large");
    }
  unsigned long long size = ZSTD_getFrameContentSize (frame, self->frame_length);
  if (size == ZSTD_CONTENTSIZE_ERROR || (size != ZSTD_CONTENTSIZE_UNKNOWN && size != self->after))
    return damaged (error, "the zstd frame has another size than the delta says");
  if (ZSTD_findFrameCompressedSize (frame, self->frame_length) != self->frame_length)
    return damaged (error, "the zstd frame is damaged, cut or followed by bytes");
  return TRUE;
}

static gboolean
check_apart (const TiltasDelta *self, GError **error)
{
  for (gsize i = 0, k = 0; i < self->n_removed && k < self->n_changed;)
    {
      int order = strcmp (self->removed[i], self->changed[k]);
      if (order == 0)
        return damaged (error, "a key is both removed and changed");
      if (order < 0)
        i++;
      else
        k++;
    }
  return TRUE;
}

static gboolean
parse (TiltasDelta *self, Cursor cursor, GError **error)
{
  if (cursor.left < TILTAS_DELTA_MAGIC_BYTES || memcmp (cursor.data, TILTAS_DELTA_MAGIC, TILTAS_DELTA_MAGIC_BYTES) != 0)
    return damaged (error, "no delta of version 1");
  cursor.data += TILTAS_DELTA_MAGIC_BYTES;
  cursor.left -= TILTAS_DELTA_MAGIC_BYTES;
  if (!take_number (&cursor, &self->n_removed, error) || !take_number (&cursor, &self->n_changed, error) ||
      !take_number (&cursor, &self->before, error) || !take_number (&cursor, &self->after, error))
    return FALSE;
  if (self->before > TILTAS_DELTA_LINES_MAX || self->after > TILTAS_DELTA_LINES_MAX - self->before)
    return tiltas_delta_refuse (error, TILTAS_DELTA_ERROR_TOO_LARGE, "a delta of more than 8 MiB of lines");
  if (!take_keys (&cursor, self->publisher, self->n_removed, &self->removed, error) ||
      !take_keys (&cursor, self->publisher, self->n_changed, &self->changed, error) || !check_apart (self, error))
    return FALSE;
  self->frame = cursor.data;
  self->frame_length = cursor.left;
  if ((self->n_changed == 0) != (self->before == 0) || (self->n_changed > 0 && self->after == 0))
    return damaged (error, "changed keys and lengths do not match");
  if (self->after == 0)
    return self->frame_length == 0 || damaged (error, "bytes after the end of the delta");
  return check_frame (self, error);
}

TiltasDelta *
tiltas_delta_parse (const char *publisher, GBytes *bytes, GError **error)
{
  g_return_val_if_fail (tiltas_is_id (publisher) && bytes != NULL, NULL);
  g_autoptr (TiltasDelta) self = g_new0 (TiltasDelta, 1);
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  self->publisher = g_strdup (publisher);
  self->bytes = g_bytes_ref (bytes);
  if (length > TILTAS_DELTA_MAX)
    {
      tiltas_delta_refuse (error, TILTAS_DELTA_ERROR_TOO_LARGE, "a delta of more than 12 MiB");
      return NULL;
    }
  return parse (self, (Cursor){ data, length }, error) ? g_steal_pointer (&self) : NULL;
}

void
tiltas_delta_free (TiltasDelta *self)
{
  if (self == NULL)
    return;
  g_free (self->publisher);
  g_bytes_unref (self->bytes);
  g_strfreev (self->removed);
  g_strfreev (self->changed);
  g_free (self);
}

const char *const *
tiltas_delta_removed (const TiltasDelta *self, gsize *n)
{
  g_return_val_if_fail (self != NULL, NULL);
  if (n != NULL)
    *n = self->n_removed;
  return (const char *const *) self->removed;
}

/* --- lines --- */

static GByteArray *
collect_old_lines (const TiltasDelta *self, TiltasDeltaOldLine old_line, gpointer data, GError **error)
{
  g_autoptr (GByteArray) prefix = g_byte_array_sized_new ((guint) self->before);
  for (gsize i = 0; i < self->n_changed; i++)
    {
      if (!old_line (self->changed[i], prefix, data, error))
        return NULL;
      g_byte_array_append (prefix, (const guint8 *) "\n", 1);
      if (prefix->len > self->before)
        break;
    }
  if (prefix->len != self->before)
    {
      tiltas_delta_refuse (error, TILTAS_DELTA_ERROR_BASE, "the old lines are not those the delta was made from");
      return NULL;
    }
  return g_steal_pointer (&prefix);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZSTD_DCtx, ZSTD_freeDCtx)

/* Decodes the frame. The buffer is one byte larger than the expected length, so that a frame that is too long is
 * noticed: any other length is refused. */
static char *
decode_frame (const TiltasDelta *self, const GByteArray *prefix, GError **error)
{
  g_autoptr (ZSTD_DCtx) context = ZSTD_createDCtx ();
  g_autofree char *lines = g_malloc (self->after + 1);
  g_assert (context != NULL);
  if (prefix->len > 0)
    ZSTD_DCtx_refPrefix (context, prefix->data, prefix->len);
  gsize result = ZSTD_decompressDCtx (context, lines, self->after + 1, self->frame, self->frame_length);
  if (!ZSTD_isError (result) && result == self->after)
    return g_steal_pointer (&lines);
  g_set_error (error, TILTAS_DELTA_ERROR, TILTAS_DELTA_ERROR_DAMAGED, "damaged zstd frame: %s",
               ZSTD_isError (result) ? ZSTD_getErrorName (result) : "another length than the delta says");
  return NULL;
}

/* The state of the check of keys: the lines and both lists ascend, so that one pass compares them. */
typedef struct
{
  const TiltasDelta *delta;
  gsize i_removed, i_changed; /* index of the next key in each list */
  TiltasPackLineFunc on_line;
  gpointer data;
} Checked;

static gboolean
check_line (const TiltasPackLine *line, gpointer data, GError **error)
{
  Checked *self = data;
  const TiltasDelta *delta = self->delta;
  while (self->i_removed < delta->n_removed && strcmp (delta->removed[self->i_removed], line->key->key) < 0)
    self->i_removed++;
  if (self->i_removed < delta->n_removed && strcmp (delta->removed[self->i_removed], line->key->key) == 0)
    return damaged (error, "a removed key has a new line");
  if (self->i_changed < delta->n_changed)
    {
      int order = strcmp (delta->changed[self->i_changed], line->key->key);
      if (order < 0)
        return damaged (error, "a changed key has no new line");
      self->i_changed += order == 0;
    }
  return self->on_line == NULL || self->on_line (line, self->data, error);
}

gboolean
tiltas_delta_lines (const TiltasDelta *self,
                    TiltasDeltaOldLine old_line,
                    TiltasPackLineFunc on_line,
                    gpointer data,
                    GError **error)
{
  g_return_val_if_fail (self != NULL && old_line != NULL, FALSE);
  if (self->after == 0)
    return TRUE;
  g_autoptr (GByteArray) prefix = collect_old_lines (self, old_line, data, error);
  g_autofree char *lines = prefix != NULL ? decode_frame (self, prefix, error) : NULL;
  if (lines == NULL)
    return FALSE;
  Checked checked = { .delta = self, .on_line = on_line, .data = data };
  g_autoptr (TiltasPackReader) reader = tiltas_pack_reader_new (self->publisher, check_line, &checked);
  if (!tiltas_pack_reader_feed (reader, lines, self->after, error) || !tiltas_pack_reader_finish (reader, NULL, error))
    return FALSE;
  return checked.i_changed == self->n_changed || damaged (error, "a changed key has no new line");
}
