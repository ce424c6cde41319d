/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/stored-editions.h"

#include "store/reader.h"
#include "sync/offer.h"
#include "store/reader-editions.h"

GPtrArray *
tiltas_stored_editions_read (TiltasStore *store, TiltasClock *clock, GError **error)
{
  g_autoptr (TiltasReader) reader = tiltas_reader_open (store, FALSE, error);
  GPtrArray *editions = reader != NULL ? tiltas_reader_editions (reader, error) : NULL;

  for (guint i = 0; editions != NULL && i < editions->len; i++)
    tiltas_clock_raise_floor (clock, tiltas_edition_published (g_ptr_array_index (editions, i)));
  return editions;
}

const TiltasEdition *
tiltas_stored_editions_find (const GPtrArray *editions, const char *publisher)
{
  for (guint i = 0; i < editions->len; i++)
    {
      const TiltasEdition *edition = g_ptr_array_index (editions, i);
      if (g_str_equal (edition->publisher, publisher))
        return edition;
    }
  return NULL;
}

void
tiltas_stored_editions_note (const GPtrArray *editions, TiltasReport *report)
{
  for (guint i = 0; i < editions->len; i++)
    {
      const TiltasEdition *edition = g_ptr_array_index (editions, i);
      TiltasPublisherReport *entry = tiltas_report_publisher (report, edition->publisher);
      entry->seq = edition->seq;
      g_free (entry->state);
      entry->state = g_strdup (edition->state);
      g_free (entry->published);
      entry->published = g_strdup (edition->published);
    }
}
