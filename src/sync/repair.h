/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sync.h"

G_BEGIN_DECLS

/* Replaces a damaged store (tiltas_store_repair) under the lock and notes it in status.json. Blocks long. *set_aside,
 * if not NULL, gets the new name of the damaged file. Errors: TILTAS_SYNC_ERROR. */
gboolean tiltas_repair_store (const TiltasSyncConfig *config,
                              TiltasStore *store,
                              TiltasClock *clock,
                              char **set_aside,
                              GError **error);

G_END_DECLS
