/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/importer.h"
#include "sync/context.h"

G_BEGIN_DECLS

/* Takes one publisher back to the edition before, and undoes that. Both functions work without network, hold the lock
 * of the state folder, and block for the disk. Errors: TILTAS_SYNC_ERROR. */

/* Shows again the edition that the publisher's last import replaced; its pictures and sounds are still here. The
 * edition that is left is held: no run imports it again, only a newer one. Notes the editions in status.json. *edition
 * (may be NULL): what is shown now; transfer full. _NOTHING_BEFORE when no edition before is stored. */
gboolean
tiltas_rollback (const TiltasSyncContext *context, const char *publisher, TiltasEdition **edition, GError **error);

/* Releases the held edition, so that the next run or stick may import it again. *held (may be NULL): its number.
 * _NOTHING_HELD when no edition of this publisher is held. */
gboolean tiltas_rollback_undo (const TiltasSyncContext *context, const char *publisher, gint64 *held, GError **error);

G_END_DECLS
