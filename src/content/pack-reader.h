/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/record.h"

G_BEGIN_DECLS

/* Reads an edition (pack.jsonl) line by line: keys strictly ascending, every line canonical and of the given publisher,
 * valid by tiltas_record_validate. The bytes come piece by piece
 * and are not kept. */
typedef struct _TiltasPackReader TiltasPackReader;
typedef gboolean (*TiltasPackLine) (const TiltasKey *key,
                                    json_t *record,
                                    const char *line,
                                    gsize length,
                                    gpointer data,
                                    GError **error);

/* line is called for each full line, in order, with what it may borrow during the call; it may be NULL (only check). */
TiltasPackReader *tiltas_pack_reader_new (const char *publisher, TiltasPackLine line, gpointer data);
/* Feeds any number of bytes. Fails on the first fault, naming the line number; then the reader may only be freed. */
gboolean tiltas_pack_reader_feed (TiltasPackReader *self, const void *data, gsize length, GError **error);
/* Call once at the end: refuses a last line without newline. state, if not NULL, gets the SHA-256 hex of all bytes. */
gboolean tiltas_pack_reader_finish (TiltasPackReader *self, char **state, GError **error);
void tiltas_pack_reader_free (TiltasPackReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPackReader, tiltas_pack_reader_free)

G_END_DECLS
