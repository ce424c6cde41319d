/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sql.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Finds out whether a store file is sound. Private to the store; changes nothing. */

typedef enum
{
  TILTAS_FILE_GOOD,
  TILTAS_FILE_OTHER_VERSION, /* nothing wrong was seen, but another version made it: to be derived anew */
  TILTAS_FILE_BAD,           /* damaged, or no store at all */
  TILTAS_FILE_UNKNOWN,       /* cannot be read at this moment (locked, no memory) */
} TiltasFileVerdict;

/* Looks at the header, the tables and the list of editions, as every start does. Takes a few milliseconds. When the
 * verdict is not GOOD, *error says why. */
TiltasFileVerdict tiltas_check_quick (const char *path, gboolean immutable, GError **error);
/* How the file is opened for a check: as the TILTAS_CONNECTION_ of the same name. */
typedef enum
{
  TILTAS_CHECK_READ,
  TILTAS_CHECK_IMMUTABLE,
  TILTAS_CHECK_WRITE, /* also the index */
} TiltasCheck;
/* Checks the file with PRAGMA integrity_check, compares every edition with its state and every derived table with
 * the records, and, where the file may be written, the search index with its documents. Blocks for seconds. Fails
 * with DAMAGED, or with the error that stopped the check. */
gboolean tiltas_check_full (const char *path, TiltasCheck how, GCancellable *cancellable, GError **error);

G_END_DECLS
