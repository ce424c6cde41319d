/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/importer.h"

G_BEGIN_DECLS

/* Packs and deltas of a hostile partner library, which signs them with its valid key. */

#define HOSTILE_PUBLISHER "rig"
#define HOSTILE_VICTIM "lnb"
/* The same quota in the form of publishers.json. */
#define HOSTILE_PUBLISHERS                            \
  "{\"publishers\":[{\"id\":\"" HOSTILE_VICTIM "\"}," \
  "{\"id\":\"" HOSTILE_PUBLISHER                      \
  "\",\"kinds\":[\"note\",\"note-text\"],\"limits\":{\"blobs\":100,\"bytes\":3000,\"records\":12}}]}"
extern const TiltasQuota hostile_quota;

/* A pack. Half of the packs are valid and within the quota, the others hold anything but a NUL. Transfer full. */
char *hostile_pack (GRand *rand);
/* A delta between two packs, which may be invalid. Half of the deltas lead from one to the other, the others lead
 * elsewhere or are no deltas. Transfer full. */
GBytes *hostile_delta (GRand *rand, const char *from, const char *to);
/* TRUE when a pack is the partner's and within the quota, that is, when it may be imported. Has its own parser. */
gboolean hostile_is_allowed (const char *pack);

G_END_DECLS
