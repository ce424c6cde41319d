/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/import.h"

#include "store/previous.h"

#include <string.h>

/* Whole editions: told, reproduced, carried from one file to another. */

void
tiltas_edition_free (TiltasEdition *self)
{
  if (self == NULL)
    return;
  g_free (self->publisher);
  g_free (self->state);
  g_free (self->published);
  g_free (self);
}

gboolean
tiltas_pack_reproduce (TiltasDatabase *db,
                       const char *publisher,
                       TiltasPackSink sink,
                       gpointer user_data,
                       GError **error)
{
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (db, "SELECT raw FROM record WHERE key >= :from AND key < :end ORDER BY key", error);
  if (statement == NULL)
    return FALSE;
  g_autofree char *from = g_strconcat (publisher, "/", NULL);
  g_autofree char *end = g_strconcat (publisher, "0", NULL); /* the character after the slash */
  tiltas_sql_bind_text (statement, ":from", from);
  tiltas_sql_bind_text (statement, ":end", end);
  TiltasStep step;
  while ((step = tiltas_sql_step (statement, error)) == TILTAS_STEP_ROW)
    {
      const char *raw = tiltas_sql_text (statement, 0);
      if (!sink (raw, (gsize) sqlite3_column_bytes (statement, 0), user_data, error) ||
          !sink ("\n", 1, user_data, error))
        return FALSE;
    }
  return step == TILTAS_STEP_DONE;
}

static gboolean
hash (const void *data, gsize length, gpointer checksum, GError **error)
{
  g_checksum_update (checksum, data, (gssize) length);
  return TRUE;
}

char *
tiltas_pack_state (TiltasDatabase *db, const char *publisher, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  if (!tiltas_pack_reproduce (db, publisher, hash, checksum, error))
    return NULL;
  return g_strdup (g_checksum_get_string (checksum));
}

GPtrArray *
tiltas_editions_list (TiltasDatabase *db, GError **error)
{
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (db,
                        "SELECT publisher, edition.seq, state, published, coalesce(held.seq, 0) FROM edition"
                        " LEFT JOIN held USING (publisher) ORDER BY publisher",
                        error);
  if (statement == NULL)
    return NULL;
  g_autoptr (GPtrArray) editions = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_edition_free);
  TiltasStep step;
  while ((step = tiltas_sql_step (statement, error)) == TILTAS_STEP_ROW)
    {
      TiltasEdition *edition = g_new0 (TiltasEdition, 1);
      edition->publisher = g_strdup (tiltas_sql_text (statement, 0));
      edition->seq = sqlite3_column_int64 (statement, 1);
      edition->state = g_strdup (tiltas_sql_text (statement, 2));
      edition->published = g_strdup (tiltas_sql_text (statement, 3));
      edition->held = sqlite3_column_int64 (statement, 4);
      g_ptr_array_add (editions, edition);
    }
  return step == TILTAS_STEP_DONE ? g_steal_pointer (&editions) : NULL;
}

/* Newest number of the publisher that was ever in the database, 0 when it never was. What was taken back counts. */
static gboolean
known_sequence (TiltasDatabase *db, const char *publisher, gint64 *seq, GError **error)
{
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (db,
                        "SELECT coalesce(max(seq), 0) FROM (SELECT seq FROM edition WHERE publisher = :publisher"
                        " UNION ALL SELECT seq FROM withdrawn WHERE publisher = :publisher"
                        " UNION ALL SELECT seq FROM held WHERE publisher = :publisher)",
                        error);
  if (statement == NULL)
    return FALSE;
  tiltas_sql_bind_text (statement, ":publisher", publisher);
  if (tiltas_sql_step (statement, error) != TILTAS_STEP_ROW)
    return FALSE;
  *seq = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

static gboolean
feed (const void *data, gsize length, gpointer import, GError **error)
{
  return tiltas_import_feed (import, data, length, error);
}

static gboolean
transfer_one (TiltasDatabase *source, TiltasDatabase *target, const TiltasEdition *edition, GError **error)
{
  g_autoptr (TiltasImport) import =
    tiltas_import_begin (target, edition, NULL, g_get_real_time () / G_USEC_PER_SEC, error);
  return import != NULL && (tiltas_import_is_current (import) ||
                            (tiltas_pack_reproduce (source, edition->publisher, feed, import, error) &&
                             tiltas_import_commit (import, NULL, error)));
}

gboolean
tiltas_editions_transfer (TiltasDatabase *source, TiltasDatabase *target, guint *changed, GError **error)
{
  g_autoptr (GPtrArray) editions = tiltas_editions_list (source, error);
  GError *first = NULL;
  if (changed != NULL)
    *changed = 0;
  for (guint i = 0; editions != NULL && i < editions->len; i++)
    {
      const TiltasEdition *edition = g_ptr_array_index (editions, i);
      g_autoptr (GError) fault = NULL;
      gint64 seq = 0;
      if (!known_sequence (target, edition->publisher, &seq, &fault) ||
          (edition->seq > seq && !transfer_one (source, target, edition, &fault)))
        {
          if (first == NULL)
            first = g_steal_pointer (&fault);
        }
      else if (edition->held > seq && !tiltas_previous_hold (target, edition->publisher, edition->held, &fault))
        {
          if (first == NULL)
            first = g_steal_pointer (&fault);
        }
      else if (edition->seq > seq && changed != NULL)
        (*changed)++;
    }
  if (first == NULL)
    return editions != NULL;
  g_propagate_error (error, first);
  return FALSE;
}
