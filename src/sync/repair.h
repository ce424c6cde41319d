/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/context.h"

G_BEGIN_DECLS

/* Replaces a damaged store, and notes that in status.json. All functions block for the disk. Errors:
 * TILTAS_SYNC_ERROR. */

/* Replaces the store (tiltas_store_repair) while it holds the lock of the state folder. *set_aside (may be NULL): the
 * file name under which the damaged store was kept, or NULL when it was not; transfer full. Blocks long. */
gboolean
tiltas_repair_store (const TiltasSyncContext *context, char **set_aside, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Checks the store thoroughly (tiltas_store_check) and replaces it when it is damaged. *repaired (may be NULL) tells
 * whether it was. FALSE only when the store is damaged and could not be replaced. When the check itself is not possible
 * now (another program, the disk), that goes to the log and counts as no damage. Blocks long. */
gboolean tiltas_repair_if_damaged (const TiltasSyncContext *context,
                                   gboolean *repaired,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* When the store was found damaged and replaced while it was opened, notes that and the editions that it holds now.
 * Does nothing otherwise. */
void tiltas_repair_note (const TiltasSyncContext *context);

G_END_DECLS
