/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sql.h"

G_BEGIN_DECLS

/* The tables of a store file. `edition`, `record`, `withdrawn` and `held` are the truth and keep these columns for
 * ever, so that every version can read every other version's file; `previous` and `previous_record` lead one edition
 * back and stay behind when a file is made anew; all other tables are derived from `record` and may change with the
 * version. */

#define TILTAS_SCHEMA_APPLICATION_ID 0x546C7473 /* "Tlts" */
#define TILTAS_SCHEMA_VERSION 1

/* Makes all tables in an empty database, inside the caller's transaction or its own. */
gboolean tiltas_schema_create (TiltasDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Reads the header: fails with DAMAGED when this is not a store of ours; *version gets its schema version. */
gboolean tiltas_schema_read_version (TiltasDatabase *db, gint64 *version, GError **error);

G_END_DECLS
