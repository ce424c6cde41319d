/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* zstd for pack.jsonl (formats.md, "Limits"): one frame with a window of at most 2^23 bytes, without a dictionary,
 * with nothing behind it, and with a decoded length that signed metadata give. Uses no files; blocks for the
 * computation only. */

#define TILTAS_PACK_ERROR (tiltas_pack_error_quark ())
GQuark tiltas_pack_error_quark (void);

/* The highest number of an edition. Numbers only rise. */
#define TILTAS_EDITION_MAX 1000000000
#define TILTAS_PACK_WINDOW_LOG 23

/* Takes the decoded bytes in order, piece by piece; FALSE and error stop the decoding. */
typedef gboolean (*TiltasPackBytes) (const void *data, gsize length, gpointer user_data, GError **error);

/* Decodes piece by piece, in constant memory (about 8 MiB of window). */
typedef struct _TiltasPackDecoder TiltasPackDecoder;

/* decoded_length: exactly as many bytes must come out. Transfer full. */
TiltasPackDecoder *tiltas_pack_decoder_new (guint64 decoded_length, TiltasPackBytes sink, gpointer user_data);
/* Feeds any number of compressed bytes. Fails when they are damaged, when too many bytes come out, or when sink
 * fails; then the decoder may only be freed. */
gboolean tiltas_pack_decoder_feed (TiltasPackDecoder *self, const void *data, gsize length, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Call once at the end: refuses a frame that is cut or too short. */
gboolean tiltas_pack_decoder_finish (TiltasPackDecoder *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tiltas_pack_decoder_free (TiltasPackDecoder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPackDecoder, tiltas_pack_decoder_free)

/* Decodes a frame that is in memory as a whole. */
gboolean tiltas_pack_decompress (const void *data,
                                 gsize length,
                                 guint64 decoded_length,
                                 TiltasPackBytes sink,
                                 gpointer user_data,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Compresses to one frame that the decoder accepts. The same input and version of zstd give the same bytes. Transfer
 * full. */
GBytes *tiltas_pack_compress (const void *data, gsize length, GError **error);

G_END_DECLS
