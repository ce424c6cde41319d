/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/pack-reader.h"

#include "content/canonical.h"
#include "content/validate.h"

#include <string.h>

struct _TiltasPackReader
{
  char *publisher;
  TiltasPackLineFunc on_line;
  gpointer data;
  GChecksum *checksum;
  GByteArray *rest;    /* the beginning of a line that is not complete yet */
  char *previous_key;  /* NULL before the first line */
  guint64 line_number; /* lines seen */
  gboolean failed;     /* after a fault nothing more is read */
};

TiltasPackReader *
tiltas_pack_reader_new (const char *publisher, TiltasPackLineFunc on_line, gpointer data)
{
  g_return_val_if_fail (tiltas_is_id (publisher), NULL);
  TiltasPackReader *self = g_new0 (TiltasPackReader, 1);
  self->publisher = g_strdup (publisher);
  self->on_line = on_line;
  self->data = data;
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  self->rest = g_byte_array_new ();
  return self;
}

void
tiltas_pack_reader_free (TiltasPackReader *self)
{
  if (self == NULL)
    return;
  g_free (self->publisher);
  g_checksum_free (self->checksum);
  g_byte_array_unref (self->rest);
  g_free (self->previous_key);
  g_free (self);
}

static gboolean
check_key (TiltasPackReader *self, const TiltasKey *key, GError **error)
{
  if (strcmp (key->publisher, self->publisher) != 0)
    {
      g_set_error (error, TILTAS_RECORD_ERROR, 0, "%s does not belong to %s", key->key, self->publisher);
      return FALSE;
    }
  if (self->previous_key != NULL && strcmp (self->previous_key, key->key) >= 0)
    {
      g_set_error (error, TILTAS_RECORD_ERROR, 0, "%s may not stand after %s", key->key, self->previous_key);
      return FALSE;
    }
  return TRUE;
}

/* Reads one line, which has no newline. */
static gboolean
read_line (TiltasPackReader *self, const char *line, gsize length, GError **error)
{
  g_autoptr (json_t) record = tiltas_canonical_check (line, length, error);
  if (record == NULL)
    return FALSE;
  g_autoptr (TiltasKey) key = tiltas_key_of (record, error);
  if (key == NULL || !check_key (self, key, error))
    return FALSE;
  if (!tiltas_record_validate (record, error))
    {
      g_prefix_error (error, "%s: ", key->key);
      return FALSE;
    }
  if (self->on_line != NULL && !self->on_line (&(TiltasPackLine){ key, record, line, length }, self->data, error))
    return FALSE;
  g_free (self->previous_key);
  self->previous_key = g_steal_pointer (&key->key);
  return TRUE;
}

static gboolean
too_long (GError **error)
{
  g_set_error (error, TILTAS_RECORD_ERROR, 0, "longer than %d bytes", TILTAS_LINE_MAX);
  return FALSE;
}

/* Reads the line that ends at end, where the newline is; start points into the buffer that was given to feed. */
static gboolean
take_line (TiltasPackReader *self, const char *start, const char *end, GError **error)
{
  gsize length = (gsize) (end - start);
  self->line_number++;
  if (self->rest->len + length > TILTAS_LINE_MAX)
    return too_long (error);
  if (self->rest->len == 0)
    return read_line (self, start, length, error);
  g_byte_array_append (self->rest, (const guint8 *) start, (guint) length);
  gboolean ok = read_line (self, (const char *) self->rest->data, self->rest->len, error);
  g_byte_array_set_size (self->rest, 0);
  return ok;
}

static gboolean
feed (TiltasPackReader *self, const char *start, gsize length, GError **error)
{
  const char *const limit = start + length;
  while (start < limit)
    {
      const char *end = memchr (start, '\n', (gsize) (limit - start));
      if (end == NULL)
        {
          if (self->rest->len + (gsize) (limit - start) > TILTAS_LINE_MAX)
            {
              self->line_number++;
              return too_long (error);
            }
          g_byte_array_append (self->rest, (const guint8 *) start, (guint) (limit - start));
          return TRUE;
        }
      if (!take_line (self, start, end, error))
        return FALSE;
      start = end + 1;
    }
  return TRUE;
}

gboolean
tiltas_pack_reader_feed (TiltasPackReader *self, const void *data, gsize length, GError **error)
{
  g_return_val_if_fail (self != NULL && !self->failed && (data != NULL || length == 0), FALSE);
  if (length == 0)
    return TRUE;
  for (gsize done = 0; done < length;) /* GChecksum takes signed lengths */
    {
      gsize piece = MIN (length - done, G_MAXINT32);
      g_checksum_update (self->checksum, (const guchar *) data + done, (gssize) piece);
      done += piece;
    }
  if (feed (self, data, length, error))
    return TRUE;
  self->failed = TRUE;
  g_prefix_error (error, "line %" G_GUINT64_FORMAT ": ", self->line_number);
  return FALSE;
}

gboolean
tiltas_pack_reader_finish (TiltasPackReader *self, char **state, GError **error)
{
  g_return_val_if_fail (self != NULL && !self->failed, FALSE);
  if (self->rest->len > 0)
    {
      self->failed = TRUE;
      g_set_error (error, TILTAS_RECORD_ERROR, 0, "line %" G_GUINT64_FORMAT ": the last line has no end",
                   self->line_number + 1);
      return FALSE;
    }
  if (state != NULL)
    *state = g_strdup (g_checksum_get_string (self->checksum));
  return TRUE;
}
