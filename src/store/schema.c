/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/schema.h"

#include "store/error.h"

#define TO_STRING_(x) #x
#define TO_STRING(x) TO_STRING_ (x)

/* Every derived row goes with its record. `ref` is publisher/id. */
#define FACT                                                                                     \
  "record_id INTEGER PRIMARY KEY REFERENCES record ON DELETE CASCADE, ref TEXT NOT NULL UNIQUE," \
  " publisher TEXT NOT NULL, id TEXT NOT NULL"

static const char TRUTH[] =
  "CREATE TABLE edition (publisher TEXT PRIMARY KEY NOT NULL, seq INTEGER NOT NULL, state TEXT NOT NULL,"
  " published TEXT, imported INTEGER NOT NULL) STRICT;"
  /* raw: the canonical line without its newline */
  "CREATE TABLE record (record_id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, publisher TEXT NOT NULL,"
  " raw TEXT NOT NULL) STRICT;"
  /* Publishers that were removed: the bundled store does not bring the same edition back. */
  "CREATE TABLE withdrawn (publisher TEXT PRIMARY KEY NOT NULL, seq INTEGER NOT NULL) STRICT;"
  /* The edition before the one in `edition`, as the records that changed since; raw NULL: it did not have that
   * record. */
  "CREATE TABLE previous (publisher TEXT PRIMARY KEY NOT NULL, seq INTEGER NOT NULL, state TEXT NOT NULL,"
  " published TEXT) STRICT;"
  "CREATE TABLE previous_record (publisher TEXT NOT NULL, key TEXT NOT NULL, raw TEXT, PRIMARY KEY (publisher, key))"
  " STRICT, WITHOUT ROWID;"
  /* Publishers that were rolled back by one edition: editions up to seq are refused. */
  "CREATE TABLE held (publisher TEXT PRIMARY KEY NOT NULL, seq INTEGER NOT NULL) STRICT;";

static const char FACTS[] =
  "CREATE TABLE unit (" FACT ", position INTEGER NOT NULL, icon TEXT) STRICT;"
  "CREATE INDEX unit_id ON unit (id, publisher);"
  "CREATE TABLE category (" FACT ", position INTEGER NOT NULL, icon TEXT) STRICT;"
  "CREATE INDEX category_id ON category (id, publisher);"
  "CREATE TABLE lesson (" FACT ", unit TEXT, position INTEGER NOT NULL, icon TEXT) STRICT;"
  "CREATE INDEX lesson_id ON lesson (id, publisher);"
  "CREATE INDEX lesson_unit ON lesson (unit, position);"
  "CREATE TABLE service (" FACT ", position INTEGER NOT NULL, status TEXT NOT NULL, verified INTEGER NOT NULL,"
  " name TEXT) STRICT;"
  "CREATE INDEX service_id ON service (id, publisher);"
  /* The key's columns stand first: else quick_check of SQLite 3.40 reads the wrong column. */
  "CREATE TABLE service_category (record_id INTEGER NOT NULL REFERENCES service ON DELETE CASCADE,"
  " category TEXT NOT NULL, ordinal INTEGER NOT NULL, PRIMARY KEY (record_id, category)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX service_category_category ON service_category (category, record_id);"
  "CREATE TABLE term (" FACT ", word TEXT) STRICT;"
  "CREATE INDEX term_id ON term (id, publisher);"
  "CREATE TABLE branch (" FACT ", name TEXT) STRICT;"
  "CREATE INDEX branch_id ON branch (id, publisher);"
  /* Days since 1970-01-01. */
  "CREATE TABLE announcement (" FACT ", valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL) STRICT;"
  "CREATE INDEX announcement_id ON announcement (id, publisher);"
  "CREATE INDEX announcement_valid ON announcement (valid_to, valid_from);"
  "CREATE TABLE announcement_branch (record_id INTEGER NOT NULL REFERENCES announcement ON DELETE CASCADE,"
  " branch TEXT NOT NULL, PRIMARY KEY (record_id, branch)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE article (" FACT ", position INTEGER NOT NULL) STRICT;"
  "CREATE INDEX article_id ON article (id, publisher);"
  "CREATE TABLE holiday (" FACT ", day INTEGER NOT NULL) STRICT;"
  "CREATE INDEX holiday_day ON holiday (day);"
  "CREATE TABLE blob (record_id INTEGER NOT NULL REFERENCES record ON DELETE CASCADE, sha256 TEXT NOT NULL,"
  " length INTEGER NOT NULL, media_type TEXT NOT NULL, PRIMARY KEY (record_id, sha256)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX blob_sha256 ON blob (sha256);";

static const char TEXTS[] =
  /* One row for each -text record; kind and ref are those of the record that it translates. */
  "CREATE TABLE text (record_id INTEGER PRIMARY KEY REFERENCES record ON DELETE CASCADE, kind TEXT NOT NULL,"
  " ref TEXT NOT NULL, lang TEXT NOT NULL, title TEXT, state TEXT, cards INTEGER NOT NULL,"
  " UNIQUE (kind, ref, lang)) STRICT;"
  /* The texts that search reads, folded by tiltas_search_fold; kind is a TiltasHitKind. Written together with the
   * index. */
  "CREATE TABLE search_document (record_id INTEGER PRIMARY KEY REFERENCES record ON DELETE CASCADE,"
  " kind INTEGER NOT NULL, ref TEXT NOT NULL, lang TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL) STRICT;"
  /* M* because the vowel signs of Devanagari and other scripts are parts of words. */
  "CREATE VIRTUAL TABLE search USING fts5 (title, body, content='search_document', content_rowid='record_id',"
  " prefix='1 2 3', tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\");";

gboolean
tiltas_schema_create (TiltasDatabase *db, GError **error)
{
  return tiltas_sql_exec (db, TRUTH, error) && tiltas_sql_exec (db, FACTS, error) &&
         tiltas_sql_exec (db, TEXTS, error) &&
         tiltas_sql_exec (db, "PRAGMA application_id = " TO_STRING (TILTAS_SCHEMA_APPLICATION_ID), error) &&
         tiltas_sql_exec (db, "PRAGMA user_version = " TO_STRING (TILTAS_SCHEMA_VERSION), error);
}

gboolean
tiltas_schema_read_version (TiltasDatabase *db, gint64 *version, GError **error)
{
  gint64 application = 0;
  if (!tiltas_sql_get_int (db, "PRAGMA application_id", 0, &application, error) ||
      !tiltas_sql_get_int (db, "PRAGMA user_version", 0, version, error))
    return FALSE;
  if (application == TILTAS_SCHEMA_APPLICATION_ID && *version > 0)
    return TRUE;
  g_set_error_literal (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED, "not a store of Tiltas");
  return FALSE;
}
