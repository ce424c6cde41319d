/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/import-limits.h"

#include "store/edition.h"
#include "store/editions.h"

gboolean
tiltas_limits_check_kind (const TiltasQuota *quota, const TiltasKey *key, GError **error)
{
  if (quota == NULL || quota->kinds == NULL || g_strv_contains (quota->kinds, key->kind))
    return TRUE;
  return tiltas_store_refuse (error, "%s: %s may not publish records of kind %s", key->key, key->publisher, key->kind);
}

gboolean
tiltas_limits_check_size (const TiltasQuota *quota, guint64 records, guint64 bytes, GError **error)
{
  if (quota != NULL && quota->records > 0 && records > quota->records)
    return tiltas_store_refuse (error, "more than %" G_GUINT64_FORMAT " records", quota->records);
  if (quota != NULL && quota->bytes > 0 && bytes > quota->bytes)
    return tiltas_store_refuse (error, "more than %" G_GUINT64_FORMAT " bytes", quota->bytes);
  return TRUE;
}

gboolean
tiltas_limits_check_stored (TiltasDatabase *db, const char *publisher, const TiltasQuota *quota, GError **error)
{
  static const char SIZE[] = "SELECT count(*), coalesce(sum(length(CAST(raw AS BLOB)) + 1), 0) FROM record"
                             " WHERE key > :after AND key < :end";
  g_autoptr (TiltasStatement) statement = tiltas_sql_prepare (db, SIZE, error);
  g_autofree char *after = tiltas_edition_first_key (publisher);
  g_autofree char *end = tiltas_edition_end_key (publisher);
  if (statement == NULL)
    return FALSE;
  tiltas_sql_bind_text (statement, ":after", after);
  tiltas_sql_bind_text (statement, ":end", end);
  if (tiltas_sql_step (statement, error) != TILTAS_STEP_ROW)
    return FALSE;
  return tiltas_limits_check_size (quota, (guint64) sqlite3_column_int64 (statement, 0),
                                   (guint64) sqlite3_column_int64 (statement, 1), error);
}

gboolean
tiltas_limits_check_blobs (TiltasDatabase *db, const char *publisher, const TiltasQuota *quota, GError **error)
{
  static const char BLOBS[] = "SELECT coalesce(sum(length), 0) FROM (SELECT DISTINCT sha256, length FROM blob"
                              " JOIN record USING (record_id) WHERE publisher = :publisher)";
  if (quota == NULL || quota->blobs == 0)
    return TRUE;
  g_autoptr (TiltasStatement) statement = tiltas_sql_prepare (db, BLOBS, error);
  if (statement == NULL)
    return FALSE;
  tiltas_sql_bind_text (statement, ":publisher", publisher);
  if (tiltas_sql_step (statement, error) != TILTAS_STEP_ROW)
    return FALSE;
  if ((guint64) sqlite3_column_int64 (statement, 0) <= quota->blobs)
    return TRUE;
  return tiltas_store_refuse (error, "pictures and sounds of more than %" G_GUINT64_FORMAT " bytes", quota->blobs);
}
