/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An output stream that computes the SHA-256 of what is written to it, and keeps nothing else. */
#define TILTAS_TYPE_HASH_STREAM (tiltas_hash_stream_get_type ())
G_DECLARE_FINAL_TYPE (TiltasHashStream, tiltas_hash_stream, TILTAS, HASH_STREAM, GOutputStream)

TiltasHashStream *tiltas_hash_stream_new (void);
/* The hash in lower-case hexadecimal. Nothing can be written afterwards. Borrowed. */
const char *tiltas_hash_stream_finish (TiltasHashStream *self);

G_END_DECLS
