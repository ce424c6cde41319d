/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/request.h"
#include "trust/trusted-set.h"

#include <glib.h>

G_BEGIN_DECLS

/* Inside trust only: the workflow for the four top-level roles (specification 1.0.34, sections 5.3 to 5.6, step 6).
 * It fills the trusted set role by role. The functions work like those of TiltasUpdater with the same names. A feed
 * that fails ends the workflow. */
typedef struct _TiltasTopLevel TiltasTopLevel;

/* set, borrowed, holds the installed root. Transfer full. */
TiltasTopLevel *tiltas_top_level_new (TiltasTrustedSet *set);
void tiltas_top_level_free (TiltasTopLevel *self);
void tiltas_top_level_set_last_root (TiltasTopLevel *self, GBytes *bytes);
gboolean tiltas_top_level_next (TiltasTopLevel *self, TiltasRequest *request);
gboolean tiltas_top_level_offer (TiltasTopLevel *self, GBytes *kept, TiltasKeep *keep);
gboolean tiltas_top_level_feed (TiltasTopLevel *self, GBytes *bytes, TiltasKeep *keep, GError **error);
/* TRUE once all four are verified. */
gboolean tiltas_top_level_is_fresh (const TiltasTopLevel *self);

G_END_DECLS
