/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/pack-reader.h"

G_BEGIN_DECLS

/* Reads a delta (content/delta-format.h), which may be any bytes. Blocks for the computation only. */

typedef struct _TiltasDelta TiltasDelta;

/* Reads everything but the frame. Takes a reference. NULL with DAMAGED or TOO_LARGE. Any bytes may be given: memory is
 * bounded by a small multiple of their length. */
TiltasDelta *tiltas_delta_parse (const char *publisher, GBytes *bytes, GError **error);
void tiltas_delta_free (TiltasDelta *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasDelta, tiltas_delta_free)

/* The removed keys, whole ("publisher/kind/id[/lang]") and ascending. Borrowed, NULL-terminated; n may be NULL. */
const char *const *tiltas_delta_removed (const TiltasDelta *self, gsize *n);

/* Appends the stored line of a key, without newline, to line. A key that is not there: FALSE and an error (BASE). */
typedef gboolean (*TiltasDeltaOldLine) (const char *key, GByteArray *line, gpointer data, GError **error);

/* Asks old_line for every changed key, in order, then gives every changed and added line to on_line, in order, after
 * the checks of a TiltasPackReader. At most 8 MiB of lines are held. Fails with BASE, DAMAGED, TILTAS_RECORD_ERROR or
 * TILTAS_CANONICAL_ERROR, or as a callback does; lines may have been given before. on_line may be NULL (only check). */
gboolean tiltas_delta_lines (const TiltasDelta *self,
                             TiltasDeltaOldLine old_line,
                             TiltasPackLineFunc on_line,
                             gpointer data,
                             GError **error);

G_END_DECLS
