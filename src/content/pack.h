/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* zstd around pack.jsonl (formats.md, "Limits"): one frame, window of at most 2^23 bytes, no dictionary, nothing after
 * the frame, and a decoded length that is known from signed metadata. Blocks for the computation only; no files. */

#define TILTAS_PACK_ERROR (tiltas_pack_error_quark ())
GQuark tiltas_pack_error_quark (void);

/* The highest number of an edition. Numbers only rise. */
#define TILTAS_EDITION_MAX 1000000000
#define TILTAS_PACK_WINDOW_LOG 23

/* Takes the decoded bytes in order, piece by piece; FALSE and error stop the decoding. */
typedef gboolean (*TiltasPackBytes) (const void *data, gsize length, gpointer user_data, GError **error);

/* Decodes piece by piece, in constant memory (about 8 MiB of window). */
typedef struct _TiltasPackDecoder TiltasPackDecoder;

/* decoded_length: how many bytes must come out, no more and no less. */
TiltasPackDecoder *tiltas_pack_decoder_new (guint64 decoded_length, TiltasPackBytes sink, gpointer user_data);
/* Feeds any number of compressed bytes. Fails on damage, on a byte too many, or when sink fails; then only free it. */
gboolean tiltas_pack_decoder_feed (TiltasPackDecoder *self, const void *data, gsize length, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Call once at the end: refuses a frame that is cut or too short. */
gboolean tiltas_pack_decoder_finish (TiltasPackDecoder *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tiltas_pack_decoder_free (TiltasPackDecoder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPackDecoder, tiltas_pack_decoder_free)

/* The same for a frame that lies in memory: every decoded piece goes to sink. */
gboolean tiltas_pack_decompress (const void *data,
                                 gsize length,
                                 guint64 decoded_length,
                                 TiltasPackBytes sink,
                                 gpointer user_data,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* One frame that the decoder takes; the same bytes for the same input and version of zstd. Transfer full. */
GBytes *tiltas_pack_compress (const void *data, gsize length, GError **error);

G_END_DECLS
