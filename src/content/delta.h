/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/pack-reader.h"

G_BEGIN_DECLS

/* Reads deltas (content/delta-format.h). Any bytes may be given. Blocks for the computation only. */

typedef struct _TiltasDelta TiltasDelta;

/* Reads the head of a delta; the frame is decoded later. Keeps a reference to bytes. Memory is bounded by a small
 * multiple of their length. NULL with DAMAGED or TOO_LARGE. Transfer full. */
TiltasDelta *tiltas_delta_parse (const char *publisher, GBytes *bytes, GError **error);
void tiltas_delta_free (TiltasDelta *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasDelta, tiltas_delta_free)

/* The removed keys, whole ("publisher/kind/id[/lang]") and ascending. Borrowed, NULL-terminated; n may be NULL. */
const char *const *tiltas_delta_removed (const TiltasDelta *self, gsize *n);

/* Appends the stored line of a key, without its newline, to line. FALSE with BASE when the key is not stored. */
typedef gboolean (*TiltasDeltaOldLine) (const char *key, GByteArray *line, gpointer data, GError **error);

/* Asks old_line for every changed key, in order; then calls on_line for every changed and added line, in order,
 * after the checks of a TiltasPackReader. Holds at most 8 MiB of lines. Fails with BASE, DAMAGED,
 * TILTAS_RECORD_ERROR or TILTAS_CANONICAL_ERROR, or with the error of a callback; on_line may have been called
 * before. on_line may be NULL: then the delta is only checked. */
gboolean tiltas_delta_lines (const TiltasDelta *self,
                             TiltasDeltaOldLine old_line,
                             TiltasPackLineFunc on_line,
                             gpointer data,
                             GError **error);

G_END_DECLS
