/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/delta-encode.h"

#include "content/canonical.h"
#include "content/delta-format.h"
#include "content/pack.h"
#include "content/record.h"

#include <string.h>
#include <zstd.h>

#define COMPRESSION_LEVEL 19

/* --- walking through a pack --- */

typedef struct
{
  const char *publisher;
  const char *line; /* NULL at the end */
  gsize length;     /* with newline */
  const char *limit;
  char *key;      /* of line, without publisher; NULL until it is asked for */
  char *last_key; /* of the last line whose key was asked for */
} Walk;

static void
walk_clear (Walk *self)
{
  g_free (self->key);
  g_free (self->last_key);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static gboolean
broken (GError **error, const char *message)
{
  return tiltas_delta_refuse (error, TILTAS_DELTA_ERROR_DAMAGED, message);
}

/* Goes to the line that begins at start. */
static gboolean
walk_to (Walk *self, const char *start, GError **error)
{
  if (self->key != NULL)
    {
      g_free (self->last_key);
      self->last_key = g_steal_pointer (&self->key);
    }
  self->line = NULL;
  self->length = 0;
  if (start == self->limit)
    return TRUE;
  const char *end = memchr (start, '\n', (gsize) (self->limit - start));
  if (end == NULL)
    return broken (error, "the pack's last line has no end");
  self->line = start;
  self->length = (gsize) (end - start) + 1;
  return TRUE;
}

static gboolean
walk_next (Walk *self, GError **error)
{
  return walk_to (self, self->line + self->length, error);
}

static gboolean
walk_read_key (Walk *self, GError **error)
{
  if (self->key != NULL)
    return TRUE;
  g_autoptr (json_t) record = tiltas_canonical_parse (self->line, self->length - 1, error);
  g_autoptr (TiltasKey) key = record != NULL ? tiltas_key_of (record, error) : NULL;
  if (key == NULL)
    return FALSE;
  if (strcmp (key->publisher, self->publisher) != 0)
    return broken (error, "the pack holds another publisher's record");
  self->key = g_strdup (key->key + strlen (key->publisher) + 1);
  if (self->last_key != NULL && strcmp (self->last_key, self->key) >= 0)
    return broken (error, "the pack's keys are not in order");
  return TRUE;
}

/* --- what differs --- */

typedef struct
{
  gsize n_removed, n_changed;
  GByteArray *removed, *changed; /* as in the delta */
  char *last_removed, *last_changed;
  GByteArray *before, *after; /* lines */
} Change;

static void
change_clear (Change *self)
{
  g_byte_array_unref (self->removed);
  g_byte_array_unref (self->changed);
  g_byte_array_unref (self->before);
  g_byte_array_unref (self->after);
  g_free (self->last_removed);
  g_free (self->last_changed);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

static void
put_number (GByteArray *bytes, gsize number)
{
  while (number >= 0x80)
    {
      g_byte_array_append (bytes, (const guint8[]){ (guint8) (number & 0x7F) | 0x80 }, 1);
      number >>= 7;
    }
  g_byte_array_append (bytes, (const guint8[]){ (guint8) number }, 1);
}

static void
put_key (GByteArray *bytes, char **last, const char *key)
{
  gsize shared = 0;
  while (*last != NULL && (*last)[shared] != '\0' && (*last)[shared] == key[shared])
    shared++;
  gsize length = strlen (key + shared);
  put_number (bytes, shared);
  put_number (bytes, length);
  g_byte_array_append (bytes, (const guint8 *) key + shared, (guint) length);
  g_free (*last);
  *last = g_strdup (key);
}

static gboolean
too_large (GError **error)
{
  return tiltas_delta_refuse (error, TILTAS_DELTA_ERROR_TOO_LARGE, "too large: ship a full pack");
}

static gboolean
put_line (const Change *change, GByteArray *lines, const Walk *walk, GError **error)
{
  if (walk->length > TILTAS_DELTA_LINES_MAX - change->before->len - change->after->len)
    return too_large (error);
  g_byte_array_append (lines, (const guint8 *) walk->line, (guint) walk->length);
  return TRUE;
}

static gboolean
note_removed (Change *change, Walk *from, GError **error)
{
  change->n_removed++;
  put_key (change->removed, &change->last_removed, from->key);
  if (change->removed->len > TILTAS_DELTA_MAX)
    return too_large (error);
  return walk_next (from, error);
}

static gboolean
note_added (Change *change, Walk *to, GError **error)
{
  return put_line (change, change->after, to, error) && walk_next (to, error);
}

static gboolean
note_changed (Change *change, Walk *from, Walk *to, GError **error)
{
  change->n_changed++;
  put_key (change->changed, &change->last_changed, from->key);
  return put_line (change, change->before, from, error) && put_line (change, change->after, to, error) &&
         walk_next (from, error) && walk_next (to, error);
}

/* Equal lines have equal keys, so that only the keys of different lines are read. This makes 20 MB take less than a
 * second. */
static gboolean
step (Change *change, Walk *from, Walk *to, GError **error)
{
  if (from->length == to->length && memcmp (from->line, to->line, to->length) == 0)
    return walk_next (from, error) && walk_next (to, error);
  if ((from->line != NULL && !walk_read_key (from, error)) || (to->line != NULL && !walk_read_key (to, error)))
    return FALSE;
  int order = from->line == NULL ? 1 : to->line == NULL ? -1 : strcmp (from->key, to->key);
  if (order < 0)
    return note_removed (change, from, error);
  if (order > 0)
    return note_added (change, to, error);
  return note_changed (change, from, to, error);
}

/* --- the bytes --- */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZSTD_CCtx, ZSTD_freeCCtx)

static gboolean
put_frame (GByteArray *bytes, const Change *change, GError **error)
{
  gsize capacity = ZSTD_compressBound (change->after->len);
  g_autofree guint8 *frame = g_malloc (capacity);
  g_autoptr (ZSTD_CCtx) context = ZSTD_createCCtx ();
  g_assert (context != NULL);
  ZSTD_CCtx_setParameter (context, ZSTD_c_compressionLevel, COMPRESSION_LEVEL);
  ZSTD_CCtx_setParameter (context, ZSTD_c_windowLog, TILTAS_PACK_WINDOW_LOG);
  ZSTD_CCtx_setParameter (context, ZSTD_c_contentSizeFlag, 0); /* the head of the delta has it */
  ZSTD_CCtx_setParameter (context, ZSTD_c_checksumFlag, 0);    /* the states of the editions are checked instead */
  ZSTD_CCtx_setParameter (context, ZSTD_c_dictIDFlag, 0);
  if (change->before->len > 0)
    ZSTD_CCtx_refPrefix (context, change->before->data, change->before->len);
  gsize written = ZSTD_compress2 (context, frame, capacity, change->after->data, change->after->len);
  if (ZSTD_isError (written))
    {
      g_set_error (error, TILTAS_DELTA_ERROR, TILTAS_DELTA_ERROR_TOO_LARGE, "zstd: %s", ZSTD_getErrorName (written));
      return FALSE;
    }
  g_byte_array_append (bytes, frame, (guint) written);
  return TRUE;
}

static GBytes *
write_delta (const Change *change, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_byte_array_append (bytes, (const guint8 *) TILTAS_DELTA_MAGIC, TILTAS_DELTA_MAGIC_BYTES);
  put_number (bytes, change->n_removed);
  put_number (bytes, change->n_changed);
  put_number (bytes, change->before->len);
  put_number (bytes, change->after->len);
  g_byte_array_append (bytes, change->removed->data, change->removed->len);
  g_byte_array_append (bytes, change->changed->data, change->changed->len);
  if (change->after->len > 0 && !put_frame (bytes, change, error))
    return NULL;
  if (bytes->len > TILTAS_DELTA_MAX)
    {
      too_large (error);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

GBytes *
tiltas_delta_encode (const char *publisher,
                     const void *old_pack,
                     gsize old_length,
                     const void *new_pack,
                     gsize new_length,
                     GError **error)
{
  g_return_val_if_fail (tiltas_is_id (publisher), NULL);
  g_return_val_if_fail ((old_pack != NULL || old_length == 0) && (new_pack != NULL || new_length == 0), NULL);
  const char *old_start = old_pack != NULL ? old_pack : "";
  const char *new_start = new_pack != NULL ? new_pack : "";
  g_auto (Walk) from = { .publisher = publisher, .limit = old_start + old_length };
  g_auto (Walk) to = { .publisher = publisher, .limit = new_start + new_length };
  g_auto (Change) change = { .removed = g_byte_array_new (),
                             .changed = g_byte_array_new (),
                             .before = g_byte_array_new (),
                             .after = g_byte_array_new () };
  if (!walk_to (&from, old_start, error) || !walk_to (&to, new_start, error))
    return NULL;
  while (from.line != NULL || to.line != NULL)
    if (!step (&change, &from, &to, error))
      return NULL;
  return write_delta (&change, error);
}
