/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/attempt.h"
#include "sync/offer.h"

G_BEGIN_DECLS

/* One attempt to update from one source; run.c tries the sources in turn. Both functions block for network and disk. */

/* Imports the offered editions of all publishers, fetches pictures and sounds, and removes what is no longer needed. A
 * publisher that is refused does not stop the others; publishers that were refused in the last run come after all
 * others. FALSE with the first refusal: the message names the publisher, and says how many were refused. Errors of any
 * domain (tiltas_sync_error_code). */
gboolean tiltas_update_run (TiltasUpdate *in, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Called by a dry run for each publisher whose offer is good. stored: the edition in the store, or NULL; files: for
 * fetching the offer. All borrowed. What it returns FALSE for is noted in the report like any refusal. */
typedef gboolean (*TiltasOfferFunc) (const TiltasOffer *offer,
                                     const TiltasEdition *stored,
                                     const TiltasSignedFiles *files,
                                     gpointer data,
                                     GError **error);

/* Does everything of a run that comes before the first import: trust, publishers.json, and the offer of each publisher.
 * Refusals of publishers stand in in->report; FALSE only when the attempt fails as a whole. */
gboolean
tiltas_update_dry_run (TiltasUpdate *in, TiltasOfferFunc each, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
