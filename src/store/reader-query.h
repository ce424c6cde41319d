/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/canonical.h"
#include "store/reader.h"
#include "store/sql.h"

#include <jansson.h>

G_BEGIN_DECLS

/* What the queries of a reader share. Private to the store. */

/* SQL for the record id of a record's text: the first language of the ladder that exists, else Lithuanian, else any.
 * kind is SQL text, ref a column. It needs the index of text (kind, ref, lang) to be fast. */
#define TILTAS_TEXT_OF(kind, ref)                                                                     \
  "(SELECT text.record_id FROM text WHERE text.kind = '" kind "' AND text.ref = " ref                 \
  " ORDER BY instr (:ladder, ' ' || text.lang || ' ') = 0, instr (:ladder, ' ' || text.lang || ' ')," \
  " text.lang <> 'lt', text.lang LIMIT 1)"

#define TILTAS_HAS_TEXT(kind, ref) "EXISTS (SELECT 1 FROM text WHERE text.kind = '" kind "' AND text.ref = " ref ")"

/* SQL for the services that visitors may see (formats.md, "Verified, dated, shown"). Closed and superseded services
 * are never shown. */
#define TILTAS_SERVICE_VISIBLE \
  "service.status IN ('active', 'temporarily-closed') AND (service.verified OR :show_unverified)"

/* SQL for the publisher that cannot be hidden, the National Library, or NULL. It is the one with the most lessons:
 * partners have lessons only when the National Library allows them by name (content/grants.h). */
#define TILTAS_FIRST_PUBLISHER \
  "(SELECT publisher FROM main.lesson GROUP BY publisher ORDER BY count (*) DESC, publisher LIMIT 1)"

/* The read transaction of a public function. It is the reader under another name. When it ends, it tells the store
 * whether the function met damage. error is the one given to that function and must stay valid until the end. */
typedef struct _TiltasReader TiltasReading;
TiltasReading *tiltas_reader_begin (TiltasReader *self, GError **error);
void tiltas_reader_end (TiltasReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasReading, tiltas_reader_end)
/* When the running function was interrupted, replaces *error by G_IO_ERROR_CANCELLED and returns TRUE. SQLite has no
 * code of its own for an interruption while it opens a table. */
gboolean tiltas_reader_explain_interrupt (TiltasReader *self, GError **error);
/* Prepares a statement and binds :ladder and :show_unverified, if sql has them. ladder may be NULL if sql has no
 * :ladder. Transfer full. */
TiltasStatement *tiltas_reader_prepare (TiltasReader *self, const char *sql, const char *const *ladder, GError **error);
/* Joins the ladder to " uk en lt ", the form that TILTAS_TEXT_OF reads. Transfer full. */
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
/* Makes a ref of a ref or a bare id: a bare id gets the first publisher that has it. NULL without error when no
 * publisher has it. Transfer full. */
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

/* One step of a statement whose column 0 is a raw record and whose column 1 is its raw text or NULL. Transfer full. */
TiltasStep tiltas_reader_step_record (TiltasReader *self,
                                      TiltasStatement *statement,
                                      json_t **record,
                                      json_t **text,
                                      GError **error);
/* Reads all rows of such a statement into a GPtrArray of TiltasGroup; column 2 is the number of children. Transfer
 * full. */
GPtrArray *tiltas_reader_read_groups (TiltasReader *self, TiltasStatement *statement, GError **error);

G_END_DECLS
