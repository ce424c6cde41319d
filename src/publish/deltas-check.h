/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/metadata.h"

G_BEGIN_DECLS

/* What a partner's metadata says of deltas. Nothing is believed: a terminal would notice a wrong one only after it had
 * fetched it, and fetch the whole edition then. */
typedef struct
{
  const char *publisher;
  TiltasMetadata *metadata;
  TiltasMetadata *before;     /* the publisher's metadata that the repository has, or NULL */
  GHashTable *files;          /* path → GBytes of every target of metadata */
  const char *const *folders; /* where editions lie in targets/; NULL-terminated */
} TiltasDeltasCheck;

/* Checks that each PUBLISHER/N.delta can be read and that there are at most TILTAS_DELTAS_KEPT; that the chain hangs
 * together, begins at the edition that the repository has when it passes that, and ends at pack.jsonl; that a delta
 * which was taken in before has not changed; and that each one whose first edition is at hand makes the second of it.
 * (An edition that is not at hand was never in the repository, so that no terminal has it either.) Sets
 * G_IO_ERROR_INVALID_DATA with a sentence. Blocks for the disk. */
gboolean tiltas_deltas_check (const TiltasDeltasCheck *self, GError **error);

G_END_DECLS
