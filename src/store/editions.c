/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/editions.h"

#include "store/edition.h"

char *
tiltas_edition_first_key (const char *publisher)
{
  return g_strconcat (publisher, "/", NULL);
}

char *
tiltas_edition_end_key (const char *publisher)
{
  return g_strconcat (publisher, "0", NULL); /* "0" is the character after "/" */
}

gboolean
tiltas_edition_write_pack (TiltasDatabase *db,
                           const char *publisher,
                           TiltasPackSink sink,
                           gpointer user_data,
                           GError **error)
{
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (db, "SELECT raw FROM record WHERE key >= :from AND key < :end ORDER BY key", error);
  if (statement == NULL)
    return FALSE;
  g_autofree char *from = tiltas_edition_first_key (publisher);
  g_autofree char *end = tiltas_edition_end_key (publisher);
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
tiltas_edition_state (TiltasDatabase *db, const char *publisher, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  if (!tiltas_edition_write_pack (db, publisher, hash, checksum, error))
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
