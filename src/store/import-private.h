/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/pack-reader.h"
#include "store/derive.h"
#include "store/import.h"
#include "store/previous.h"

G_BEGIN_DECLS

/* An import from inside: import.c leads it, import-rows.c writes rows, import-limits.c watches quotas, import-delta.c
 * brings deltas and the previous edition. */

typedef enum
{
  TILTAS_IMPORT_NEXT_ROW,
  TILTAS_IMPORT_INSERT_ROW,
  TILTAS_IMPORT_DELETE_ROW,
  TILTAS_IMPORT_FIND_ROW,
  TILTAS_IMPORT_N_STATEMENTS,
} TiltasImportStatement;

typedef enum
{
  TILTAS_IMPORT_WHOLE,     /* all lines come, in order */
  TILTAS_IMPORT_BY_ROWS,   /* deltas */
  TILTAS_IMPORT_RETURNING, /* to the previous edition */
} TiltasImportMode;

struct _TiltasImport
{
  TiltasDatabase *db;
  TiltasImportMode mode;
  TiltasEdition *owned; /* edition, when returning */
  gint64 held;          /* to be noted with the commit: editions up to this number do not come again */
  const TiltasEdition *edition;
  const TiltasQuota *quota;
  gint64 imported;
  gboolean is_current, committed;
  char *end; /* first key that is no longer the publisher's */
  TiltasStatement *statements[TILTAS_IMPORT_N_STATEMENTS];
  TiltasDeriver *deriver;
  TiltasPrevious *previous; /* NULL while returning to it */
  TiltasPackReader *reader;
  GError *failure; /* of the store, met inside the pack reader: is told without a line number */
  /* The stored row that the merge stands at. */
  gboolean has_row;
  gint64 row_id;
  GString *row_key, *row_raw;
  guint64 lines, bytes;
  TiltasImportCounts counts;
};

/* Sets REFUSED, returns FALSE. */
gboolean tiltas_import_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Statements and what goes with them, once the transaction has begun. */
gboolean tiltas_import_prepare (TiltasImport *self, GError **error);
gboolean tiltas_import_next_row (TiltasImport *self, GError **error);
gboolean tiltas_import_remove_row (TiltasImport *self, const char *key, gint64 record_id, GError **error);
gboolean tiltas_import_insert_row (TiltasImport *self,
                                   gint64 record_id,
                                   const TiltasKey *key,
                                   json_t *json,
                                   const char *line,
                                   gsize length,
                                   GError **error);
gboolean tiltas_import_replace_row (TiltasImport *self,
                                    gint64 record_id,
                                    const TiltasKey *key,
                                    json_t *json,
                                    const char *line,
                                    gsize length,
                                    GError **error);

gboolean tiltas_import_check_kind (TiltasImport *self, const TiltasKey *key, GError **error);
gboolean tiltas_import_check_size (TiltasImport *self, guint64 records, guint64 bytes, GError **error);
/* The same of all that is stored. */
gboolean tiltas_import_check_stored_size (TiltasImport *self, GError **error);
gboolean tiltas_import_check_blobs (TiltasImport *self, GError **error);

G_END_DECLS
