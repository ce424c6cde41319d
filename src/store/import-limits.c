/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/import-private.h"

/* What publishers.json allows an edition to hold. */

gboolean
tiltas_import_refuse (GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED, format, arguments);
  va_end (arguments);
  return FALSE;
}

gboolean
tiltas_import_check_kind (TiltasImport *self, const TiltasKey *key, GError **error)
{
  const TiltasQuota *quota = self->quota;
  if (quota == NULL || quota->kinds == NULL || g_strv_contains (quota->kinds, key->kind))
    return TRUE;
  return tiltas_import_refuse (error, "%s: %s may not publish records of kind %s", key->key, key->publisher, key->kind);
}

gboolean
tiltas_import_check_size (TiltasImport *self, guint64 records, guint64 bytes, GError **error)
{
  const TiltasQuota *quota = self->quota;
  if (quota != NULL && quota->records > 0 && records > quota->records)
    return tiltas_import_refuse (error, "more than %" G_GUINT64_FORMAT " records", quota->records);
  if (quota != NULL && quota->bytes > 0 && bytes > quota->bytes)
    return tiltas_import_refuse (error, "more than %" G_GUINT64_FORMAT " bytes", quota->bytes);
  return TRUE;
}

/* The same of all that is stored, once deltas are in. */
gboolean
tiltas_import_check_stored_size (TiltasImport *self, GError **error)
{
  static const char SIZE[] = "SELECT count(*), coalesce(sum(length(CAST(raw AS BLOB)) + 1), 0) FROM record"
                             " WHERE key > :after AND key < :end";
  g_autoptr (TiltasStatement) statement = tiltas_sql_prepare (self->db, SIZE, error);
  g_autofree char *after = g_strconcat (self->edition->publisher, "/", NULL);
  if (statement == NULL)
    return FALSE;
  tiltas_sql_bind_text (statement, ":after", after);
  tiltas_sql_bind_text (statement, ":end", self->end);
  if (tiltas_sql_step (statement, error) != TILTAS_STEP_ROW)
    return FALSE;
  return tiltas_import_check_size (self, (guint64) sqlite3_column_int64 (statement, 0),
                                   (guint64) sqlite3_column_int64 (statement, 1), error);
}

/* Bytes of all different blobs that the publisher's records name. */
gboolean
tiltas_import_check_blobs (TiltasImport *self, GError **error)
{
  static const char BLOBS[] = "SELECT coalesce(sum(length), 0) FROM (SELECT DISTINCT sha256, length FROM blob"
                              " JOIN record USING (record_id) WHERE publisher = :publisher)";
  if (self->quota == NULL || self->quota->blobs == 0)
    return TRUE;
  g_autoptr (TiltasStatement) statement = tiltas_sql_prepare (self->db, BLOBS, error);
  if (statement == NULL)
    return FALSE;
  tiltas_sql_bind_text (statement, ":publisher", self->edition->publisher);
  if (tiltas_sql_step (statement, error) != TILTAS_STEP_ROW)
    return FALSE;
  if ((guint64) sqlite3_column_int64 (statement, 0) <= self->quota->blobs)
    return TRUE;
  return tiltas_import_refuse (error, "pictures and sounds of more than %" G_GUINT64_FORMAT " bytes",
                               self->quota->blobs);
}
