/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/store.h"

G_BEGIN_DECLS

/* Makes and looks over store files. Private to the store; the caller holds the folder's lock. */

typedef enum
{
  TILTAS_FILE_GOOD,
  TILTAS_FILE_OTHER_VERSION, /* sound as far as one sees, but made by another version: to be derived anew */
  TILTAS_FILE_BAD,           /* damaged, or no store at all */
  TILTAS_FILE_UNKNOWN,       /* could not be looked at now (locked, no memory) */
} TiltasFileVerdict;

/* A quick look, as at every start: header, tables, editions. A few milliseconds. *error says why when not GOOD. */
TiltasFileVerdict tiltas_rebuild_look (const char *path, gboolean immutable, GError **error);
/* How a file is checked: TILTAS_CONNECTION_ of the same name. */
typedef enum
{
  TILTAS_CHECK_READ,
  TILTAS_CHECK_IMMUTABLE,
  TILTAS_CHECK_WRITE, /* also the index */
} TiltasCheck;
/* PRAGMA integrity_check, every edition's state, the derived tables and, where the file may be written, the index.
 * Long. */
gboolean tiltas_rebuild_check (const char *path, TiltasCheck how, GCancellable *cancellable, GError **error);

/* Makes a new store file in folder from the bundled store, then imports every edition of old (may be NULL; any schema
 * version, may be damaged) that is newer and whose bytes still have the signed state; makes it the current one.
 * Fails with BUNDLED when the bundled store is no good and old gave nothing, with FULL when the disk is full; then
 * nothing has changed. Returns the new file's name. */
char *tiltas_rebuild_make (const char *folder, const char *bundled, const char *old, GError **error);
/* Imports the bundled store's newer editions into the store at path; *changed is how many. */
gboolean
tiltas_rebuild_merge (const char *path, const char *bundled, GCancellable *cancellable, guint *changed, GError **error);

G_END_DECLS
