/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/importer.h"

G_BEGIN_DECLS

/* A partner library that means ill: packs and deltas that its good key can sign. */

#define HOSTILE_PUBLISHER "rig"
#define HOSTILE_VICTIM "lnb"
/* The same in the form of publishers.json. */
#define HOSTILE_PUBLISHERS                            \
  "{\"publishers\":[{\"id\":\"" HOSTILE_VICTIM "\"}," \
  "{\"id\":\"" HOSTILE_PUBLISHER                      \
  "\",\"kinds\":[\"note\",\"note-text\"],\"limits\":{\"blobs\":100,\"bytes\":3000,\"records\":12}}]}"
extern const TiltasQuota hostile_quota;

/* Half of them are right and within the quota, the others hold anything. Never a NUL. Transfer full. */
char *hostile_pack (GRand *rand);
/* From one pack to another, which need not be right ones: half of the deltas do what they should, the others something
 * else, or are no deltas. Transfer full. */
GBytes *hostile_delta (GRand *rand, const char *from, const char *to);
/* Whether a pack is the partner's and within the quota, by a reading of its own: what may ever be imported. */
gboolean hostile_is_allowed (const char *pack);

G_END_DECLS
