/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/metadata.h"

G_BEGIN_DECLS

/* What a partner's metadata says of its deltas. It is checked, because a terminal notices a wrong delta only after
 * it has fetched it, and must then fetch the whole edition too. */
typedef struct
{
  const char *publisher;
  TiltasMetadata *metadata;
  TiltasMetadata *before;     /* the publisher's metadata that the repository has, or NULL */
  GHashTable *files;          /* path → GBytes of every target of metadata */
  const char *const *folders; /* where editions lie in targets/; NULL-terminated */
} TiltasDeltasCheck;

/* Checks that each PUBLISHER/N.delta can be read; that there are at most TILTAS_DELTAS_KEPT; that each one begins at
 * the edition at which the one before ends, the last one ends at pack.jsonl, and the first new one begins at the
 * edition of the repository; that one which was taken in before has not changed; and that one whose first edition is
 * at hand makes the second edition of it. (An edition that is not at hand was never in the repository, so that no
 * terminal has it.) FALSE and G_IO_ERROR_INVALID_DATA with a sentence otherwise. Blocks for the disk. */
gboolean tiltas_deltas_check (const TiltasDeltasCheck *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
