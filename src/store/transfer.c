/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/transfer.h"

#include "store/edition.h"
#include "store/editions.h"
#include "store/import.h"
#include "store/previous.h"

/* The newest number of the publisher that was ever in the database, also one that was withdrawn or rolled back; 0
 * when there was none. */
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
                            (tiltas_edition_write_pack (source, edition->publisher, feed, import, error) &&
                             tiltas_import_commit (import, NULL, error)));
}

gboolean
tiltas_transfer_editions (TiltasDatabase *source, TiltasDatabase *target, guint *changed, GError **error)
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
