/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"
#include "store/store.h"
#include "sync/sync-config.h"

G_BEGIN_DECLS

/* Replaces a damaged store (tiltas_store_repair) under the lock and notes it in status.json. Blocks long. *set_aside,
 * if not NULL, gets the new name of the damaged file. Errors: TILTAS_SYNC_ERROR. */
gboolean tiltas_repair_store (const TiltasSyncConfig *config,
                              TiltasStore *store,
                              TiltasClock *clock,
                              char **set_aside,
                              GError **error);

/* Checks the store thoroughly (tiltas_store_check) and replaces it when it is damaged; *repaired tells (may be NULL).
 * FALSE only when it is damaged and could not be replaced: what keeps it from being looked at (another program, the
 * disk) is no damage and goes to the log. Blocks long. Errors: TILTAS_SYNC_ERROR. */
gboolean tiltas_repair_if_damaged (const TiltasSyncConfig *config,
                                   TiltasStore *store,
                                   TiltasClock *clock,
                                   gboolean *repaired,
                                   GError **error);
/* Notes in status.json that the store was found damaged and replaced while it was opened, and what it holds now.
 * Nothing to note: does nothing. Blocks for the disk. */
void tiltas_repair_note (const char *state_dir, TiltasStore *store, TiltasClock *clock);

G_END_DECLS
