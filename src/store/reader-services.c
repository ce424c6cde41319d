/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/reader-services.h"

#include "base/language.h"
#include "store/reader-query.h"

/* A service that a visitor may not see is neither returned nor counted, and a category with only such services is
 * empty. */

#define CATEGORIES                                                                                          \
  "SELECT r.raw, t.raw, (SELECT count (*) FROM service_category AS sc JOIN service ON service.record_id = " \
  "sc.record_id"                                                                                            \
  " WHERE sc.category = category.ref AND " TILTAS_SERVICE_VISIBLE ") AS children"                           \
  " FROM category JOIN record AS r ON r.record_id = category.record_id"                                     \
  " LEFT JOIN record AS t ON t.record_id = " TILTAS_TEXT_OF ("category", "category.ref") " WHERE children > 0"

#define SERVICE_COLUMNS                                                                     \
  "SELECT r.raw, t.raw, (SELECT category.icon FROM service_category AS mine"                \
  " JOIN category ON category.ref = mine.category WHERE mine.record_id = service.record_id" \
  " ORDER BY mine.ordinal LIMIT 1)"

#define SERVICE_TEXT                                     \
  " JOIN record AS r ON r.record_id = service.record_id" \
  " LEFT JOIN record AS t ON t.record_id = " TILTAS_TEXT_OF ("service", "service.ref")

static const char ALL[] = SERVICE_COLUMNS " FROM service" SERVICE_TEXT " WHERE " TILTAS_SERVICE_VISIBLE;
static const char OF_CATEGORY[] =
  SERVICE_COLUMNS " FROM service_category AS sc JOIN service ON service.record_id = sc.record_id" SERVICE_TEXT
                  " WHERE sc.category = :category AND " TILTAS_SERVICE_VISIBLE;
static const char ONE[] =
  SERVICE_COLUMNS " FROM service" SERVICE_TEXT " WHERE service.ref = :ref AND " TILTAS_SERVICE_VISIBLE;

GPtrArray *
tiltas_reader_categories (TiltasReader *self, const char *const *ladder, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autoptr (TiltasStatement) statement =
    snapshot != NULL
      ? tiltas_reader_prepare (self, CATEGORIES " ORDER BY category.position, category.ref", ladder, error)
      : NULL;
  return statement != NULL ? tiltas_reader_read_groups (self, statement, error) : NULL;
}

TiltasGroup *
tiltas_reader_category (TiltasReader *self, const char *ref, const char *const *ladder, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autofree char *full =
    snapshot != NULL ? tiltas_reader_resolve (self, TILTAS_READER_TABLE_CATEGORY, ref, error) : NULL;
  g_autoptr (TiltasStatement) statement =
    full != NULL ? tiltas_reader_prepare (self, CATEGORIES " AND category.ref = :ref", ladder, error) : NULL;
  if (statement == NULL)
    return NULL;
  tiltas_sql_bind_text (statement, ":ref", full);
  g_autoptr (GPtrArray) groups = tiltas_reader_read_groups (self, statement, error);
  return groups != NULL && groups->len > 0 ? tiltas_group_ref (g_ptr_array_index (groups, 0)) : NULL;
}

static TiltasService *
make_service (TiltasStatement *statement, json_t *record, json_t *text)
{
  TiltasService *service = tiltas_service_new (record, text);
  service->icon = g_strdup (tiltas_sql_text (statement, 2));
  return service;
}

static gint
by_position_then_name (gconstpointer a, gconstpointer b, gpointer language)
{
  const TiltasService *one = *(TiltasService *const *) a, *other = *(TiltasService *const *) b;
  if (one->position != other->position)
    return one->position < other->position ? -1 : 1;
  int order = tiltas_collate (language, one->name, other->name);
  return order != 0 ? order : g_strcmp0 (one->ref, other->ref);
}

GPtrArray *
tiltas_reader_services (TiltasReader *self, const char *category, const char *const *ladder, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  if (snapshot == NULL)
    return NULL;
  g_autoptr (GError) fault = NULL;
  g_autofree char *full =
    category != NULL ? tiltas_reader_resolve (self, TILTAS_READER_TABLE_CATEGORY, category, &fault) : NULL;
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  g_autoptr (TiltasStatement) statement =
    tiltas_reader_prepare (self, category != NULL ? OF_CATEGORY : ALL, ladder, error);
  if (statement == NULL)
    return NULL;
  if (category != NULL)
    tiltas_sql_bind_text (statement, ":category", full);
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_service_unref);
  for (;;)
    {
      g_autoptr (json_t) record = NULL, text = NULL;
      TiltasStep step = tiltas_reader_step_record (self, statement, &record, &text, error);
      if (step == TILTAS_STEP_ERROR)
        return NULL;
      if (step == TILTAS_STEP_DONE)
        break;
      g_ptr_array_add (services, make_service (statement, record, text));
    }
  g_ptr_array_sort_with_data (services, by_position_then_name,
                              (gpointer) (ladder != NULL && ladder[0] != NULL ? ladder[0] : "lt"));
  return g_steal_pointer (&services);
}

TiltasService *
tiltas_reader_service (TiltasReader *self, const char *ref, const char *const *ladder, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autofree char *full =
    snapshot != NULL ? tiltas_reader_resolve (self, TILTAS_READER_TABLE_SERVICE, ref, error) : NULL;
  g_autoptr (TiltasStatement) statement = full != NULL ? tiltas_reader_prepare (self, ONE, ladder, error) : NULL;
  if (statement == NULL)
    return NULL;
  g_autoptr (json_t) record = NULL, text = NULL;
  tiltas_sql_bind_text (statement, ":ref", full);
  if (tiltas_reader_step_record (self, statement, &record, &text, error) != TILTAS_STEP_ROW)
    return NULL;
  return make_service (statement, record, text);
}
