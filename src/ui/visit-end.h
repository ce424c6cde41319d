/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* What a visit leaves beside the session itself: counts what was used (per day only), and when it ends empties both
 * clipboards, so that the next visitor finds nothing. Lives as long as the session. */
void tiltas_visit_watch (TiltasContext *context);

G_END_DECLS
