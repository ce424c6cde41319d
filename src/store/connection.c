/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/connection.h"

#include "store/error.h"
#include "store/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The longest value in bytes: a record's line has at most 256 KiB; pages of FTS5 and results of queries are much
 * shorter than this limit. */
#define VALUE_MAX (8 * 1024 * 1024)

/* 16 MiB while importing: with SQLite's 2 MiB an edition of 40,000 records reads its own pages again and again. */
#define WRITER_CACHE "PRAGMA cache_size = -16384"

static const struct
{
  int id, value;
} LIMITS[] = {
  { SQLITE_LIMIT_LENGTH, VALUE_MAX },        { SQLITE_LIMIT_SQL_LENGTH, 64 * 1024 }, { SQLITE_LIMIT_COLUMN, 64 },
  { SQLITE_LIMIT_EXPR_DEPTH, 100 },          { SQLITE_LIMIT_COMPOUND_SELECT, 8 },    { SQLITE_LIMIT_ATTACHED, 0 },
  { SQLITE_LIMIT_TRIGGER_DEPTH, 8 },         { SQLITE_LIMIT_VARIABLE_NUMBER, 64 },   { SQLITE_LIMIT_FUNCTION_ARG, 16 },
  { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 256 }, { SQLITE_LIMIT_WORKER_THREADS, 0 },
};

static const struct
{
  int id, value;
} SWITCHES[] = {
  { SQLITE_DBCONFIG_DEFENSIVE, 1 },   { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
  { SQLITE_DBCONFIG_ENABLE_FKEY, 1 }, { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
  { SQLITE_DBCONFIG_ENABLE_VIEW, 0 }, { SQLITE_DBCONFIG_DQS_DDL, 0 },
  { SQLITE_DBCONFIG_DQS_DML, 0 },     { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
};

static gboolean
set_up (sqlite3 *db, gboolean writes, GError **error)
{
  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_timeout (db, TILTAS_SQL_WAIT_MS);
  for (gsize i = 0; i < G_N_ELEMENTS (LIMITS); i++)
    sqlite3_limit (db, LIMITS[i].id, LIMITS[i].value);
  for (gsize i = 0; i < G_N_ELEMENTS (SWITCHES); i++)
    sqlite3_db_config (db, SWITCHES[i].id, SWITCHES[i].value, NULL);
  return tiltas_sql_exec (db,
                          "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
                          "PRAGMA synchronous = FULL; PRAGMA secure_delete = OFF;",
                          error) &&
         (writes || tiltas_sql_exec (db, "PRAGMA query_only = ON", error));
}

/* SQLITE_OPEN_NOFOLLOW refuses a symbolic link anywhere in the path. Links to folders are allowed here, so they are
 * resolved first. */
static char *
resolve_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  char *real = realpath (folder, NULL);
  if (real == NULL)
    {
      g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FAILED, "%s: %s", folder, g_strerror (errno));
      return NULL;
    }
  char *resolved = g_build_filename (real, base, NULL);
  free (real);
  return resolved;
}

static char *
immutable_uri (const char *path)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", TRUE);
  return g_strconcat ("file:", escaped, "?immutable=1", NULL);
}

static TiltasDatabase *
open_file (const char *path, int flags, gboolean immutable, GError **error)
{
  g_autofree char *resolved = resolve_folder (path, error);
  if (resolved == NULL)
    return NULL;
  g_autofree char *uri = immutable ? immutable_uri (resolved) : NULL;
  sqlite3 *handle = NULL;
  int code = sqlite3_open_v2 (uri != NULL ? uri : resolved, &handle,
                              flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOFOLLOW |
                                SQLITE_OPEN_EXRESCODE | (immutable ? SQLITE_OPEN_URI : 0),
                              NULL);
  g_autoptr (TiltasDatabase) db = handle;
  if (code != SQLITE_OK && access (resolved, F_OK) != 0 && errno == ENOENT)
    {
      g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED, "%s is gone", path);
      return NULL;
    }
  if (code != SQLITE_OK)
    {
      tiltas_sql_fail_code (code, db != NULL ? sqlite3_system_errno (db) : 0, sqlite3_errstr (code), path, error);
      return NULL;
    }
  if (!set_up (db, (flags & SQLITE_OPEN_READWRITE) != 0, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return g_steal_pointer (&db);
}

TiltasDatabase *
tiltas_connection_open (const char *path, TiltasConnectionMode mode, gint64 *version, GError **error)
{
  gboolean writes = mode == TILTAS_CONNECTION_WRITE || mode == TILTAS_CONNECTION_PLAIN;
  g_autoptr (TiltasDatabase) db =
    open_file (path, writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, mode == TILTAS_CONNECTION_IMMUTABLE, error);
  gint64 found = 0;
  if (db == NULL)
    return NULL;
  if (!tiltas_schema_read_version (db, &found, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (version != NULL)
    *version = found;
  else if (found != TILTAS_SCHEMA_VERSION)
    {
      g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED,
                   "%s: schema version %" G_GINT64_FORMAT " is not ours", path, found);
      return NULL;
    }
  if (writes && sqlite3_db_readonly (db, "main") != 0)
    {
      g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED, "%s: cannot be written", path);
      return NULL;
    }
  /* After a large import SQLite truncates the WAL to this size instead of keeping it. */
  if (mode == TILTAS_CONNECTION_WRITE &&
      !tiltas_sql_exec (db, "PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 1048576", error))
    return NULL;
  return g_steal_pointer (&db);
}

TiltasDatabase *
tiltas_connection_create (const char *path, GError **error)
{
  /* SQLite would open an existing file, but this one must be new. */
  int fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0644);
  if (fd < 0)
    {
      int code = errno == ENOSPC || errno == EDQUOT ? TILTAS_STORE_ERROR_FULL : TILTAS_STORE_ERROR_FAILED;
      g_set_error (error, TILTAS_STORE_ERROR, code, "%s: %s", path, g_strerror (errno));
      return NULL;
    }
  close (fd);
  g_autoptr (TiltasDatabase) db = open_file (path, SQLITE_OPEN_READWRITE, FALSE, error);
  if (db == NULL || !tiltas_sql_exec (db, WRITER_CACHE, error) || !tiltas_sql_exec (db, "BEGIN IMMEDIATE", error) ||
      !tiltas_schema_create (db, error) || !tiltas_sql_exec (db, "COMMIT", error))
    {
      g_prefix_error (error, "%s: ", path);
      g_unlink (path);
      return NULL;
    }
  return g_steal_pointer (&db);
}

TiltasDatabase *
tiltas_connection_open_memory (GError **error)
{
  sqlite3 *handle = NULL;
  int code =
    sqlite3_open_v2 (":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX, NULL);
  g_autoptr (TiltasDatabase) db = handle;
  if (code != SQLITE_OK)
    {
      tiltas_sql_fail_code (code, 0, sqlite3_errstr (code), "a database in memory", error);
      return NULL;
    }
  if (!set_up (db, TRUE, error) || !tiltas_schema_create (db, error))
    return NULL;
  return g_steal_pointer (&db);
}
