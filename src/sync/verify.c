/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/verify.h"

#include "store/reader-editions.h"
#include "store/reader.h"
#include "sync/blobs.h"
#include "sync/error.h"
#include "sync/hash-stream.h"
#include "sync/lock.h"
#include "sync/part.h"

static void
verdict_free (TiltasVerdict *self)
{
  g_clear_pointer (&self->edition, tiltas_edition_free);
  g_free (self);
}

static gboolean
check_state (TiltasVerdict *self, TiltasImporter *importer, GError **error)
{
  g_autoptr (TiltasHashStream) stream = tiltas_hash_stream_new ();

  if (!tiltas_importer_write_pack (importer, self->edition->publisher, G_OUTPUT_STREAM (stream), error))
    return FALSE;
  self->same_state = g_strcmp0 (tiltas_hash_stream_finish (stream), self->edition->state) == 0;
  return TRUE;
}

static void
check_blobs (TiltasVerdict *self, const char *state_dir)
{
  g_autoptr (TiltasPackScan) scan = tiltas_blobs_read_list (state_dir, self->edition->publisher, self->edition->state);
  GHashTableIter iter;
  gpointer sha256;

  if (scan == NULL)
    return;
  g_hash_table_iter_init (&iter, scan->blobs);
  while (g_hash_table_iter_next (&iter, &sha256, NULL))
    {
      g_autofree char *path = tiltas_blob_path (state_dir, sha256);
      g_autoptr (GError) error = NULL;
      gboolean right = tiltas_part_verify (path, sha256, NULL, NULL, &error);
      gboolean missing = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      self->missing_blobs += missing ? 1 : 0;
      self->damaged_blobs += right || missing ? 0 : 1;
      self->blobs += missing ? 0 : 1;
    }
}

static GPtrArray *
verify_all (const char *state_dir, TiltasStore *store, GError **error)
{
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) verdict_free);
  g_autoptr (TiltasReader) reader = NULL;
  g_autoptr (GPtrArray) editions = NULL;
  g_autoptr (TiltasImporter) importer = NULL;

  if (!tiltas_store_check (store, NULL, error) || (reader = tiltas_reader_open (store, FALSE, error)) == NULL ||
      (editions = tiltas_reader_editions (reader, error)) == NULL ||
      (importer = tiltas_importer_open (store, error)) == NULL)
    return NULL;
  g_ptr_array_set_free_func (editions, NULL);
  for (guint i = 0; i < editions->len; i++)
    {
      TiltasVerdict *verdict = g_new0 (TiltasVerdict, 1);
      verdict->edition = g_ptr_array_index (editions, i);
      g_ptr_array_add (verdicts, verdict);
    }
  for (guint i = 0; i < verdicts->len; i++)
    {
      if (!check_state (g_ptr_array_index (verdicts, i), importer, error))
        return NULL;
      check_blobs (g_ptr_array_index (verdicts, i), state_dir);
    }
  return g_steal_pointer (&verdicts);
}

GPtrArray *
tiltas_verify (const char *state_dir, TiltasStore *store, GError **error)
{
  g_autoptr (TiltasLock) lock = tiltas_lock_take (state_dir, error);
  GError *local = NULL;

  if (lock == NULL)
    return NULL;
  GPtrArray *verdicts = verify_all (state_dir, store, &local);
  if (verdicts == NULL)
    g_propagate_error (error, tiltas_sync_error_take (local));
  return verdicts;
}
