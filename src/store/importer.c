/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/importer.h"

#include "base/trace.h"
#include "store/connection.h"
#include "store/derive.h"
#include "store/edition.h"
#include "store/editions.h"
#include "store/error.h"
#include "store/import-delta.h"
#include "store/import.h"
#include "store/previous.h"

#include <string.h>

#define CHUNK_BYTES (64 * 1024)

struct _TiltasImporter
{
  TiltasDatabase *db;
  gboolean bundled; /* makes the bundled store: writes no time, so that the same content gives the same file */
};

static TiltasImporter *
importer_new (TiltasDatabase *db, gboolean bundled)
{
  if (db == NULL)
    return NULL;
  TiltasImporter *self = g_new0 (TiltasImporter, 1);
  self->db = db;
  self->bundled = bundled;
  return self;
}

TiltasImporter *
tiltas_importer_open (TiltasStore *store, GError **error)
{
  g_return_val_if_fail (store != NULL, NULL);
  if (tiltas_store_is_read_only (store))
    {
      g_set_error_literal (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FAILED, "the state folder cannot be written");
      return NULL;
    }
  g_autofree char *path = tiltas_store_path (store);
  return importer_new (tiltas_connection_open (path, TILTAS_CONNECTION_WRITE, NULL, error), FALSE);
}

TiltasImporter *
tiltas_importer_create (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  return importer_new (tiltas_connection_create (path, error), TRUE);
}

void
tiltas_importer_obey (TiltasImporter *self, GCancellable *cancellable)
{
  g_return_if_fail (self != NULL);
  tiltas_sql_obey (self->db, cancellable);
}

void
tiltas_importer_free (TiltasImporter *self)
{
  if (self == NULL)
    return;
  tiltas_database_close (self->db);
  g_free (self);
}

static gint64
now (TiltasImporter *self)
{
  return self->bundled ? 0 : g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
feed_stream (TiltasImport *import, GInputStream *pack, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK_BYTES);
  gssize length;
  while ((length = g_input_stream_read (pack, buffer, CHUNK_BYTES, cancellable, error)) > 0)
    if (!tiltas_import_feed (import, buffer, (gsize) length, error))
      return FALSE;
  return length == 0 && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Tidies up after a commit. The edition is imported already, so that no failure here counts. */
static void
settle (TiltasImporter *self)
{
  if (self->bundled)
    sqlite3_exec (self->db, "INSERT INTO search (search) VALUES ('optimize')", NULL, NULL, NULL);
  else
    sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

gboolean
tiltas_importer_import (TiltasImporter *self,
                        const TiltasEdition *edition,
                        const TiltasQuota *quota,
                        GInputStream *pack,
                        GCancellable *cancellable,
                        TiltasImportCounts *counts,
                        GError **error)
{
  g_return_val_if_fail (self != NULL && edition != NULL && G_IS_INPUT_STREAM (pack), FALSE);
  if (counts != NULL)
    *counts = (TiltasImportCounts){ 0 };
  g_autoptr (TiltasImport) import = tiltas_import_begin (self->db, edition, quota, now (self), error);
  if (import == NULL)
    return FALSE;
  if (tiltas_import_is_current (import))
    return TRUE;
  if (!feed_stream (import, pack, cancellable, error) || !tiltas_import_commit (import, counts, error))
    return FALSE;
  g_clear_pointer (&import, tiltas_import_free);
  tiltas_trace ("sync-commit", "publisher=%s seq=%" G_GINT64_FORMAT, edition->publisher, edition->seq);
  settle (self);
  return TRUE;
}

gboolean
tiltas_importer_apply (TiltasImporter *self,
                       const TiltasEdition *edition,
                       const char *base_state,
                       GPtrArray *deltas,
                       const TiltasQuota *quota,
                       TiltasImportCounts *counts,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && edition != NULL && base_state != NULL && deltas != NULL, FALSE);
  if (counts != NULL)
    *counts = (TiltasImportCounts){ 0 };
  g_autoptr (TiltasImport) import = tiltas_import_begin_delta (self->db, edition, base_state, quota, now (self), error);
  if (import == NULL)
    return FALSE;
  if (tiltas_import_is_current (import))
    return TRUE;
  for (guint i = 0; i < deltas->len; i++)
    if (!tiltas_import_feed_delta (import, edition->publisher, g_ptr_array_index (deltas, i), error))
      return FALSE;
  if (!tiltas_import_commit (import, counts, error))
    return FALSE;
  g_clear_pointer (&import, tiltas_import_free);
  tiltas_trace ("sync-commit", "publisher=%s seq=%" G_GINT64_FORMAT, edition->publisher, edition->seq);
  settle (self);
  return TRUE;
}

gboolean
tiltas_importer_rollback (TiltasImporter *self, const char *publisher, TiltasImportCounts *counts, GError **error)
{
  g_return_val_if_fail (self != NULL && publisher != NULL, FALSE);
  if (counts != NULL)
    *counts = (TiltasImportCounts){ 0 };
  g_autoptr (TiltasImport) import = tiltas_import_begin_return (self->db, publisher, now (self), error);
  if (import == NULL || !tiltas_import_feed_previous (import, self->db, publisher, error) ||
      !tiltas_import_commit (import, counts, error))
    return FALSE;
  g_clear_pointer (&import, tiltas_import_free);
  settle (self);
  return TRUE;
}

gboolean
tiltas_importer_release (TiltasImporter *self, const char *publisher, gint64 *held, GError **error)
{
  g_return_val_if_fail (self != NULL && publisher != NULL && held != NULL, FALSE);
  if (!tiltas_sql_exec (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  gboolean done = tiltas_previous_held (self->db, publisher, held, error) &&
                  tiltas_previous_hold (self->db, publisher, 0, error) && tiltas_sql_exec (self->db, "COMMIT", error);
  tiltas_snapshot_end ((TiltasSnapshot *) self->db); /* rolls back what is not committed */
  return done;
}

gboolean
tiltas_importer_renumber (TiltasImporter *self, const TiltasEdition *edition, GError **error)
{
  g_return_val_if_fail (self != NULL && edition != NULL, FALSE);
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (self->db,
                        "UPDATE edition SET seq = :seq, published = :published"
                        " WHERE publisher = :publisher AND state = :state AND seq < :seq",
                        error);
  if (statement == NULL)
    return FALSE;
  tiltas_sql_bind_text (statement, ":publisher", edition->publisher);
  tiltas_sql_bind_text (statement, ":state", edition->state);
  tiltas_sql_bind_text (statement, ":published", edition->published);
  tiltas_sql_bind_int (statement, ":seq", edition->seq);
  return tiltas_sql_step (statement, error) == TILTAS_STEP_DONE;
}

TiltasEdition *
tiltas_importer_previous (TiltasImporter *self, const char *publisher, GError **error)
{
  g_return_val_if_fail (self != NULL && publisher != NULL, NULL);
  return tiltas_previous_edition (self->db, publisher, error);
}

/* The record ids of a publisher. They are read before the first is deleted. */
static GArray *
records_of (TiltasDatabase *db, const char *publisher, GError **error)
{
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (db, "SELECT record_id FROM record WHERE publisher = :publisher", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  TiltasStep step = TILTAS_STEP_ERROR;
  if (statement != NULL)
    tiltas_sql_bind_text (statement, ":publisher", publisher);
  while (statement != NULL && (step = tiltas_sql_step (statement, error)) == TILTAS_STEP_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  return step == TILTAS_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
withdraw (TiltasDatabase *db, TiltasDeriver *deriver, const TiltasEdition *edition, GError **error)
{
  static const char *const SQL[] = {
    "INSERT OR REPLACE INTO withdrawn SELECT publisher, seq FROM edition WHERE publisher = :publisher",
    "DELETE FROM edition WHERE publisher = :publisher",
    "DELETE FROM record WHERE publisher = :publisher",
    "DELETE FROM previous_record WHERE publisher = :publisher",
    "DELETE FROM previous WHERE publisher = :publisher",
  };
  g_autoptr (GArray) ids = records_of (db, edition->publisher, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!tiltas_deriver_remove (deriver, g_array_index (ids, gint64, i), error))
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (SQL); i++)
    {
      g_autoptr (TiltasStatement) statement = tiltas_sql_prepare (db, SQL[i], error);
      if (statement == NULL)
        return FALSE;
      tiltas_sql_bind_text (statement, ":publisher", edition->publisher);
      if (!tiltas_sql_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/* Inside the caller's transaction. */
static gboolean
withdraw_others (TiltasDatabase *db, const char *const *publishers, GError **error)
{
  g_autoptr (GPtrArray) editions = tiltas_editions_list (db, error);
  g_autoptr (TiltasDeriver) deriver = editions != NULL ? tiltas_deriver_new (db, error) : NULL;
  if (deriver == NULL)
    return FALSE;
  for (guint i = 0; i < editions->len; i++)
    {
      const TiltasEdition *edition = g_ptr_array_index (editions, i);
      if (!g_strv_contains (publishers, edition->publisher) && !withdraw (db, deriver, edition, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
tiltas_importer_retain (TiltasImporter *self, const char *const *publishers, GError **error)
{
  g_return_val_if_fail (self != NULL && publishers != NULL, FALSE);
  if (!tiltas_sql_exec (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  gboolean done = withdraw_others (self->db, publishers, error) && tiltas_sql_exec (self->db, "COMMIT", error);
  tiltas_snapshot_end ((TiltasSnapshot *) self->db); /* rolls back what is not committed */
  return done;
}

static gboolean
write_piece (const void *data, gsize length, gpointer stream, GError **error)
{
  return g_output_stream_write_all (stream, data, length, NULL, NULL, error);
}

gboolean
tiltas_importer_write_pack (TiltasImporter *self, const char *publisher, GOutputStream *stream, GError **error)
{
  g_return_val_if_fail (self != NULL && publisher != NULL && G_IS_OUTPUT_STREAM (stream), FALSE);
  g_autoptr (TiltasSnapshot) snapshot = tiltas_snapshot_begin (self->db, error);
  return snapshot != NULL && tiltas_edition_write_pack (self->db, publisher, write_piece, stream, error);
}
