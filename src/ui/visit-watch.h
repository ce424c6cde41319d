/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Does what belongs to a visit besides the session: counts what was used (per day only), and empties both clipboards
 * when the visit ends, so that the next visitor finds nothing. Lives as long as the session. */
void tiltas_visit_watch (TiltasContext *context);

G_END_DECLS
