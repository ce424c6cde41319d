/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/pack-reader.h"
#include "store/edition.h"
#include "store/sql.h"

G_BEGIN_DECLS

/* Imports one edition into a database, in one transaction: begin, feed the bytes of pack.jsonl, commit. An import
 * that is freed before its commit is rolled back. Memory stays small, because the sorted lines are merged with the
 * sorted rows one by one. */
typedef struct _TiltasImport TiltasImport;

/* Begins the transaction. Fails with BUSY when another process keeps the database locked for a few seconds, with
 * REFUSED when the edition is older than the stored one or held. edition and quota are borrowed until the import is
 * freed. imported: the time to write down, in unix seconds; 0 for a file that is made at build time. */
TiltasImport *tiltas_import_begin (TiltasDatabase *db,
                                   const TiltasEdition *edition,
                                   const TiltasQuota *quota,
                                   gint64 imported,
                                   GError **error);
/* TRUE when exactly this edition is stored already: then nothing needs to be fed and the import can be freed. */
gboolean tiltas_import_is_current (TiltasImport *self);
gboolean
tiltas_import_feed (TiltasImport *self, const void *data, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Removes the rows that did not come, compares the state of what came and of what is stored, and commits. STATE or
 * DAMAGED when a state is not the signed one. */
gboolean
tiltas_import_commit (TiltasImport *self, TiltasImportCounts *counts, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tiltas_import_free (TiltasImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasImport, tiltas_import_free)

/* Begins an import that changes single rows instead of reading all lines. Fails as above, and with REFUSED when the
 * stored edition has not the state base_state. store/import-delta.h feeds it. */
TiltasImport *tiltas_import_begin_delta (TiltasDatabase *db,
                                         const TiltasEdition *edition,
                                         const char *base_state,
                                         const TiltasQuota *quota,
                                         gint64 imported,
                                         GError **error);
/* Begins an import that restores the previous edition row by row. When it is committed, the edition that was stored
 * is held. NULL with REFUSED when there is no previous edition. */
TiltasImport *tiltas_import_begin_return (TiltasDatabase *db, const char *publisher, gint64 imported, GError **error);
/* Single rows, for the last two: appends the stored line of a key, writes a line, removes a line. Fail with REFUSED
 * when the key is not there; only a return may remove a key that is not there, because that record may have come and
 * gone since. */
gboolean tiltas_import_get (TiltasImport *self, const char *key, GByteArray *line, GError **error);
gboolean tiltas_import_put (TiltasImport *self, const TiltasPackLine *line, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tiltas_import_drop (TiltasImport *self, const char *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
