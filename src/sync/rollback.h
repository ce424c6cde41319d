/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"
#include "store/importer.h"
#include "store/store.h"
#include "sync/sync-config.h"

G_BEGIN_DECLS

/* Takes one publisher back to the edition that was stored before its last import, without network; its pictures and
 * sounds are still there. What is left is held: no run takes it again, only a newer one. Under the lock; notes the
 * editions in status.json. *edition, if not NULL, gets what is shown now (transfer full). Blocks. Errors:
 * TILTAS_SYNC_ERROR; _REFUSED when there is no previous edition. */
gboolean tiltas_rollback (const TiltasSyncConfig *config,
                          TiltasStore *store,
                          TiltasClock *clock,
                          const char *publisher,
                          TiltasEdition **edition,
                          GError **error);

/* Lets what tiltas_rollback left in again: the next run, or stick, brings it. Under the lock. *held, if not NULL, gets
 * its number. Blocks. Errors: TILTAS_SYNC_ERROR; _NOTHING_HELD when nothing of this publisher is held. */
gboolean tiltas_rollback_undo (const TiltasSyncConfig *config,
                               TiltasStore *store,
                               const char *publisher,
                               gint64 *held,
                               GError **error);

G_END_DECLS
