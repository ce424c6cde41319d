/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/canonical.h"
#include "store/reader.h"
#include "store/sql.h"

#include <jansson.h>

G_BEGIN_DECLS

/* What the queries of a reader share. Private to the store. */

/* Record of the text of a record: the first language of the ladder that is there, else Lithuanian, else any. kind: SQL
 * text; ref: column. Wants the index of text (kind, ref, lang). */
#define TILTAS_TEXT_OF(kind, ref)                                                                     \
  "(SELECT text.record_id FROM text WHERE text.kind = '" kind "' AND text.ref = " ref                 \
  " ORDER BY instr (:ladder, ' ' || text.lang || ' ') = 0, instr (:ladder, ' ' || text.lang || ' ')," \
  " text.lang <> 'lt', text.lang LIMIT 1)"

#define TILTAS_HAS_TEXT(kind, ref) "EXISTS (SELECT 1 FROM text WHERE text.kind = '" kind "' AND text.ref = " ref ")"

/* formats.md, "Verified, dated, shown"; closed and superseded services are never shown. */
#define TILTAS_SERVICE_VISIBLE \
  "service.status IN ('active', 'temporarily-closed') AND (service.verified OR :show_unverified)"

/* The publisher that cannot be hidden, the National Library, or NULL. It is known by its lessons: partners bring none
 * unless it allows them by name (content/grants.h). */
#define TILTAS_FIRST_PUBLISHER \
  "(SELECT publisher FROM main.lesson GROUP BY publisher ORDER BY count (*) DESC, publisher LIMIT 1)"

/* The read transaction of a public function; it is the reader under another name. Its end tells the store when the
 * function met damage. error: as given to that function, valid until the end. */
typedef struct _TiltasReader TiltasReading;
TiltasReading *tiltas_reader_begin (TiltasReader *self, GError **error);
void tiltas_reader_end (TiltasReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasReading, tiltas_reader_end)
/* TRUE when the running function was interrupted; then error becomes G_IO_ERROR_CANCELLED: SQLite has no code of its
 * own for an interruption while a table is being opened. */
gboolean tiltas_reader_explain_interrupt (TiltasReader *self, GError **error);
/* Prepares and binds :ladder and :show_unverified where sql has them. ladder may be NULL where sql has none. */
TiltasStatement *tiltas_reader_prepare (TiltasReader *self, const char *sql, const char *const *ladder, GError **error);
/* " uk en lt ", as TILTAS_TEXT_OF reads it. Transfer full. */
char *tiltas_ladder_join (const char *const *ladder);

typedef enum
{
  TILTAS_READER_TABLE_UNIT,
  TILTAS_READER_TABLE_CATEGORY,
  TILTAS_READER_TABLE_LESSON,
  TILTAS_READER_TABLE_SERVICE,
  TILTAS_READER_TABLE_TERM,
  TILTAS_READER_TABLE_BRANCH,
  TILTAS_READER_TABLE_ANNOUNCEMENT,
} TiltasReaderTable;
/* "publisher/id" of a ref or of a bare id. NULL without error when no publisher has that id. Transfer full. */
char *tiltas_reader_resolve (TiltasReader *self, TiltasReaderTable table, const char *ref, GError **error);

/* Sets DAMAGED, and notes for the end of the reading that the running function met damage, also when error is NULL.
 * Always returns FALSE. */
gboolean tiltas_reader_fail_damaged (TiltasReader *self, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* The record in a column of the current row; *json is NULL when the column is. A record is validated once, when it is
 * imported, and its edition is hashed (store/check.h): here it is only parsed. What is not a JSON object with the
 * members of a key fails with DAMAGED. Members of other types than imported ones have are no danger: the objects of
 * content/model.h leave them out. Transfer full. */
gboolean
tiltas_reader_parse (TiltasReader *self, TiltasStatement *statement, int column, json_t **json, GError **error);

/* One step of a statement whose columns 0 and 1 are the raw record and its raw text (or NULL). */
TiltasStep tiltas_reader_step_record (TiltasReader *self,
                                      TiltasStatement *statement,
                                      json_t **record,
                                      json_t **text,
                                      GError **error);
/* GPtrArray of TiltasGroup from such rows, with the number of children in column 2. */
GPtrArray *tiltas_reader_read_groups (TiltasReader *self, TiltasStatement *statement, GError **error);

G_END_DECLS
