/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/metadata-store.h"
#include "sync/source.h"

G_BEGIN_DECLS

/* Drives the TUF client workflow over a source and the metadata folder. Blocks for network and disk. Errors: those of
 * sync/source.h and sync/metadata-store.h, and TILTAS_TRUST_ERROR. */

/* Top-level metadata: root chain, timestamp, snapshot, targets. root: bytes of the installed root.json; now: unix
 * seconds. NULL when anything is refused; what was verified before that is kept. Transfer full. */
TiltasUpdater *tiltas_refresh (TiltasMetadataStore *metadata,
                               TiltasSource *source,
                               GBytes *root,
                               gint64 now,
                               GCancellable *cancellable,
                               GError **error);
/* Looks for a target through the delegations. *target is NULL (and TRUE is returned) when no role vouches for it. */
gboolean tiltas_refresh_find (TiltasUpdater *updater,
                              TiltasMetadataStore *metadata,
                              TiltasSource *source,
                              const char *path,
                              TiltasTarget **target,
                              GCancellable *cancellable,
                              GError **error);
/* Fetches a small target and checks length and hashes. TILTAS_SYNC_ERROR_MISSING when the source has no such file. */
GBytes *tiltas_refresh_read_target (TiltasSource *source,
                                    const TiltasTarget *target,
                                    gsize max_length,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
