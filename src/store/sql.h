/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/error.h"

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* A thin layer over sqlite3: handles that close by themselves, errors of TILTAS_STORE_ERROR, values bound by name.
 * Private to the store. */

/* How long to wait for another process that has locked the database. */
#define TILTAS_SQL_WAIT_MS 3000

typedef struct sqlite3 TiltasDatabase;
typedef struct sqlite3_stmt TiltasStatement;

/* Closes the database. Every statement must be freed before: a leaked one keeps the file open, which is a
 * programming error. */
void tiltas_database_close (TiltasDatabase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasDatabase, tiltas_database_close)

static inline void
tiltas_statement_free (TiltasStatement *self)
{
  sqlite3_finalize (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasStatement, tiltas_statement_free)

typedef enum
{
  TILTAS_STEP_ERROR = -1,
  TILTAS_STEP_DONE = 0,
  TILTAS_STEP_ROW = 1,
} TiltasStep;

/* Turns a result code of SQLite into an error; context says what was tried. SQLITE_INTERRUPT becomes
 * G_IO_ERROR_CANCELLED. Always returns FALSE. */
gboolean tiltas_sql_fail_code (int code, int system_errno, const char *message, const char *context, GError **error);

/* TRUE when the database's last call failed because the file is damaged. */
gboolean tiltas_sql_is_damage (TiltasDatabase *db);

/* From now on, statements on db, and waiting for another process' lock, end soon with G_IO_ERROR_CANCELLED when
 * cancellable (borrowed, may be NULL) is cancelled. */
void tiltas_sql_obey (TiltasDatabase *db, GCancellable *cancellable);

/* Prepares one statement of fixed text. NULL and error when the file is damaged or does not have our schema.
 * Transfer full. */
TiltasStatement *tiltas_sql_prepare (TiltasDatabase *db, const char *sql, GError **error);
/* Binds a value to the parameter of that name (":key"), which must exist. Text is copied; NULL binds NULL. */
void tiltas_sql_bind_text (TiltasStatement *self, const char *name, const char *text);
void tiltas_sql_bind_bytes (TiltasStatement *self, const char *name, const char *text, gsize length);
void tiltas_sql_bind_null (TiltasStatement *self, const char *name);
void tiltas_sql_bind_int (TiltasStatement *self, const char *name, gint64 value);
/* Goes to the next row, or to the end. */
TiltasStep tiltas_sql_step (TiltasStatement *self, GError **error);
/* Runs a statement that gives no rows, and makes it ready for the next values. */
gboolean tiltas_sql_run (TiltasStatement *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Makes the statement ready to run again; bound values stay. */
void tiltas_sql_reset (TiltasStatement *self);
/* Runs one or several fixed statements without values. */
gboolean tiltas_sql_exec (TiltasDatabase *db, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Gets the first column of the first row of a fixed statement, or fallback when there is no row. */
gboolean tiltas_sql_get_int (TiltasDatabase *db, const char *sql, gint64 fallback, gint64 *value, GError **error);

/* Text of a column of the current row, counted from 0; NULL is NULL and not "". Borrowed until the next step. */
static inline const char *
tiltas_sql_text (TiltasStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self, column);
}

/* A read transaction: everything that is read in it is from one moment. NULL and error when it cannot begin. It ends
 * with the block: `g_autoptr (TiltasSnapshot) snapshot = tiltas_snapshot_begin (db, error)`. */
typedef struct _TiltasSnapshot TiltasSnapshot;
TiltasSnapshot *tiltas_snapshot_begin (TiltasDatabase *db, GError **error);
void tiltas_snapshot_end (TiltasSnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasSnapshot, tiltas_snapshot_end)

G_END_DECLS
