/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/reader.h"

#include "store/connection.h"
#include "store/error.h"
#include "store/reader-private.h"

TiltasReader *
tiltas_reader_open (TiltasStore *store, gboolean show_unverified, GError **error)
{
  g_return_val_if_fail (store != NULL, NULL);
  g_autoptr (TiltasReader) self = g_new0 (TiltasReader, 1);
  self->store = tiltas_store_ref (store);
  self->path = tiltas_store_path (store);
  self->show_unverified = show_unverified;
  TiltasConnectionMode mode = tiltas_store_is_read_only (store) ? TILTAS_CONNECTION_IMMUTABLE : TILTAS_CONNECTION_READ;
  GError *fault = NULL;
  self->db = tiltas_connection_open (self->path, mode, NULL, &fault);
  if (self->db != NULL)
    self->data_version = tiltas_sql_prepare (self->db, "PRAGMA data_version", &fault);
  if (self->data_version != NULL)
    return g_steal_pointer (&self);
  if (g_error_matches (fault, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED))
    tiltas_store_note_damage (store, self->path);
  g_propagate_error (error, fault);
  return NULL;
}

void
tiltas_reader_free (TiltasReader *self)
{
  if (self == NULL)
    return;
  tiltas_statement_free (self->data_version);
  tiltas_database_close (self->db);
  g_clear_pointer (&self->holidays, g_hash_table_unref);
  g_free (self->holidays_ladder);
  g_strfreev (self->hidden);
  g_free (self->path);
  tiltas_store_unref (self->store);
  g_free (self);
}

gboolean
tiltas_reader_is_stale (TiltasReader *self)
{
  g_return_val_if_fail (self != NULL, TRUE);
  g_autofree char *path = tiltas_store_path (self->store);
  return !g_str_equal (path, self->path);
}

void
tiltas_reader_interrupt (TiltasReader *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_int_inc (&self->interrupts);
  sqlite3_interrupt (self->db);
}
