/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/offer.h"
#include "sync/pack-scan.h"
#include "sync/source.h"

G_BEGIN_DECLS

/* Fetches, verifies and opens one edition. Files lie in state_dir/downloads. Blocks for network and disk. */

/* A pack.jsonl on disk whose length, hash and quota are checked. */
typedef struct
{
  char *path;
  TiltasPackScan *scan;
} TiltasVerifiedPack;
void tiltas_verified_pack_free (TiltasVerifiedPack *self); /* the file stays */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasVerifiedPack, tiltas_verified_pack_free)

/* Errors: those of the source; TILTAS_SYNC_ERROR_HASH, _LENGTH, _FORMAT, _QUOTA, _REFUSED, _DISK_FULL. What was
 * downloaded stays for the next run, unless its hash is wrong. */
TiltasVerifiedPack *tiltas_edition_fetch (const TiltasOffer *offer,
                                          TiltasSource *source,
                                          const char *downloads,
                                          TiltasProgress progress,
                                          gpointer data,
                                          GCancellable *cancellable,
                                          GError **error);
/* Checks a scan against a quota: TILTAS_SYNC_ERROR_QUOTA. */
gboolean
tiltas_quota_check (const TiltasQuota *quota, const TiltasPackScan *scan, const char *publisher, GError **error);

G_END_DECLS
