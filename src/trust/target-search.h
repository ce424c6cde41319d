/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/request.h"
#include "trust/target.h"
#include "trust/trusted-set.h"

#include <glib.h>

G_BEGIN_DECLS

/* Inside trust only: the search for one target through the delegations (specification 1.0.34, section 5.6.7). The
 * functions work like those of TiltasUpdater with the same names. A feed that fails ends the search. */
typedef struct _TiltasTargetSearch TiltasTargetSearch;

/* set, borrowed, holds all four top-level roles. Transfer full. */
TiltasTargetSearch *tiltas_target_search_new (TiltasTrustedSet *set, const char *path);
void tiltas_target_search_free (TiltasTargetSearch *self);
gboolean tiltas_target_search_next (TiltasTargetSearch *self, TiltasRequest *request);
gboolean tiltas_target_search_offer (TiltasTargetSearch *self, GBytes *kept);
gboolean tiltas_target_search_feed (TiltasTargetSearch *self, GBytes *bytes, TiltasKeep *keep, GError **error);
/* The target, or NULL with the search's own error (NOT_FOUND when no role vouches for it). Transfer full. */
TiltasTarget *tiltas_target_search_finish (TiltasTargetSearch *self, GError **error);

G_END_DECLS
