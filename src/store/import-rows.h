/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/pack-reader.h"
#include "store/edition.h"
#include "store/sql.h"

G_BEGIN_DECLS

/* The stored rows of one publisher while an import changes them: each row with its derived rows and, where that is
 * wanted, with what it was before. Works inside the importer's transaction. Memory: one row at a time. */
typedef struct _TiltasImportRows TiltasImportRows;

/* remember: the stored edition becomes the previous one (store/previous.h). */
TiltasImportRows *tiltas_import_rows_new (TiltasDatabase *db, const char *publisher, gboolean remember, GError **error);
void tiltas_import_rows_free (TiltasImportRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasImportRows, tiltas_import_rows_free)

/* Merges the lines of a whole edition, which come in ascending order of their keys: writes the line where it differs,
 * and removes the stored rows between the line before and this one. */
gboolean
tiltas_import_rows_merge (TiltasImportRows *self, const TiltasPackLine *line, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Removes the stored rows after the last line. */
gboolean tiltas_import_rows_merge_end (TiltasImportRows *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Single rows, in any order. found is FALSE when there is no such row; then nothing is done. */
gboolean
tiltas_import_rows_get (TiltasImportRows *self, const char *key, GByteArray *line, gboolean *found, GError **error);
gboolean
tiltas_import_rows_put (TiltasImportRows *self, const TiltasPackLine *line, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tiltas_import_rows_drop (TiltasImportRows *self, const char *key, gboolean *found, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* What has changed so far. Owned by self. */
const TiltasImportCounts *tiltas_import_rows_get_counts (const TiltasImportRows *self);

G_END_DECLS
