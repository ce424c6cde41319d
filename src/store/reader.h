/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* A reader: one read-only connection that belongs to one thread. Each function of the reader-*.h files is one short
 * transaction. ladder: NULL-terminated languages, the most wanted first ("uk", "en", "lt"); for each record the
 * first language that has a text is taken, else Lithuanian, else any. Links to what a visitor may not see, or what
 * does not exist, are removed from lessons, articles and branches; their words stay. Refs are "publisher/id"; a
 * function that takes a ref takes a bare id too, and then reads the first publisher that has it. Errors:
 * TILTAS_STORE_ERROR, and G_IO_ERROR_CANCELLED after tiltas_reader_interrupt. All results: transfer full. */
typedef struct _TiltasReader TiltasReader;

/* show_unverified: whether visitors see entries that nobody has confirmed (formats.md, "Verified, dated, shown"). */
TiltasReader *tiltas_reader_open (TiltasStore *store, gboolean show_unverified, GError **error);
void tiltas_reader_free (TiltasReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasReader, tiltas_reader_free)
/* TRUE when the store has another current file now, and the reader must be opened again. */
gboolean tiltas_reader_is_stale (TiltasReader *self);

/* Makes a query that this reader runs at this moment fail soon with G_IO_ERROR_CANCELLED. May be called from any
 * thread. */
void tiltas_reader_interrupt (TiltasReader *self);

G_END_DECLS
