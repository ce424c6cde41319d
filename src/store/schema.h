/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sql.h"

G_BEGIN_DECLS

/* The tables of a store file. `edition`, `record`, `withdrawn` and `held` are the truth and keep their columns for
 * ever, so that every version of the program can read the file of every other version. `previous` and
 * `previous_record` hold the previous edition and are not taken over when a file is made anew. All other tables are
 * derived from `record` and may change with the version. */

#define TILTAS_SCHEMA_APPLICATION_ID 0x546C7473 /* "Tlts" */
#define TILTAS_SCHEMA_VERSION 1

/* Makes all tables in an empty database, inside the caller's transaction if there is one. */
gboolean tiltas_schema_create (TiltasDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Reads the schema version from the header. Fails with DAMAGED when the file is not a store. */
gboolean tiltas_schema_read_version (TiltasDatabase *db, gint64 *version, GError **error);

G_END_DECLS
