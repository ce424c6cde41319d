/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/metadata.h"

G_BEGIN_DECLS

/* The target PUBLISHER/pack.jsonl of a publisher's role: its edition. */

/* Bytes of the longest pack.jsonl that is read; it is read into memory. */
#define TILTAS_PACK_TARGET_MAX (256 * 1024 * 1024)

/* "PUBLISHER/pack.jsonl". Transfer full. */
char *tiltas_pack_target_path (const char *publisher);
/* The entry in metadata of the publisher's role (may be NULL); NULL when there is none. Transfer full. */
TiltasTarget *tiltas_pack_target_get (TiltasMetadata *metadata, const char *publisher);
/* The number of the edition; 0 when target is NULL or has none. */
gint64 tiltas_pack_target_seq (const TiltasTarget *target);

G_END_DECLS
