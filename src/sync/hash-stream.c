/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/hash-stream.h"

struct _TiltasHashStream
{
  GOutputStream parent_instance;
  GChecksum *checksum;
};

G_DEFINE_FINAL_TYPE (TiltasHashStream, tiltas_hash_stream, G_TYPE_OUTPUT_STREAM)

static gssize
hash_write (GOutputStream *stream, const void *bytes, gsize length, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  g_checksum_update (TILTAS_HASH_STREAM (stream)->checksum, bytes, (gssize) length);
  return (gssize) length;
}

static void
hash_finalize (GObject *object)
{
  g_checksum_free (TILTAS_HASH_STREAM (object)->checksum);
  G_OBJECT_CLASS (tiltas_hash_stream_parent_class)->finalize (object);
}

static void
tiltas_hash_stream_class_init (TiltasHashStreamClass *class)
{
  G_OBJECT_CLASS (class)->finalize = hash_finalize;
  G_OUTPUT_STREAM_CLASS (class)->write_fn = hash_write;
}

static void
tiltas_hash_stream_init (TiltasHashStream *self)
{
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
}

TiltasHashStream *
tiltas_hash_stream_new (void)
{
  return g_object_new (TILTAS_TYPE_HASH_STREAM, NULL);
}

const char *
tiltas_hash_stream_finish (TiltasHashStream *self)
{
  g_return_val_if_fail (TILTAS_IS_HASH_STREAM (self), NULL);
  return g_checksum_get_string (self->checksum);
}
