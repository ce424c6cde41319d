/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/offer.h"
#include "sync/pack-scan.h"
#include "sync/signed-files.h"

G_BEGIN_DECLS

/* Fetches one whole edition, verifies and decodes it, and checks it against the publisher's limits. */

/* A pack.jsonl on the disk whose length, hash and quota are checked. */
typedef struct
{
  char *path;
  TiltasPackScan *scan;
} TiltasVerifiedPack;
void tiltas_verified_pack_free (TiltasVerifiedPack *self); /* the file stays */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasVerifiedPack, tiltas_verified_pack_free)

/* Errors: those of sync/signed-files.h; TILTAS_SYNC_ERROR_FORMAT, _QUOTA, _REFUSED. A file whose hash is right stays in
 * files->folder for the next run, also after a failure. Blocks for network and disk. Transfer full. */
TiltasVerifiedPack *tiltas_edition_fetch (const TiltasOffer *offer, const TiltasSignedFiles *files, GError **error);

/* FALSE with TILTAS_SYNC_ERROR_QUOTA when the scan found more records, or more bytes of pictures and sounds, than quota
 * allows. publisher: for the message. */
gboolean
tiltas_quota_check (const TiltasQuota *quota, const TiltasPackScan *scan, const char *publisher, GError **error);

G_END_DECLS
