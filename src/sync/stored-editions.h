/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"
#include "store/importer.h"
#include "store/store.h"
#include "sync/report.h"

G_BEGIN_DECLS

/* The editions that the store holds now, one of each publisher. */

/* GPtrArray of TiltasEdition. Raises the clock's floor to the newest `published` among them. NULL when the store cannot
 * be read (TILTAS_STORE_ERROR). Blocks for the disk. Transfer full. */
GPtrArray *tiltas_stored_editions_read (TiltasStore *store, TiltasClock *clock, GError **error);
/* The edition of publisher in such an array, or NULL. Borrowed. */
const TiltasEdition *tiltas_stored_editions_find (const GPtrArray *editions, const char *publisher);
/* Writes number, state and date of each edition into the publisher's entry of report. */
void tiltas_stored_editions_note (const GPtrArray *editions, TiltasReport *report);

G_END_DECLS
