/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/pack.h"

#include <zstd.h>

G_DEFINE_QUARK (tiltas - pack - error - quark, tiltas_pack_error)

#define COMPRESSION_LEVEL 19
#define OUTPUT_BYTES (128 * 1024)
#define MAGIC_BYTES 4

struct _TiltasPackDecoder
{
  ZSTD_DCtx *context;
  guint64 decoded_length;
  guint64 decoded;   /* bytes given to sink */
  guint magic_seen;  /* bytes of the magic number that have been checked */
  gboolean complete; /* the frame has ended */
  gboolean failed;
  TiltasPackBytes sink;
  gpointer user_data;
  guint8 output[OUTPUT_BYTES];
};

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, TILTAS_PACK_ERROR, 0, message);
  return FALSE;
}

TiltasPackDecoder *
tiltas_pack_decoder_new (guint64 decoded_length, TiltasPackBytes sink, gpointer user_data)
{
  g_return_val_if_fail (sink != NULL, NULL);
  TiltasPackDecoder *self = g_new0 (TiltasPackDecoder, 1);
  self->context = ZSTD_createDCtx ();
  g_assert (self->context != NULL);
  ZSTD_DCtx_setParameter (self->context, ZSTD_d_windowLogMax, TILTAS_PACK_WINDOW_LOG);
  self->decoded_length = decoded_length;
  self->sink = sink;
  self->user_data = user_data;
  return self;
}

void
tiltas_pack_decoder_free (TiltasPackDecoder *self)
{
  if (self == NULL)
    return;
  ZSTD_freeDCtx (self->context);
  g_free (self);
}

/* Allows only today's zstd frame; libzstd reads skippable frames and frames of its old versions too. */
static gboolean
check_magic (TiltasPackDecoder *self, const guint8 *data, gsize length, GError **error)
{
  for (gsize i = 0; i < length && self->magic_seen < MAGIC_BYTES; i++, self->magic_seen++)
    if (data[i] != (ZSTD_MAGICNUMBER >> (8 * self->magic_seen) & 0xFF))
      return refuse (error, "no zstd frame");
  return TRUE;
}

static gboolean
give (TiltasPackDecoder *self, gsize length, GError **error)
{
  if (length > self->decoded_length - self->decoded)
    return refuse (error, "more bytes come out than were signed");
  self->decoded += length;
  return length == 0 || self->sink (self->output, length, self->user_data, error);
}

static gboolean
feed (TiltasPackDecoder *self, const guint8 *data, gsize length, GError **error)
{
  ZSTD_inBuffer in = { data, length, 0 };
  gboolean output_full = FALSE;
  if (!check_magic (self, data, length, error))
    return FALSE;
  while (in.pos < in.size || output_full)
    {
      ZSTD_outBuffer out = { self->output, sizeof self->output, 0 };
      if (self->complete)
        return refuse (error, "bytes after the end of the zstd frame");
      gsize result = ZSTD_decompressStream (self->context, &out, &in);
      if (ZSTD_isError (result))
        {
          g_set_error (error, TILTAS_PACK_ERROR, 0, "damaged zstd frame: %s", ZSTD_getErrorName (result));
          return FALSE;
        }
      if (!give (self, out.pos, error))
        return FALSE;
      self->complete = result == 0;
      output_full = !self->complete && out.pos == out.size;
    }
  return TRUE;
}

gboolean
tiltas_pack_decoder_feed (TiltasPackDecoder *self, const void *data, gsize length, GError **error)
{
  g_return_val_if_fail (self != NULL && !self->failed && (data != NULL || length == 0), FALSE);
  self->failed = !feed (self, data, length, error);
  return !self->failed;
}

gboolean
tiltas_pack_decoder_finish (TiltasPackDecoder *self, GError **error)
{
  g_return_val_if_fail (self != NULL && !self->failed, FALSE);
  if (!self->complete)
    return refuse (error, "the zstd frame is cut");
  if (self->decoded != self->decoded_length)
    return refuse (error, "fewer bytes come out than were signed");
  return TRUE;
}

gboolean
tiltas_pack_decompress (const void *data,
                        gsize length,
                        guint64 decoded_length,
                        TiltasPackBytes sink,
                        gpointer user_data,
                        GError **error)
{
  g_autoptr (TiltasPackDecoder) decoder = tiltas_pack_decoder_new (decoded_length, sink, user_data);
  return tiltas_pack_decoder_feed (decoder, data, length, error) && tiltas_pack_decoder_finish (decoder, error);
}

GBytes *
tiltas_pack_compress (const void *data, gsize length, GError **error)
{
  g_return_val_if_fail (data != NULL || length == 0, NULL);
  gsize capacity = ZSTD_compressBound (length);
  g_autofree void *buffer = g_malloc (capacity);
  ZSTD_CCtx *context = ZSTD_createCCtx ();
  g_assert (context != NULL);
  ZSTD_CCtx_setParameter (context, ZSTD_c_compressionLevel, COMPRESSION_LEVEL);
  ZSTD_CCtx_setParameter (context, ZSTD_c_windowLog, TILTAS_PACK_WINDOW_LOG);
  ZSTD_CCtx_setParameter (context, ZSTD_c_checksumFlag, 1);
  gsize written = ZSTD_compress2 (context, buffer, capacity, data, length);
  ZSTD_freeCCtx (context);
  if (ZSTD_isError (written))
    {
      g_set_error (error, TILTAS_PACK_ERROR, 0, "zstd: %s", ZSTD_getErrorName (written));
      return NULL;
    }
  g_autofree void *exact = g_realloc (g_steal_pointer (&buffer), written);
  return g_bytes_new_take (g_steal_pointer (&exact), written);
}
