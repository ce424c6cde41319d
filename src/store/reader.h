/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* Read queries for the screens. A reader is one read-only connection of one thread; each function is one short
 * transaction. ladder: NULL-terminated languages, first wanted first ("uk", "en", "lt"); the first that has a text is
 * taken per record, and when none of them has, Lithuanian, then any. Links to what a visitor may not see, or what does
 * not exist, are taken out of lessons, articles and branches (their words stay). Errors: TILTAS_STORE_ERROR,
 * G_IO_ERROR_CANCELLED after tiltas_reader_interrupt; a record that is not there is NULL without error where said. refs
 * are "publisher/id"; where a ref is taken, a bare id is accepted too (first publisher that has it). All results:
 * transfer full. */
typedef struct _TiltasReader TiltasReader;

/* show_unverified: formats.md, "Verified, dated, shown". */
TiltasReader *tiltas_reader_open (TiltasStore *store, gboolean show_unverified, GError **error);
void tiltas_reader_free (TiltasReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasReader, tiltas_reader_free)
/* TRUE when the store has another current file now and the reader must be opened again. */
gboolean tiltas_reader_is_stale (TiltasReader *self);

/* Makes a query of this reader that is running fail soon with G_IO_ERROR_CANCELLED. Any thread. */
void tiltas_reader_interrupt (TiltasReader *self);

G_END_DECLS
