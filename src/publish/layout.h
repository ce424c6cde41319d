/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where things stand in a content folder (content/README.md). Pure: nothing is read. */

/* TRUE for names of files that editors and operating systems leave in folders, such as .DS_Store, Thumbs.db, lt.csv~
 * and ~$lt.csv. They are ignored. */
gboolean tiltas_layout_is_clutter (const char *name);
/* The file, relative to the content folder, in which a record of this kind stands; lang: the record's language, or the
 * publisher's first one for a record without language. NULL for a kind that has no file. Transfer full. */
char *tiltas_layout_file (const char *publisher, const char *kind, const char *id, const char *lang);

G_END_DECLS
