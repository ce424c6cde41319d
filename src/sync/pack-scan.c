/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/pack-scan.h"

#include "base/hash.h"
#include "content/canonical.h"
#include "sync/error.h"

#include <jansson.h>
#include <string.h>

#define PIECE (64 * 1024)

TiltasPackScan *
tiltas_pack_scan_new (void)
{
  TiltasPackScan *self = g_new0 (TiltasPackScan, 1);

  self->blobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->languages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
tiltas_pack_scan_free (TiltasPackScan *self)
{
  g_hash_table_unref (self->blobs);
  g_hash_table_unref (self->languages);
  g_free (self);
}

gboolean
tiltas_pack_scan_add (TiltasPackScan *self, const char *sha256, gint64 length, GError **error)
{
  const guint64 *known = g_hash_table_lookup (self->blobs, sha256);

  if (length < 0 || length > TILTAS_BLOB_MAX || (known != NULL && *known != (guint64) length))
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_REFUSED, "blob %s has an impossible length", sha256);
      return FALSE;
    }
  if (known != NULL)
    return TRUE;
  g_hash_table_insert (self->blobs, g_strdup (sha256), g_memdup2 (&(guint64){ (guint64) length }, sizeof (guint64)));
  self->blob_bytes += (guint64) length;
  return TRUE;
}

void
tiltas_pack_scan_set_language (TiltasPackScan *self, const char *sha256, const char *language)
{
  const char *known = g_hash_table_lookup (self->languages, sha256);

  if (known == NULL)
    g_hash_table_insert (self->languages, g_strdup (sha256), g_strdup (language != NULL ? language : ""));
  else if (g_strcmp0 (known, language) != 0)
    g_hash_table_replace (self->languages, g_strdup (sha256), g_strdup (""));
}

/* Looks for blobs in a value and in all values below it. A blob is named by an object with "sha256" and "length"
 * (content/README.md, "Picture"). */
static gboolean
scan_value (TiltasPackScan *self, json_t *value, const char *language, GError **error)
{
  const char *name, *sha256 = json_string_value (json_object_get (value, "sha256"));
  json_t *length = json_object_get (value, "length"), *below;
  gsize i;

  if (sha256 != NULL && tiltas_is_sha256_hex (sha256) && json_is_integer (length))
    {
      if (!tiltas_pack_scan_add (self, sha256, json_integer_value (length), error))
        return FALSE;
      tiltas_pack_scan_set_language (self, sha256, language);
    }
  json_object_foreach (value, name, below)
    if (!scan_value (self, below, language, error))
      return FALSE;
  json_array_foreach (value, i, below)
    if (!scan_value (self, below, language, error))
      return FALSE;
  return TRUE;
}

static gboolean
scan_line (TiltasPackScan *self, const char *line, gsize length, GError **error)
{
  self->records++;
  if (memmem (line, length, "\"sha256\"", 8) == NULL)
    return TRUE;
  json_auto_t *value = tiltas_canonical_parse (line, length, error);
  return value != NULL && scan_value (self, value, json_string_value (json_object_get (value, "lang")), error);
}

/* Scans the complete lines in buffer and removes them from it. */
static gboolean
scan_lines (TiltasPackScan *self, GByteArray *buffer, GError **error)
{
  gsize start = 0;
  const char *end;

  while ((end = memchr (buffer->data + start, '\n', buffer->len - start)) != NULL)
    {
      gsize length = (gsize) (end - (const char *) buffer->data) - start;
      if (!scan_line (self, (const char *) buffer->data + start, length, error))
        return FALSE;
      start += length + 1;
    }
  g_byte_array_remove_range (buffer, 0, (guint) start);
  if (buffer->len <= TILTAS_LINE_MAX)
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_REFUSED, "line %" G_GUINT64_FORMAT " is too long",
               self->records + 1);
  return FALSE;
}

TiltasPackScan *
tiltas_pack_scan (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (TiltasPackScan) self = tiltas_pack_scan_new ();
  g_autoptr (GByteArray) buffer = g_byte_array_new ();
  g_autofree char *piece = g_malloc (PIECE);
  gssize got;

  while ((got = g_input_stream_read (stream, piece, PIECE, cancellable, error)) > 0)
    {
      g_byte_array_append (buffer, (const guint8 *) piece, (guint) got);
      if (!scan_lines (self, buffer, error))
        return NULL;
    }
  return got == 0 ? g_steal_pointer (&self) : NULL;
}
