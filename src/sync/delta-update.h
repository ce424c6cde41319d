/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/metadata-store.h"
#include "sync/offer.h"
#include "sync/source.h"
#include "trust/updater.h"

G_BEGIN_DECLS

/* The way from the stored edition to the one on offer by deltas (formats.md, "Repository"). */

/* At most that many deltas are looked for; a publisher keeps eight. */
#define TILTAS_UPDATE_DELTAS_MAX 8

/* Looks for PUBLISHER/<seq>.delta from the offered edition backwards until one begins with the stored state, and notes
 * them in offer->deltas in the order in which they are applied. Leaves it empty where the chain does not reach back, or
 * has half the bytes of the whole download or more. Fails only as tiltas_refresh_find does. */
gboolean tiltas_delta_update_find (TiltasOffer *offer,
                                   const TiltasEdition *stored,
                                   TiltasUpdater *updater,
                                   TiltasMetadataStore *metadata,
                                   TiltasSource *source,
                                   GCancellable *cancellable,
                                   GError **error);
/* Bytes of all of them together. */
guint64 tiltas_delta_update_length (const TiltasOffer *offer);
/* Fetches and verifies them. Array of GBytes. What was downloaded stays for the next run. Blocks. Transfer full. */
GPtrArray *tiltas_delta_update_fetch (const TiltasOffer *offer,
                                      TiltasSource *source,
                                      const char *downloads,
                                      TiltasProgress progress,
                                      gpointer data,
                                      GCancellable *cancellable,
                                      GError **error);
/* TRUE for faults after which the whole edition is fetched: the repository lacks a delta or holds other bytes, the
 * delta is none, belongs to another edition, or leads to another state. Never for a fault of network, disk or store. */
gboolean tiltas_delta_update_can_fall_back (const GError *error);

G_END_DECLS
