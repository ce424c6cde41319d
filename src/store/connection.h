/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sql.h"

G_BEGIN_DECLS

/* Opens connections. Each is set up so that a damaged or hostile file can make a query fail but cannot do harm:
 * defensive mode, no trust in the schema, cells checked, no views, triggers or attached files, low limits, no
 * symbolic links. */

typedef enum
{
  TILTAS_CONNECTION_READ,      /* a store in the state folder */
  TILTAS_CONNECTION_IMMUTABLE, /* a file that nobody writes, in a folder that may be unwritable */
  TILTAS_CONNECTION_WRITE,     /* the one writer of a store in the state folder: WAL */
  TILTAS_CONNECTION_PLAIN,     /* a writer of a file that no one else has open: journal_mode=DELETE */
} TiltasConnectionMode;

/* Opens an existing store; reads one page. Fails with DAMAGED when the header is not that of a store. version, if
 * not NULL, gets the schema version; if it is NULL, any version but TILTAS_SCHEMA_VERSION fails with DAMAGED too.
 * Transfer full. */
TiltasDatabase *tiltas_connection_open (const char *path, TiltasConnectionMode mode, gint64 *version, GError **error);
/* Makes a new file with the tables of schema.h and journal_mode=DELETE. Fails when the file exists. Transfer full. */
TiltasDatabase *tiltas_connection_create (const char *path, GError **error);
/* Makes a database in memory with the same tables. Transfer full. */
TiltasDatabase *tiltas_connection_open_memory (GError **error);

G_END_DECLS
