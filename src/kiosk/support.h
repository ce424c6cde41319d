/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"
#include "kiosk/config.h"

G_BEGIN_DECLS

/* What support needs to know about a terminal, as one plain text: versions, the configuration in force, status.json,
 * names and sizes of the files in the state folder, free disk space, the last events. No personal data: no PIN, nothing
 * that a visitor typed, no counts of use; users and passwords in addresses, people's folders, IP and e-mail addresses
 * are cut out. status is the text of status.json, or NULL when there is none. Blocks for the disk a moment. Transfer
 * full. */
char *tiltas_support_bundle (const TiltasConfig *config, TiltasClock *clock, const char *status);

G_END_DECLS
