/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sql.h"

G_BEGIN_DECLS

/* Connections of the store, each set up so that a damaged or hostile file can fail but not harm: defensive mode, schema
 * not trusted, cells checked, no views, no triggers, no attached files, low limits, no symbolic links followed. */

typedef enum
{
  TILTAS_CONNECTION_READ,      /* a store in the state folder */
  TILTAS_CONNECTION_IMMUTABLE, /* a file that nobody writes, in a folder that may be unwritable */
  TILTAS_CONNECTION_WRITE,     /* the one writer of a store in the state folder: WAL */
  TILTAS_CONNECTION_PLAIN,     /* a writer of a file that no one else has open: journal_mode=DELETE */
} TiltasConnectionMode;

/* Opens an existing store. Fails with DAMAGED when its header is not ours; *version (may be NULL) gets the schema
 * version, and when it is NULL any version but ours fails with DAMAGED too. Reads one page. */
TiltasDatabase *tiltas_connection_open (const char *path, TiltasConnectionMode mode, gint64 *version, GError **error);
/* Makes a new file with our tables, journal_mode=DELETE; fails when it exists. */
TiltasDatabase *tiltas_connection_create (const char *path, GError **error);
/* A database in memory with our tables. */
TiltasDatabase *tiltas_connection_open_memory (GError **error);

G_END_DECLS
