/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/importer.h"
#include "store/store.h"

G_BEGIN_DECLS

/* For tests of every folder: packs and stores made from records that are written down in any order and form. Whatever
 * goes wrong here is a test's fault and aborts. */

/* Records of tests/data/FILE, one JSON object a line. Transfer full. */
GStrv tiltas_test_records (const char *file);
/* The pack.jsonl of publisher's records among these; others are passed over. Transfer full. */
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

/* A new empty folder, and its end with all that is in it. */
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
