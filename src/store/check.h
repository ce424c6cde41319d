/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sql.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Finds out whether a store file is sound. Private to the store; changes nothing. */

typedef enum
{
  TILTAS_FILE_GOOD,
  TILTAS_FILE_OTHER_VERSION, /* sound as far as one sees, but made by another version: to be derived anew */
  TILTAS_FILE_BAD,           /* damaged, or no store at all */
  TILTAS_FILE_UNKNOWN,       /* could not be looked at now (locked, no memory) */
} TiltasFileVerdict;

/* A look as at every start: header, tables, editions. A few milliseconds. *error says why when not GOOD. */
TiltasFileVerdict tiltas_check_quick (const char *path, gboolean immutable, GError **error);
/* How a file is checked: TILTAS_CONNECTION_ of the same name. */
typedef enum
{
  TILTAS_CHECK_READ,
  TILTAS_CHECK_IMMUTABLE,
  TILTAS_CHECK_WRITE, /* also the index */
} TiltasCheck;
/* PRAGMA integrity_check, every edition's state, the derived tables and, where the file may be written, the index.
 * Long. */
gboolean tiltas_check_full (const char *path, TiltasCheck how, GCancellable *cancellable, GError **error);
/* Fails with DAMAGED when the tables are not exactly ours (foreign triggers, views, changed columns). */
gboolean tiltas_check_schema (TiltasDatabase *db, GError **error);

G_END_DECLS
