/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* A record's key and the check of what a kind must have (content/README.md, "What they become"). */

#define TILTAS_RECORD_ERROR (tiltas_record_error_quark ())
GQuark tiltas_record_error_quark (void);

typedef struct
{
  char *publisher;
  char *kind;
  char *id;
  char *lang; /* NULL but in "-text" kinds */
  char *key;  /* publisher/kind/id[/lang] */
} TiltasKey;

TiltasKey *tiltas_key_of (json_t *record, GError **error);
void tiltas_key_free (TiltasKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasKey, tiltas_key_free)

/* [a-z0-9-]{1,64} */
gboolean tiltas_is_id (const char *text);
/* Checks the members of a known kind; unknown kinds and members pass. Words of closed lists (status, fee, types of
 * blocks and cards …) may be any, because an older kiosk reads a newer pack: what is unknown is not shown, or shown as
 * the most careful of the known ones. Coordinates come in pairs, bidirectional controls match. The error names the
 * member. */
gboolean tiltas_record_validate (json_t *record, GError **error);
gboolean tiltas_kind_is_known (const char *kind);
/* All kinds that this version knows, "unit, unit-text, …", for messages. Transfer full. */
char *tiltas_kinds_text (void);
/* For publishing: every word of a closed list in a record that tiltas_record_validate has passed is known. */
gboolean tiltas_record_check_words (json_t *record, GError **error);

/* Reads an edition (pack.jsonl) line by line: keys strictly ascending, every line canonical and of the given publisher,
 * valid by tiltas_record_validate. Borrows the bytes of a file or buffer piece by piece. */
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
