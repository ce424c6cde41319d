/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/grants.h"

const char *const tiltas_partner_kinds[] = { "announcement", "announcement-text", "branch",
                                             "service",      "service-text",      NULL };

static const struct
{
  const char *name;
  json_int_t most;
} defaults[] = {
  { "records", TILTAS_RECORDS_DEFAULT },
  { "bytes", TILTAS_PACK_DEFAULT },
  { "blobs", TILTAS_BLOBS_DEFAULT },
};

void
tiltas_grants_complete_entry (json_t *entry, gboolean is_partner)
{
  json_t *limits = json_object_get (entry, "limits"), *kinds;

  if (limits == NULL)
    {
      limits = json_object ();
      json_object_set_new (entry, "limits", limits);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (json_object_get (limits, defaults[i].name) == NULL)
      json_object_set_new (limits, defaults[i].name, json_integer (defaults[i].most));
  if (!is_partner || json_object_get (entry, "kinds") != NULL)
    return;
  kinds = json_array ();
  for (gsize i = 0; tiltas_partner_kinds[i] != NULL; i++)
    json_array_append_new (kinds, json_string (tiltas_partner_kinds[i]));
  json_object_set_new (entry, "kinds", kinds);
}

void
tiltas_grants_complete (json_t *publishers)
{
  json_t *entry;
  size_t i;

  json_array_foreach (json_object_get (publishers, "publishers"), i, entry)
    tiltas_grants_complete_entry (entry, i > 0);
}
