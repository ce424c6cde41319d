/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/record.h"
#include "store/importer.h"
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
gboolean tiltas_import_feed (TiltasImport *self, const void *data, gsize length, GError **error);
/* Removes what did not come, compares the state twice (what came in, what is stored) and commits. */
gboolean tiltas_import_commit (TiltasImport *self, TiltasImportCounts *counts, GError **error);
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
/* Several deltas may follow each other: only the last result's state counts. */
gboolean tiltas_import_feed_delta (TiltasImport *self, const char *publisher, GBytes *bytes, GError **error);
/* Back to the previous edition: begins, then feeds what is remembered of it, then commits; what was stored is held from
 * then on. NULL with REFUSED when there is no previous edition. */
TiltasImport *tiltas_import_begin_return (TiltasDatabase *db, const char *publisher, gint64 imported, GError **error);
gboolean tiltas_import_feed_previous (TiltasImport *self, TiltasDatabase *db, const char *publisher, GError **error);
/* For these two: appends the stored line of key; writes a line; removes one. A key that is not there: REFUSED. */
gboolean tiltas_import_get (TiltasImport *self, const char *key, GByteArray *line, GError **error);
gboolean tiltas_import_put (TiltasImport *self,
                            const TiltasKey *key,
                            json_t *json,
                            const char *line,
                            gsize length,
                            GError **error);
gboolean tiltas_import_drop (TiltasImport *self, const char *key, GError **error);

/* Gives the stored pack.jsonl of a publisher piece by piece, inside the caller's transaction. */
typedef gboolean (*TiltasPackSink) (const void *data, gsize length, gpointer data_of_sink, GError **error);
gboolean tiltas_pack_reproduce (TiltasDatabase *db,
                                const char *publisher,
                                TiltasPackSink sink,
                                gpointer user_data,
                                GError **error);
/* SHA-256 of what is stored. NULL on error. Transfer full. */
char *tiltas_pack_state (TiltasDatabase *db, const char *publisher, GError **error);

/* Editions noted in a database, by publisher. GPtrArray of TiltasEdition. Works on every schema version. */
GPtrArray *tiltas_editions_list (TiltasDatabase *db, GError **error);
/* Imports every edition of source that is newer than target's, or that target does not have; one transaction each. Goes
 * on after a failure; the first failure is the error. *changed (may be NULL) counts the editions that came over. */
gboolean tiltas_editions_transfer (TiltasDatabase *source, TiltasDatabase *target, guint *changed, GError **error);

G_END_DECLS
