/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/members.h"

#include "trust/error.h"

json_t *
tiltas_member_object (json_t *parent, const char *member, const char *where, GError **error)
{
  json_t *value = json_object_get (parent, member);

  if (json_is_object (value))
    return value;
  tiltas_trust_malformed (error, "%s: the object \"%s\" is missing", where, member);
  return NULL;
}

const char *
tiltas_member_string (json_t *parent, const char *member, const char *where, GError **error)
{
  const char *value = json_string_value (json_object_get (parent, member));

  if (value == NULL)
    tiltas_trust_malformed (error, "%s: the string \"%s\" is missing", where, member);
  return value;
}

gboolean
tiltas_member_positive (json_t *parent, const char *member, const char *where, gint64 *out, GError **error)
{
  json_t *value = json_object_get (parent, member);

  if (!json_is_integer (value) || json_integer_value (value) < 1 ||
      json_integer_value (value) > TILTAS_METADATA_INTEGER_MAX)
    return tiltas_trust_malformed (error, "%s: \"%s\" is not a positive integer", where, member);
  *out = json_integer_value (value);
  return TRUE;
}

gboolean
tiltas_member_strings (json_t *parent, const char *member, const char *where, GStrv *out, GError **error)
{
  json_t *array = json_object_get (parent, member), *element;
  size_t index;
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);

  if (!json_is_array (array))
    return tiltas_trust_malformed (error, "%s: the array \"%s\" is missing", where, member);
  json_array_foreach (array, index, element)
    {
      if (!json_is_string (element))
        return tiltas_trust_malformed (error, "%s: \"%s\" holds something else than strings", where, member);
      g_ptr_array_add (strings, g_strdup (json_string_value (element)));
    }
  g_ptr_array_add (strings, NULL);
  *out = (GStrv) g_ptr_array_free (g_steal_pointer (&strings), FALSE);
  return TRUE;
}
