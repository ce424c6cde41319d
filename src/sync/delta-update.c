/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/delta-update.h"

#include "base/files.h"
#include "base/hash.h"
#include "content/delta-format.h"
#include "sync/error.h"
#include "sync/part.h"

guint64
tiltas_delta_update_length (const TiltasOffer *offer)
{
  guint64 sum = 0;

  for (guint i = 0; i < offer->deltas->len; i++)
    sum += ((const TiltasTarget *) g_ptr_array_index (offer->deltas, i))->length;
  return sum;
}

/* The state that a delta is applied to. NULL unless the delta leads to the state result and the role of the same
 * publisher signed it. */
static const char *
base_of (const TiltasOffer *offer, const TiltasTarget *delta, const char *result)
{
  const char *base = json_string_value (json_object_get (delta->custom, "base"));
  const char *leads_to = json_string_value (json_object_get (delta->custom, "result"));

  if (delta->sha256 == NULL || delta->length > TILTAS_DELTA_MAX || !g_str_equal (delta->role, offer->pack->role) ||
      !tiltas_is_sha256_hex (base) || g_strcmp0 (leads_to, result) != 0)
    return NULL;
  return base;
}

gboolean
tiltas_delta_update_find (TiltasOffer *offer, const TiltasEdition *stored, const TiltasRefresh *refresh, GError **error)
{
  const char *state = offer->edition->state;
  guint64 limit = tiltas_offer_download (offer)->length / 2;

  g_ptr_array_set_size (offer->deltas, 0);
  for (gint64 seq = offer->edition->seq; offer->needed && stored != NULL; seq--)
    {
      g_autofree char *path = g_strdup_printf ("%s/%" G_GINT64_FORMAT ".delta", offer->edition->publisher, seq);
      g_autoptr (TiltasTarget) delta = NULL;
      if (!tiltas_refresh_find (refresh, path, &delta, error))
        return FALSE;
      state = delta != NULL && offer->deltas->len < TILTAS_UPDATE_DELTAS_MAX ? base_of (offer, delta, state) : NULL;
      if (state != NULL)
        g_ptr_array_insert (offer->deltas, 0, tiltas_target_ref (delta));
      if (state == NULL || tiltas_delta_update_length (offer) >= limit)
        break;
      if (g_str_equal (state, stored->state))
        return TRUE;
    }
  g_ptr_array_set_size (offer->deltas, 0);
  return TRUE;
}

GPtrArray *
tiltas_delta_update_fetch (const TiltasOffer *offer, const TiltasSignedFiles *files, GError **error)
{
  g_autoptr (GPtrArray) deltas = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < offer->deltas->len; i++)
    {
      const TiltasTarget *target = g_ptr_array_index (offer->deltas, i);
      g_autofree char *part = tiltas_part_path (files->folder, target->sha256);
      GBytes *bytes = NULL;
      if (tiltas_signed_files_fetch_target (files, target, error))
        bytes = tiltas_file_read (part, TILTAS_DELTA_MAX, error);
      if (bytes == NULL)
        return NULL;
      g_ptr_array_add (deltas, bytes);
    }
  return g_steal_pointer (&deltas);
}

gboolean
tiltas_delta_update_can_fall_back (const GError *error)
{
  return g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MISSING) ||
         g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_HASH) ||
         g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_LENGTH) ||
         g_error_matches (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED) ||
         g_error_matches (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_STATE);
}
