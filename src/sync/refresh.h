/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/metadata-store.h"
#include "sync/source.h"
#include "trust/updater.h"

G_BEGIN_DECLS

/* Drives the TUF client workflow (trust/updater.h) over a source and the folder of metadata. All functions block for
 * network and disk. Errors: those of sync/fetch.h and sync/metadata-store.h, TILTAS_TRUST_ERROR, and
 * TILTAS_SYNC_ERROR_NO_REPOSITORY when the source has no timestamp.json. */

typedef struct
{
  TiltasMetadataStore *metadata; /* borrowed */
  TiltasSource *source;          /* borrowed */
  GCancellable *cancellable;     /* borrowed, or NULL */
  TiltasUpdater *updater;        /* owned; NULL until tiltas_refresh_top_level succeeded */
} TiltasRefresh;
void tiltas_refresh_clear (TiltasRefresh *self);

/* Gets and verifies the top-level metadata: roots, timestamp, snapshot, targets. root: bytes of the installed
 * root.json; now: unix seconds. What was verified before a failure stays in the folder. */
gboolean
tiltas_refresh_top_level (TiltasRefresh *self, GBytes *root, gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Looks for a target through the delegations, after the top level. TRUE with *target NULL when no role vouches for the
 * path. *target: transfer full. */
gboolean tiltas_refresh_find (const TiltasRefresh *self, const char *path, TiltasTarget **target, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
