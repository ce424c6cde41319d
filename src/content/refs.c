/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/refs.h"

#include <string.h>

char *
tiltas_ref_of (const char *publisher, const char *link)
{
  if (link == NULL || publisher == NULL || strchr (link, '/') != NULL)
    return g_strdup (link);
  return g_strconcat (publisher, "/", link, NULL);
}

GStrv
tiltas_refs_of (const char *publisher, json_t *array)
{
  g_autoptr (GStrvBuilder) refs = g_strv_builder_new ();
  for (gsize i = 0; i < json_array_size (array); i++)
    {
      g_autofree char *ref = tiltas_ref_of (publisher, json_string_value (json_array_get (array, i)));
      if (ref != NULL)
        g_strv_builder_add (refs, ref);
    }
  return g_strv_builder_end (refs);
}

GStrv
tiltas_strings_of (json_t *array)
{
  return tiltas_refs_of (NULL, array);
}
