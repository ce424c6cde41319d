/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/record.h"

G_BEGIN_DECLS

/* Reads an edition (pack.jsonl) line by line. Keys must ascend strictly; every line must be canonical, of the given
 * publisher, and valid by tiltas_record_validate. The bytes come in pieces of any size and are not kept. */
typedef struct _TiltasPackReader TiltasPackReader;
/* One line with what was read from it. Everything is borrowed for the duration of the call. */
typedef struct
{
  const TiltasKey *key;
  json_t *record;
  const char *text; /* as in the pack, without the newline; no NUL follows */
  gsize length;     /* of text, in bytes */
} TiltasPackLine;
/* Is called for each full line, in order. FALSE and error stop the reading. */
typedef gboolean (*TiltasPackLineFunc) (const TiltasPackLine *line, gpointer data, GError **error);

/* on_line may be NULL: then the lines are only checked. */
TiltasPackReader *tiltas_pack_reader_new (const char *publisher, TiltasPackLineFunc on_line, gpointer data);
/* Feeds any number of bytes. Fails on the first fault, naming the line number; then the reader may only be freed. */
gboolean tiltas_pack_reader_feed (TiltasPackReader *self, const void *data, gsize length, GError **error);
/* Call once at the end: refuses a last line without newline. state, if not NULL, gets the SHA-256 hex of all bytes. */
gboolean tiltas_pack_reader_finish (TiltasPackReader *self, char **state, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tiltas_pack_reader_free (TiltasPackReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPackReader, tiltas_pack_reader_free)

G_END_DECLS
