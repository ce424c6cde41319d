/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/offer.h"
#include "sync/refresh.h"
#include "sync/signed-files.h"

G_BEGIN_DECLS

/* Updates the stored edition to the offered one by deltas instead of a whole pack (formats.md, "Repository"). Each
 * delta leads from one edition to the next one. */

/* At most so many deltas are looked for; a publisher keeps eight. */
#define TILTAS_UPDATE_DELTAS_MAX 8

/* Looks for the deltas PUBLISHER/<seq>.delta from the offered edition backwards to the stored one (NULL: none is
 * stored), and puts them into offer->deltas in the order in which they are applied. Leaves offer->deltas empty when
 * they do not reach back so far, or have half the bytes of the whole download or more. Errors: those of
 * tiltas_refresh_find. Blocks for network and disk. */
gboolean tiltas_delta_update_find (TiltasOffer *offer,
                                   const TiltasEdition *stored,
                                   const TiltasRefresh *refresh,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Bytes of all deltas of the offer together. */
guint64 tiltas_delta_update_length (const TiltasOffer *offer);

/* Fetches and verifies the deltas of the offer. A file whose hash is right stays in files->folder for the next run,
 * also after a failure. Errors: those of sync/signed-files.h. Blocks for network and disk. GPtrArray of GBytes in the
 * order of application; transfer full. */
GPtrArray *tiltas_delta_update_fetch (const TiltasOffer *offer, const TiltasSignedFiles *files, GError **error);

/* TRUE when the whole edition may still be taken after this error of fetching or applying deltas: the repository lacks
 * a delta or has other bytes, or a delta is damaged, belongs to another edition or leads to another state. FALSE for
 * faults of network, disk and store. */
gboolean tiltas_delta_update_can_fall_back (const GError *error);

G_END_DECLS
