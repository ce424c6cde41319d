/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* Which files and folders a content folder holds (content/README.md). */

/* What editors and systems leave in every folder, such as .DS_Store, Thumbs.db, lt.csv~ and ~$lt.csv: passed over. */
gboolean tiltas_layout_is_clutter (const char *name);
/* The file, relative to the content folder, in which a record of this kind stands; NULL for kinds that have none.
 * Transfer full. */
char *tiltas_layout_file (TiltasPublisher *publisher, const char *kind, const char *id, const char *lang);
/* Tells every file and folder that has no place there, with the name that was probably meant: it would be left out in
 * silence. Call once publishers.json is read, before anything else: what was probably meant counts as unread. Blocks
 * for the disk. */
void tiltas_layout_check (TiltasTree *tree);

G_END_DECLS
