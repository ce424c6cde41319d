/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/importer.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Packs and stores for the tests of every folder, made from records that are written in any order and form. A
 * failure here is a fault of the test and aborts it. */

/* Records of tests/data/FILE, one JSON object a line. Transfer full. */
GStrv tiltas_test_records (const char *file);
/* The pack.jsonl of the records of one publisher; the records of others are ignored. Transfer full. */
char *tiltas_test_pack (const char *const *records, const char *publisher);
/* seq and state of a pack. Transfer full. */
TiltasEdition *tiltas_test_edition (const char *publisher, gint64 seq, const char *pack);
/* Imports a pack as it is. */
gboolean tiltas_test_import (TiltasImporter *importer,
                             const char *publisher,
                             gint64 seq,
                             const char *pack,
                             TiltasImportCounts *counts,
                             GError **error);
/* Makes a bundled store at path with edition seq of every publisher that has records. */
void tiltas_test_store_create (const char *path, const char *const *records, gint64 seq);

/* Makes a new empty folder; removes a folder with all that is in it. */
char *tiltas_test_folder_new (void);
void tiltas_test_folder_remove (const char *path);
typedef char TiltasTestFolder;
static inline void
tiltas_test_folder_end (TiltasTestFolder *path)
{
  tiltas_test_folder_remove (path);
  g_free (path);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasTestFolder, tiltas_test_folder_end)

G_END_DECLS
