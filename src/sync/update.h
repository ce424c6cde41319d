/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/attempt.h"
#include "sync/offer.h"

G_BEGIN_DECLS

/* FALSE with the first refusal, after every publisher was tried; what one publisher does wrong, or what there is no
 * room for, keeps no other from being updated, and whoever was refused the last time comes after all others. The
 * message names the publisher, and says how many were refused. Errors of any domain (tiltas_sync_error_word). */
gboolean tiltas_update_run (TiltasUpdate *self, GError **error);
/* Does all of a run that comes before the first change of the store: trust, publishers.json, what each publisher
 * offers. each is called for every publisher whose offer is good, with the edition that the store has, or NULL; what it
 * returns FALSE for is noted in the report like any refusal. downloads: a folder for the packs. */
typedef gboolean (*TiltasOfferFunc) (const TiltasOffer *offer,
                                     const TiltasEdition *stored,
                                     const char *downloads,
                                     gpointer data,
                                     GError **error);
gboolean tiltas_update_dry_run (TiltasUpdate *self, TiltasOfferFunc each, gpointer data, GError **error);

G_END_DECLS
