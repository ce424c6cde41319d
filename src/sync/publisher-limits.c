/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/publisher-limits.h"

#include "content/grants.h"
#include "content/record.h"
#include "sync/error.h"
#include "trust/metadata.h"

#include <jansson.h>

#define KINDS_MAX 64

void
tiltas_publisher_limits_free (TiltasPublisherLimits *self)
{
  g_free (self->publisher);
  g_strfreev (self->kinds);
  g_free (self);
}

static gboolean
refuse (const char *what, GError **error)
{
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_FORMAT, "publishers.json: %s", what);
  return FALSE;
}

static gboolean
read_kinds (TiltasPublisherLimits *self, json_t *array, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  json_t *value;
  gsize i;

  if (array == NULL)
    return TRUE;
  if (!json_is_array (array) || json_array_size (array) > KINDS_MAX)
    return refuse ("kinds is no list of at most 64 kinds", error);
  json_array_foreach (array, i, value)
    {
      if (!json_is_string (value))
        return refuse ("a kind is no text", error);
      g_strv_builder_add (builder, json_string_value (value));
    }
  self->kinds = g_strv_builder_end (builder);
  self->quota.kinds = (const char *const *) self->kinds;
  return TRUE;
}

static gboolean
read_limit (json_t *limits, const char *name, guint64 *limit, GError **error)
{
  json_t *value = json_object_get (limits, name);

  if (value != NULL && (!json_is_integer (value) || json_integer_value (value) < 0))
    return refuse ("a limit is no number", error);
  *limit = (guint64) json_integer_value (value);
  return TRUE;
}

static TiltasPublisherLimits *
read_one (json_t *object, GError **error)
{
  g_autoptr (TiltasPublisherLimits) self = g_new0 (TiltasPublisherLimits, 1);
  const char *id = json_string_value (json_object_get (object, "id"));
  json_t *limits = json_object_get (object, "limits");

  if (id == NULL || !tiltas_is_id (id))
    {
      refuse ("a publisher has no valid id", error);
      return NULL;
    }
  self->publisher = g_strdup (id);
  if (limits != NULL && !json_is_object (limits))
    {
      refuse ("limits are no object", error);
      return NULL;
    }
  if (!read_kinds (self, json_object_get (object, "kinds"), error) ||
      !read_limit (limits, "records", &self->quota.records, error) ||
      !read_limit (limits, "bytes", &self->quota.bytes, error) ||
      !read_limit (limits, "blobs", &self->quota.blobs, error))
    return NULL;
  return g_steal_pointer (&self);
}

GPtrArray *
tiltas_publisher_limits_parse (GBytes *bytes, GError **error)
{
  g_autoptr (GPtrArray) result = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_publisher_limits_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  json_auto_t *object = json_loadb (data != NULL ? data : "", length, JSON_REJECT_DUPLICATES, NULL);
  json_t *array = json_object_get (object, "publishers");
  json_t *value;
  gsize i;

  if (json_array_size (array) == 0 || json_array_size (array) > TILTAS_ROLES_MAX)
    {
      refuse ("it names no publisher, or more than " G_STRINGIFY (TILTAS_ROLES_MAX), error);
      return NULL;
    }
  tiltas_grants_complete (object);
  json_array_foreach (array, i, value)
    {
      TiltasPublisherLimits *one = read_one (value, error);
      if (one == NULL)
        return NULL;
      g_ptr_array_add (result, one);
      if (g_hash_table_add (seen, one->publisher))
        continue;
      refuse ("a publisher is named twice", error);
      return NULL;
    }
  return g_steal_pointer (&result);
}
