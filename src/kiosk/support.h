/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"
#include "kiosk/config.h"

G_BEGIN_DECLS

/* What support needs to know of a terminal, as one plain text: versions, settings in force state of updates
 * as in status.json, names and sizes of the files in the state folder, free disk, the last events. Free of personal
 * data: no PIN, no word of a visitor, no count; users and passwords in addresses, people's folders, IP and e-mail
 * addresses are cut out of whatever stands there. Blocks for the disk a moment. Transfer full. */
char *tiltas_support_bundle (const TiltasConfig *config, TiltasClock *clock);

G_END_DECLS
