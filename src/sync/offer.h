/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/importer.h"
#include "sync/publisher-limits.h"
#include "trust/metadata.h"

G_BEGIN_DECLS

/* One publisher's edition as its signed metadata offer it. Immutable once planned. */
typedef struct
{
  const TiltasPublisherLimits *limits; /* borrowed */
  TiltasTarget *pack;                  /* PUBLISHER/pack.jsonl: its SHA-256 is the state */
  TiltasTarget *compressed;            /* PUBLISHER/pack.jsonl.zst, or NULL */
  TiltasEdition *edition;
  gboolean needed; /* the store does not have it yet */
  GPtrArray
    *deltas; /* of TiltasTarget, in the order of application, from the stored edition; empty: the whole is fetched */
} TiltasOffer;
void tiltas_offer_free (TiltasOffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasOffer, tiltas_offer_free)

/* Reads the signed custom data (format, seq, published) and checks the length against the quota. Takes references.
 * latest: unix seconds; an edition published later than that is refused, because `published` moves our clock's floor.
 * Errors: TILTAS_SYNC_ERROR_FORMAT, _QUOTA, _REFUSED. */
TiltasOffer *tiltas_offer_new (const TiltasPublisherLimits *limits,
                               TiltasTarget *pack,
                               TiltasTarget *compressed,
                               gint64 latest,
                               GError **error);
/* What is downloaded: the compressed pack where there is one. Borrowed. */
const TiltasTarget *tiltas_offer_download (const TiltasOffer *self);
/* Compares with what the store has (NULL: nothing) and sets needed. An older edition than ours is not needed (the
 * bundled store may be newer than the repository), nor is one that was taken back here; the same number with another
 * state is TILTAS_SYNC_ERROR_ROLLBACK. */
gboolean tiltas_offer_compare (TiltasOffer *self, const TiltasEdition *stored, GError **error);
/* `published` as unix seconds, 0 when there is none. */
gint64 tiltas_edition_published (const TiltasEdition *edition);

G_END_DECLS
