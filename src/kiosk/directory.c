/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/directory.h"

#include "base/language.h"
#include "store/reader-holidays.h"

#include <string.h>

#define WHOLE_COUNTRY "Visa Lietuva"

void
tiltas_directory_row_free (TiltasDirectoryRow *self)
{
  if (self == NULL)
    return;
  tiltas_service_unref (self->service);
  g_free (self);
}

static gboolean
passes (const TiltasDirectoryRow *row, const TiltasDirectoryContext *context, guint filters, const char *municipality)
{
  const TiltasService *service = row->service;

  if ((filters & TILTAS_FILTER_OPEN) && row->open.kind != TILTAS_OPEN_NOW && row->open.kind != TILTAS_OPEN_ALWAYS)
    return FALSE;
  if ((filters & TILTAS_FILTER_FREE) && service->fee != TILTAS_FEE_FREE)
    return FALSE;
  if ((filters & TILTAS_FILTER_MY_LANGUAGE) &&
      !g_strv_contains ((const char *const *) service->languages, context->language))
    return FALSE;
  if (municipality != NULL && g_strcmp0 (service->municipality, municipality) != 0 &&
      g_strcmp0 (service->municipality, WHOLE_COUNTRY) != 0)
    return FALSE;
  return TRUE;
}

static TiltasDirectoryRow *
make_row (TiltasService *service, const TiltasDirectoryContext *context)
{
  TiltasDirectoryRow *row = g_new0 (TiltasDirectoryRow, 1);
  row->service = tiltas_service_ref (service);
  row->freshness = tiltas_service_freshness (service, context->today);
  row->open = tiltas_service_open (service, context->today, context->minute, context->clock_trusted,
                                   context->reader != NULL ? tiltas_reader_is_holiday : NULL, context->reader);
  row->metres = -1;
  if (service->has_place && context->branch != NULL && context->branch->has_place)
    row->metres =
      tiltas_distance (service->latitude, service->longitude, context->branch->latitude, context->branch->longitude);
  return row;
}

static int
open_rank (const TiltasDirectoryRow *row)
{
  return row->open.kind == TILTAS_OPEN_NOW || row->open.kind == TILTAS_OPEN_ALWAYS ? 0 : 1;
}

/* What compare_rows needs. */
typedef struct
{
  const TiltasDirectoryContext *context;
  const char *municipality; /* the visitor's choice, or NULL */
} Order;

/* 0 sorts first. With a municipality chosen: services there, then those of the whole country. Else: the branch's own
 * municipality and what is nearer than 30 km, then the whole country, then the rest. */
static int
near_rank (const TiltasDirectoryRow *row, const Order *order)
{
  const TiltasBranch *branch = order->context->branch;
  const char *municipality = row->service->municipality;
  if (order->municipality != NULL)
    return g_strcmp0 (municipality, order->municipality) == 0 ? 0 : 1;
  if (row->metres >= 0)
    return row->metres < 30000 ? 0 : 2;
  if (branch != NULL && branch->municipality != NULL && g_strcmp0 (municipality, branch->municipality) == 0)
    return 0;
  return g_strcmp0 (municipality, WHOLE_COUNTRY) == 0 ? 1 : 2;
}

static int
compare_rows (gconstpointer pa, gconstpointer pb, gpointer data)
{
  const TiltasDirectoryRow *a = *(const TiltasDirectoryRow *const *) pa;
  const TiltasDirectoryRow *b = *(const TiltasDirectoryRow *const *) pb;
  const Order *order = data;

  if (open_rank (a) != open_rank (b))
    return open_rank (a) - open_rank (b);
  int near_a = near_rank (a, order), near_b = near_rank (b, order);
  if (near_a != near_b)
    return near_a - near_b;
  if ((a->metres >= 0) != (b->metres >= 0))
    return a->metres >= 0 ? -1 : 1;
  if (a->metres != b->metres)
    return a->metres < b->metres ? -1 : 1;
  if (a->service->position != b->service->position)
    return a->service->position < b->service->position ? -1 : 1;
  int by_name = tiltas_collate (order->context->language, a->service->name, b->service->name);
  return by_name != 0 ? by_name : strcmp (a->service->ref, b->service->ref);
}

GPtrArray *
tiltas_directory_rows (GPtrArray *services,
                       const TiltasDirectoryContext *context,
                       guint filters,
                       const char *municipality)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_directory_row_free);
  for (guint i = 0; i < services->len; i++)
    {
      TiltasDirectoryRow *row = make_row (g_ptr_array_index (services, i), context);
      if (passes (row, context, filters, municipality))
        g_ptr_array_add (rows, row);
      else
        tiltas_directory_row_free (row);
    }
  Order order = { context, municipality };
  g_ptr_array_sort_with_data (rows, compare_rows, &order);
  return g_steal_pointer (&rows);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return tiltas_collate ("lt", *(const char *const *) a, *(const char *const *) b);
}

GStrv
tiltas_directory_municipalities (GPtrArray *services)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < services->len; i++)
    {
      const TiltasService *service = g_ptr_array_index (services, i);
      if (service->municipality != NULL && !g_str_equal (service->municipality, WHOLE_COUNTRY) &&
          g_hash_table_add (seen, service->municipality))
        g_ptr_array_add (names, g_strdup (service->municipality));
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}
