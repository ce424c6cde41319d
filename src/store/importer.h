/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/edition.h"
#include "store/store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The only writer of a store. Each function that changes something is one transaction. */
typedef struct _TiltasImporter TiltasImporter;

TiltasImporter *tiltas_importer_open (TiltasStore *store, GError **error);
/* Makes a new database at path for the bundled store, with journal_mode=DELETE. Fails when the file exists. Transfer
 * full. */
TiltasImporter *tiltas_importer_create (const char *path, GError **error);
/* From now on, functions of the importer fail soon with G_IO_ERROR_CANCELLED, and leave the old content, when
 * cancellable (borrowed, may be NULL) is cancelled. */
void tiltas_importer_obey (TiltasImporter *self, GCancellable *cancellable);
void tiltas_importer_free (TiltasImporter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasImporter, tiltas_importer_free)

/* Imports pack.jsonl from a stream as the whole edition: validates every line, writes only rows that differ, removes
 * rows that are gone, and compares the hash of what is stored with edition->state before the COMMIT. On any failure
 * the old content stays. Refuses an edition whose seq is not above the stored one, unless its state is the same:
 * then nothing happens. Blocks; for the sync thread only. */
gboolean tiltas_importer_import (TiltasImporter *self,
                                 const TiltasEdition *edition,
                                 const TiltasQuota *quota,
                                 GInputStream *pack,
                                 GCancellable *cancellable,
                                 TiltasImportCounts *counts,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Imports an edition by one or several deltas that follow each other (formats.md, "Repository"), in one transaction.
 * deltas: of GBytes. The stored edition must have the state base_state. Validates every new line; the limits hold
 * for the whole edition. Fails with STATE when the result is not edition->state, with REFUSED when a delta is
 * damaged or made for another edition; on any failure the old content stays. Blocks. Memory: the lines of the
 * largest delta, at most 8 MiB, and one parsed record. */
gboolean tiltas_importer_apply (TiltasImporter *self,
                                const TiltasEdition *edition,
                                const char *base_state,
                                GPtrArray *deltas,
                                const TiltasQuota *quota,
                                TiltasImportCounts *counts,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Goes back to the edition that was stored before the last import; needs no network. The edition that it leaves is
 * held: it and older ones are refused until a newer one comes. Only one step is possible: REFUSED when there is no
 * previous edition. Blocks; only for the program that holds the lock of the state folder. */
gboolean tiltas_importer_rollback (TiltasImporter *self,
                                   const char *publisher,
                                   TiltasImportCounts *counts,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Allows the held editions of publisher again. *held gets the newest of them; 0, without error, when none was held. */
gboolean tiltas_importer_release (TiltasImporter *self, const char *publisher, gint64 *held, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Gives the stored edition the number and time of edition, when both have the same state and edition has a higher
 * number: the edition that comes with the program has a number of its own. Else does nothing and returns TRUE. */
gboolean
tiltas_importer_renumber (TiltasImporter *self, const TiltasEdition *edition, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The edition to which tiltas_importer_rollback would go back. NULL without error when there is none. Transfer full. */
TiltasEdition *tiltas_importer_previous (TiltasImporter *self, const char *publisher, GError **error);
/* Removes every publisher that is not in the NULL-terminated list. */
gboolean
tiltas_importer_retain (TiltasImporter *self, const char *const *publishers, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes the stored edition's pack.jsonl to stream, byte for byte. */
gboolean tiltas_importer_write_pack (TiltasImporter *self, const char *publisher, GOutputStream *stream, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
