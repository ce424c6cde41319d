/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/pack-reader.h"
#include "store/edition.h"
#include "store/sql.h"

G_BEGIN_DECLS

/* One edition on its way into a database, in one transaction: begin, feed the bytes of pack.jsonl, commit. Freed
 * without commit it is rolled back. Memory stays small: the sorted lines are merged with the sorted rows, one at a
 * time. */
typedef struct _TiltasImport TiltasImport;

/* Begins the transaction (BUSY after a few seconds) and refuses an edition that is older than the stored one. edition
 * and quota are borrowed until the import is freed. imported: unix seconds to note, 0 for a file that is made at build
 * time. */
TiltasImport *tiltas_import_begin (TiltasDatabase *db,
                                   const TiltasEdition *edition,
                                   const TiltasQuota *quota,
                                   gint64 imported,
                                   GError **error);
/* TRUE when exactly this edition is stored already: nothing need be fed, and free ends it. */
gboolean tiltas_import_is_current (TiltasImport *self);
gboolean
tiltas_import_feed (TiltasImport *self, const void *data, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Removes what did not come, compares the state twice (what came in, what is stored) and commits. */
gboolean
tiltas_import_commit (TiltasImport *self, TiltasImportCounts *counts, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tiltas_import_free (TiltasImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasImport, tiltas_import_free)

/* An import that names the rows it changes instead of bringing all of them: begins as above, then feeds deltas, then
 * commits. Refuses unless base_state is stored. */
TiltasImport *tiltas_import_begin_delta (TiltasDatabase *db,
                                         const TiltasEdition *edition,
                                         const char *base_state,
                                         const TiltasQuota *quota,
                                         gint64 imported,
                                         GError **error);
/* Back to the previous edition, row by row as well; what is stored is held once that is committed. NULL with REFUSED
 * when there is no previous edition. */
TiltasImport *tiltas_import_begin_return (TiltasDatabase *db, const char *publisher, gint64 imported, GError **error);
/* For these two: appends the stored line of key; writes a line; removes one. A key that is not there: REFUSED, except
 * when a return removes it, because it may have come and gone since. */
gboolean tiltas_import_get (TiltasImport *self, const char *key, GByteArray *line, GError **error);
gboolean tiltas_import_put (TiltasImport *self, const TiltasPackLine *line, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tiltas_import_drop (TiltasImport *self, const char *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
