/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/packages.h"
#include "publish/repository.h"

G_BEGIN_DECLS

/* A hand-over: what a publisher signed alone (handover.h). */
typedef struct
{
  TiltasRepository *repository; /* the National Library's */
  const char *publisher;
  TiltasMetadata *metadata; /* of the publisher's role */
  const char *folder;       /* where its files lie; files of an earlier hand-over may lie in the repository instead */
  gint64 now;               /* UNIX seconds */
} TiltasHandover;

/* Checks all that stands in a hand-over but its version:
 * - metadata is signed by the threshold of the keys that the repository's targets delegate to, has not expired, and
 *   delegates to nobody;
 * - every target is PUBLISHER/pack.jsonl, pack.jsonl.zst or N.delta, is there, and has its hash;
 * - the pack is one of this publisher, holds only kinds that publishers.json allows, and is within its limits with all
 *   blobs;
 * - its services stand in categories that published editions have;
 * - the compressed pack and the newest delta lead to just that pack.
 * The pack, or NULL and an error with a sentence for people. Blocks for the disk. Transfer full. */
TiltasPackage *tiltas_handover_check (const TiltasHandover *self, GError **error);

G_END_DECLS
