/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/sql.h"

#include "store/error.h"

#include <errno.h>
#include <gio/gio.h>

#define ROLLBACK_TRIES 1000
/* Instructions of SQLite's virtual machine between two looks at a cancellable: well below a millisecond. */
#define OPERATIONS 2000
#define WAIT_STEP_MS 20

void
tiltas_database_close (TiltasDatabase *self)
{
  if (self != NULL && sqlite3_close (self) != SQLITE_OK)
    g_critical ("a database was closed before its statements");
}

/* Translates a result code for callers. A write beyond a quota or a file size limit counts as a full disk. */
static TiltasStoreError
classify (int code, int system_errno)
{
  switch (code & 0xFF)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return TILTAS_STORE_ERROR_DAMAGED;
    case SQLITE_FULL:
      return TILTAS_STORE_ERROR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return TILTAS_STORE_ERROR_BUSY;
    case SQLITE_IOERR:
      if (code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS)
        return TILTAS_STORE_ERROR_DAMAGED;
      break;
    case SQLITE_CANTOPEN:
      break;
    default:
      return TILTAS_STORE_ERROR_FAILED;
    }
  if (system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG)
    return TILTAS_STORE_ERROR_FULL;
  return code == SQLITE_IOERR_READ || (code == SQLITE_CANTOPEN && system_errno != EIO) ? TILTAS_STORE_ERROR_FAILED
                                                                                       : TILTAS_STORE_ERROR_DISK;
}

gboolean
tiltas_sql_fail_code (int code, int system_errno, const char *message, const char *context, GError **error)
{
  if ((code & 0xFF) == SQLITE_INTERRUPT)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: interrupted", context);
  else
    g_set_error (error, TILTAS_STORE_ERROR, classify (code, system_errno), "%s: %s (%d)", context, message, code);
  return FALSE;
}

/* The errno behind an I/O error. SQLite's own copy is overwritten by the rollback that follows, so its files are
 * asked: first the journal or WAL. */
static int
find_errno (TiltasDatabase *db)
{
  sqlite3_file *journal = NULL;
  int code = 0;
  int system_errno = sqlite3_system_errno (db);
  if ((sqlite3_extended_errcode (db) & 0xFF) != SQLITE_IOERR)
    return system_errno;
  sqlite3_file_control (db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal);
  if (journal != NULL && journal->pMethods != NULL)
    journal->pMethods->xFileControl (journal, SQLITE_FCNTL_LAST_ERRNO, &code);
  if (code == 0)
    sqlite3_file_control (db, "main", SQLITE_FCNTL_LAST_ERRNO, &code);
  return code != 0 ? code : system_errno;
}

/* Turns the last result code of the database into an error. Always returns FALSE. */
static gboolean
fail (TiltasDatabase *db, const char *context, GError **error)
{
  int code = sqlite3_extended_errcode (db);
  g_autofree char *message = g_strdup (sqlite3_errmsg (db));
  return tiltas_sql_fail_code (code, find_errno (db), message, context, error);
}

static int
is_cancelled (void *cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static int
wait_a_little (void *cancellable, int tries)
{
  if (tries >= TILTAS_SQL_WAIT_MS / WAIT_STEP_MS || g_cancellable_is_cancelled (cancellable))
    return 0;
  g_usleep (WAIT_STEP_MS * 1000);
  return 1;
}

void
tiltas_sql_obey (TiltasDatabase *db, GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;
  sqlite3_progress_handler (db, OPERATIONS, is_cancelled, cancellable);
  sqlite3_busy_handler (db, wait_a_little, cancellable);
}

gboolean
tiltas_sql_is_damage (TiltasDatabase *db)
{
  int code = sqlite3_extended_errcode (db);

  /* Our statements are fixed, so that an error in one means that a table is missing. */
  return code == SQLITE_ERROR || (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE &&
                                  classify (code, 0) == TILTAS_STORE_ERROR_DAMAGED);
}

TiltasStatement *
tiltas_sql_prepare (TiltasDatabase *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);
  if (code == SQLITE_OK)
    return statement;
  if (code == SQLITE_ERROR) /* one of our tables or columns is missing: the file is not what its header says */
    g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED, "the store's tables: %s", sqlite3_errmsg (db));
  else
    fail (db, "cannot prepare a query", error);
  return NULL;
}

static int
parameter (TiltasStatement *self, const char *name)
{
  int index = sqlite3_bind_parameter_index (self, name);
  if (index == 0)
    g_error ("no parameter %s in: %s", name, sqlite3_sql (self));
  return index;
}

void
tiltas_sql_bind_text (TiltasStatement *self, const char *name, const char *text)
{
  sqlite3_bind_text (self, parameter (self, name), text, -1, SQLITE_TRANSIENT);
}

void
tiltas_sql_bind_bytes (TiltasStatement *self, const char *name, const char *text, gsize length)
{
  sqlite3_bind_text64 (self, parameter (self, name), text, length, SQLITE_TRANSIENT, SQLITE_UTF8);
}

void
tiltas_sql_bind_null (TiltasStatement *self, const char *name)
{
  sqlite3_bind_null (self, parameter (self, name));
}

void
tiltas_sql_bind_int (TiltasStatement *self, const char *name, gint64 value)
{
  sqlite3_bind_int64 (self, parameter (self, name), value);
}

TiltasStep
tiltas_sql_step (TiltasStatement *self, GError **error)
{
  switch (sqlite3_step (self))
    {
    case SQLITE_ROW:
      return TILTAS_STEP_ROW;
    case SQLITE_DONE:
      return TILTAS_STEP_DONE;
    default:
      fail (sqlite3_db_handle (self), "the store", error);
      return TILTAS_STEP_ERROR;
    }
}

gboolean
tiltas_sql_run (TiltasStatement *self, GError **error)
{
  TiltasStep step;
  while ((step = tiltas_sql_step (self, error)) == TILTAS_STEP_ROW)
    continue;
  sqlite3_reset (self);
  return step == TILTAS_STEP_DONE;
}

void
tiltas_sql_reset (TiltasStatement *self)
{
  sqlite3_reset (self);
}

gboolean
tiltas_sql_exec (TiltasDatabase *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    return fail (db, "the store", error);
  return TRUE;
}

gboolean
tiltas_sql_get_int (TiltasDatabase *db, const char *sql, gint64 fallback, gint64 *value, GError **error)
{
  g_autoptr (TiltasStatement) statement = tiltas_sql_prepare (db, sql, error);
  TiltasStep step = statement != NULL ? tiltas_sql_step (statement, error) : TILTAS_STEP_ERROR;
  *value = step == TILTAS_STEP_ROW ? sqlite3_column_int64 (statement, 0) : fallback;
  return step != TILTAS_STEP_ERROR;
}

/* The snapshot is the database handle under another name. */
TiltasSnapshot *
tiltas_snapshot_begin (TiltasDatabase *db, GError **error)
{
  return tiltas_sql_exec (db, "BEGIN", error) ? (TiltasSnapshot *) db : NULL;
}

void
tiltas_snapshot_end (TiltasSnapshot *self)
{
  sqlite3 *db = (sqlite3 *) self;
  /* An interruption by another thread may stop the rollback itself. A transaction that stays open would keep SQLite
   * from ever emptying the WAL. */
  for (guint i = 0; db != NULL && !sqlite3_get_autocommit (db) && i < ROLLBACK_TRIES; i++)
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
}
