/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/config.h"
#include "sync/sync-config.h"

G_BEGIN_DECLS

/* The configuration of updates, for the kiosk and for tiltasctl alike. This is the only file of kiosk that knows of
 * sync (tests/lint/layers.py). */

/* The part of tiltas.conf that sync needs. Transfer full: tiltas_sync_config_free. */
TiltasSyncConfig *tiltas_updates_config (const TiltasConfig *config);

G_END_DECLS
