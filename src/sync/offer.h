/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/importer.h"
#include "sync/publisher-limits.h"
#include "trust/metadata.h"

G_BEGIN_DECLS

/* One publisher's edition as its signed metadata offer it. Immutable once it is planned. */
typedef struct
{
  const TiltasPublisherLimits *limits; /* borrowed */
  TiltasTarget *pack;                  /* PUBLISHER/pack.jsonl: its SHA-256 is the state */
  TiltasTarget *compressed;            /* PUBLISHER/pack.jsonl.zst, or NULL */
  TiltasEdition *edition;
  gboolean needed;   /* the store does not have it and shall import it */
  GPtrArray *deltas; /* of TiltasTarget, from the stored edition to this one (sync/delta-update.h). Empty: the whole
                      * pack is fetched. */
} TiltasOffer;
void tiltas_offer_free (TiltasOffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasOffer, tiltas_offer_free)

/* Reads the signed custom data of the pack (format, seq, published) and checks the lengths against the quota. Takes new
 * references to the targets; compressed may be NULL. latest: unix seconds; an edition that was published later is
 * refused, because `published` moves the floor of the terminal's clock. Errors: TILTAS_SYNC_ERROR_FORMAT, _QUOTA,
 * _REFUSED. */
TiltasOffer *tiltas_offer_new (const TiltasPublisherLimits *limits,
                               TiltasTarget *pack,
                               TiltasTarget *compressed,
                               gint64 latest,
                               GError **error);
/* The pack that is downloaded: the compressed one where there is one. Borrowed. */
const TiltasTarget *tiltas_offer_download (const TiltasOffer *self);
/* Compares the offer with the stored edition (NULL: none) and sets self->needed. An older edition is not needed (the
 * bundled store may be newer than the repository), nor is one from which this terminal was taken back. Another state
 * under the number of the stored edition is TILTAS_SYNC_ERROR_ROLLBACK. */
gboolean
tiltas_offer_compare (TiltasOffer *self, const TiltasEdition *stored, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* `published` of an edition as unix seconds; 0 when it has none, or none that can be read. */
gint64 tiltas_edition_published (const TiltasEdition *edition);

G_END_DECLS
