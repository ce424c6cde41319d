/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/canonical-json.h"

#include "trust/error.h"

#include <string.h>

/* ---- Parsing ---- */

/* Checks nesting, number of values, fractions and exponents in the raw bytes, before jansson uses memory for them.
 * jansson finds wrong syntax later. */
static gboolean
scan (const char *text, gsize length, GError **error)
{
  guint depth = 0, values = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
          continue;
        }
      if (c == '"')
        in_string = TRUE;
      else if (c == '{' || c == '[')
        depth++, values++;
      else if (c == ',')
        values++;
      else if ((c == '}' || c == ']') && depth > 0)
        depth--;
      else if (c == '.' || c == 'E' || (c == 'e' && i > 0 && g_ascii_isdigit (text[i - 1])))
        {
          g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_FORMAT,
                       "fractions and exponents cannot be signed (byte %" G_GSIZE_FORMAT ")", i);
          return FALSE;
        }
      if (depth > TILTAS_TRUST_DEPTH_MAX || values > TILTAS_TRUST_VALUES_MAX)
        {
          g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LIMIT,
                       depth > TILTAS_TRUST_DEPTH_MAX ? "nested deeper than %d" : "more than %d values",
                       depth > TILTAS_TRUST_DEPTH_MAX ? TILTAS_TRUST_DEPTH_MAX : TILTAS_TRUST_VALUES_MAX);
          return FALSE;
        }
    }
  return TRUE;
}

json_t *
tiltas_trust_json_parse (GBytes *bytes, GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  json_error_t fault;

  if (length == 0)
    {
      g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_FORMAT, "the file is empty");
      return NULL;
    }
  if (!scan (text, length, error))
    return NULL;

  json_auto_t *value = json_loadb (text, length, JSON_REJECT_DUPLICATES, &fault);
  if (value == NULL)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_FORMAT, "not JSON: line %d: %s", fault.line,
                   fault.text);
      return NULL;
    }
  if (!json_is_object (value))
    {
      g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_FORMAT, "not a JSON object");
      return NULL;
    }
  return g_steal_pointer (&value);
}

/* ---- Writing ---- */

static gboolean append_value (GString *out, json_t *value, guint depth, GError **error);

static void
append_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (;;)
    {
      gsize plain = strcspn (text, "\"\\");

      g_string_append_len (out, text, (gssize) plain);
      text += plain;
      if (*text == '\0')
        break;
      g_string_append_c (out, '\\');
      g_string_append_c (out, *text++);
    }
  g_string_append_c (out, '"');
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
append_object (GString *out, json_t *object, guint depth, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_sized_new ((guint) json_object_size (object));
  const char *name;
  json_t *member;

  json_object_foreach (object, name, member)
    g_ptr_array_add (names, (gpointer) name);
  g_ptr_array_sort (names, compare_names);

  g_string_append_c (out, '{');
  for (guint i = 0; i < names->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_string (out, names->pdata[i]);
      g_string_append_c (out, ':');
      if (!append_value (out, json_object_get (object, names->pdata[i]), depth + 1, error))
        return FALSE;
    }
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
append_array (GString *out, json_t *array, guint depth, GError **error)
{
  size_t index;
  json_t *element;

  g_string_append_c (out, '[');
  json_array_foreach (array, index, element)
    {
      if (index > 0)
        g_string_append_c (out, ',');
      if (!append_value (out, element, depth + 1, error))
        return FALSE;
    }
  g_string_append_c (out, ']');
  return TRUE;
}

static gboolean
append_value (GString *out, json_t *value, guint depth, GError **error)
{
  if (depth > TILTAS_TRUST_DEPTH_MAX)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LIMIT, "nested deeper than %d",
                   TILTAS_TRUST_DEPTH_MAX);
      return FALSE;
    }
  switch (json_typeof (value))
    {
    case JSON_OBJECT:
      return append_object (out, value, depth, error);
    case JSON_ARRAY:
      return append_array (out, value, depth, error);
    case JSON_STRING:
      append_string (out, json_string_value (value));
      return TRUE;
    case JSON_INTEGER:
      g_string_append_printf (out, "%" JSON_INTEGER_FORMAT, json_integer_value (value));
      return TRUE;
    case JSON_TRUE:
      g_string_append (out, "true");
      return TRUE;
    case JSON_FALSE:
      g_string_append (out, "false");
      return TRUE;
    case JSON_NULL:
      g_string_append (out, "null");
      return TRUE;
    case JSON_REAL:
    default:
      g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_FORMAT, "fractions cannot be signed");
      return FALSE;
    }
}

GBytes *
tiltas_trust_json_canonical (json_t *value, GError **error)
{
  g_return_val_if_fail (value != NULL, NULL);

  g_autoptr (GString) out = g_string_new (NULL);

  if (!append_value (out, value, 0, error))
    return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&out));
}
