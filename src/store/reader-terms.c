/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/reader-terms.h"

#include "store/reader-query.h"

#define TERM                                                                       \
  "SELECT r.raw, t.raw FROM term JOIN record AS r ON r.record_id = term.record_id" \
  " JOIN record AS t ON t.record_id = " TILTAS_TEXT_OF ("term", "term.ref") " WHERE term.ref = :ref"

TiltasTerm *
tiltas_reader_term (TiltasReader *self, const char *ref, const char *const *ladder, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autofree char *full = snapshot != NULL ? tiltas_reader_resolve (self, TILTAS_READER_TABLE_TERM, ref, error) : NULL;
  g_autoptr (TiltasStatement) statement = full != NULL ? tiltas_reader_prepare (self, TERM, ladder, error) : NULL;
  if (statement == NULL)
    return NULL;
  g_autoptr (json_t) record = NULL, text = NULL;
  tiltas_sql_bind_text (statement, ":ref", full);
  if (tiltas_reader_step_record (self, statement, &record, &text, error) != TILTAS_STEP_ROW)
    return NULL;
  return tiltas_term_new (record, text);
}
