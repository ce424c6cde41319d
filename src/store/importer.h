/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/edition.h"
#include "store/store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The one writer: imports an edition in one transaction. */
typedef struct _TiltasImporter TiltasImporter;

TiltasImporter *tiltas_importer_open (TiltasStore *store, GError **error);
/* For building the bundled store: makes a new database file at path (journal_mode=DELETE), which must not exist. */
TiltasImporter *tiltas_importer_create (const char *path, GError **error);
/* What it does from here on ends soon, with the old content, when cancellable (borrowed, may be NULL) is cancelled. */
void tiltas_importer_obey (TiltasImporter *self, GCancellable *cancellable);
void tiltas_importer_free (TiltasImporter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasImporter, tiltas_importer_free)

/* Imports pack.jsonl from stream as the whole edition: every line validated, only rows that differ are written, rows
 * that are gone are removed, the result is reproduced, hashed and compared with edition->state before COMMIT. On any
 * failure the old content stands. An edition with a seq not above the stored one is refused unless state is the same
 * (then nothing happens). Blocks; the sync thread only. */
gboolean tiltas_importer_import (TiltasImporter *self,
                                 const TiltasEdition *edition,
                                 const TiltasQuota *quota,
                                 GInputStream *pack,
                                 GCancellable *cancellable,
                                 TiltasImportCounts *counts,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same by deltas, one or several that follow each other (formats.md, "Repository"), in one transaction: from the
 * stored edition, whose state has to be base_state, to edition. deltas: of GBytes. Every new line is validated, the
 * limits hold for the whole, and the result's state decides: STATE when it is not edition->state, REFUSED for a delta
 * that is damaged or made for another edition. On any failure the old content stands. Blocks; memory: the largest
 * delta's lines, at most 8 MiB, and as much again for their records one by one. */
gboolean tiltas_importer_apply (TiltasImporter *self,
                                const TiltasEdition *edition,
                                const char *base_state,
                                GPtrArray *deltas,
                                const TiltasQuota *quota,
                                TiltasImportCounts *counts,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Goes back to the edition of publisher that was stored before the last import; needs no network. The edition that is
 * left is held: it and older ones are refused until a newer one comes. One step only: REFUSED when there is no previous
 * edition. Blocks; the program that holds the lock of the state folder only. */
gboolean tiltas_importer_rollback (TiltasImporter *self,
                                   const char *publisher,
                                   TiltasImportCounts *counts,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Lets the held editions of publisher in again. *held gets the newest of them, 0 when there were none (no error). */
gboolean tiltas_importer_release (TiltasImporter *self, const char *publisher, gint64 *held, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Gives the stored edition the number and time of edition, which is the same content under a newer number: the one that
 * came with the program has one of its own. Does nothing for another state or an older number. */
gboolean
tiltas_importer_renumber (TiltasImporter *self, const TiltasEdition *edition, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The edition tiltas_importer_rollback would go back to. NULL without error when there is none. Transfer full. */
TiltasEdition *tiltas_importer_previous (TiltasImporter *self, const char *publisher, GError **error);
/* Removes every publisher that is not in the list. */
gboolean
tiltas_importer_retain (TiltasImporter *self, const char *const *publishers, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes the stored edition's pack.jsonl to stream, byte for byte. */
gboolean tiltas_importer_write_pack (TiltasImporter *self, const char *publisher, GOutputStream *stream, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
