/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/offer.h"

#include "content/pack.h"
#include "sync/error.h"

#include <jansson.h>

#define PACK_FORMAT 1

void
tiltas_offer_free (TiltasOffer *self)
{
  g_clear_pointer (&self->pack, tiltas_target_unref);
  g_clear_pointer (&self->compressed, tiltas_target_unref);
  g_clear_pointer (&self->deltas, g_ptr_array_unref);
  g_clear_pointer (&self->edition, tiltas_edition_free);
  g_free (self);
}

static gint64
parse_time (const char *text)
{
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

gint64
tiltas_edition_published (const TiltasEdition *edition)
{
  return parse_time (edition->published);
}

static gboolean
refuse (const TiltasOffer *self, TiltasSyncError code, const char *why, GError **error)
{
  g_set_error (error, TILTAS_SYNC_ERROR, code, "%s: %s", self->pack->path, why);
  return FALSE;
}

static gboolean
read_custom (TiltasOffer *self, gint64 latest, GError **error)
{
  json_t *format = json_object_get (self->pack->custom, "format");
  json_t *seq = json_object_get (self->pack->custom, "seq");
  const char *published = json_string_value (json_object_get (self->pack->custom, "published"));

  if (format != NULL && json_integer_value (format) != PACK_FORMAT)
    return refuse (self, TILTAS_SYNC_ERROR_FORMAT, "made for another version of Tiltas", error);
  if (!json_is_integer (seq) || json_integer_value (seq) < 1 || json_integer_value (seq) > TILTAS_EDITION_MAX)
    return refuse (self, TILTAS_SYNC_ERROR_FORMAT, "no edition number", error);
  if (published != NULL && parse_time (published) == 0)
    return refuse (self, TILTAS_SYNC_ERROR_FORMAT, "published is no time", error);
  if (parse_time (published) > latest)
    return refuse (self, TILTAS_SYNC_ERROR_REFUSED, "published in the future", error);
  self->edition = g_new0 (TiltasEdition, 1);
  self->edition->publisher = g_strdup (self->limits->publisher);
  self->edition->seq = json_integer_value (seq);
  self->edition->state = g_strdup (self->pack->sha256);
  self->edition->published = g_strdup (published);
  return TRUE;
}

TiltasOffer *
tiltas_offer_new (const TiltasPublisherLimits *limits,
                  TiltasTarget *pack,
                  TiltasTarget *compressed,
                  gint64 latest,
                  GError **error)
{
  g_autoptr (TiltasOffer) self = g_new0 (TiltasOffer, 1);
  gboolean ok = TRUE;

  self->limits = limits;
  self->pack = tiltas_target_ref (pack);
  self->deltas = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_target_unref);
  self->compressed = compressed != NULL ? tiltas_target_ref (compressed) : NULL;
  if (pack->sha256 == NULL || (compressed != NULL && compressed->sha256 == NULL))
    ok = refuse (self, TILTAS_SYNC_ERROR_FORMAT, "signed without SHA-256", error);
  else if (limits->quota.bytes > 0 &&
           (pack->length > limits->quota.bytes || tiltas_offer_download (self)->length > limits->quota.bytes))
    ok = refuse (self, TILTAS_SYNC_ERROR_QUOTA, "larger than publishers.json allows", error);
  return ok && read_custom (self, latest, error) ? g_steal_pointer (&self) : NULL;
}

const TiltasTarget *
tiltas_offer_download (const TiltasOffer *self)
{
  return self->compressed != NULL ? self->compressed : self->pack;
}

gboolean
tiltas_offer_compare (TiltasOffer *self, const TiltasEdition *stored, GError **error)
{
  if (stored == NULL)
    self->needed = TRUE;
  else if (g_strcmp0 (stored->state, self->edition->state) == 0)
    self->needed = FALSE;
  else if (stored->seq == self->edition->seq)
    return refuse (self, TILTAS_SYNC_ERROR_ROLLBACK, "another edition with the number of ours", error);
  else
    self->needed = self->edition->seq > MAX (stored->seq, stored->held);
  return TRUE;
}
