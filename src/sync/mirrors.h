/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/report.h"
#include "sync/source.h"
#include "sync/sync-config.h"
#include "trust/metadata.h"

G_BEGIN_DECLS

/* Places for targets and blobs only: those prove themselves by the hash that was signed, so that a server in the same
 * building may serve them, over plain http too. Metadata never come from a mirror. A mirror that fails is passed over
 * for the rest of the run (one that lacks a file: for that file) and the next place is asked; the repository itself is
 * the last one, and only its failure is a failure. A mirror with http is reached without the proxy, one with https
 * through it. */
typedef struct _TiltasMirrors TiltasMirrors;

/* For one run. An address that is not allowed is left out with a warning. */
TiltasMirrors *tiltas_mirrors_new (const TiltasSyncConfig *config);
void tiltas_mirrors_free (TiltasMirrors *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasMirrors, tiltas_mirrors_free)
/* Notes in report what became of each: "ok", an error word, or none when it was not asked. */
void tiltas_mirrors_note (const TiltasMirrors *self, TiltasReport *report);

/* Exactly length bytes with these hashes into the file part, from source->mirrors or from source itself; sha512 may be
 * NULL. What is there already is gone on with, whoever it came from: when the hash is wrong then, it is fetched once
 * more from the beginning. Errors: those of the source, TILTAS_SYNC_ERROR_HASH. Blocks. */
gboolean tiltas_mirrors_download (TiltasSource *source,
                                  const char *name,
                                  const char *part,
                                  guint64 length,
                                  const char *sha256,
                                  const char *sha512,
                                  TiltasProgress progress,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);
/* A small target into memory, its length and hashes checked. NULL where no mirror has it. */
GBytes *tiltas_mirrors_read (TiltasSource *source, const TiltasTarget *target, GCancellable *cancellable);

G_END_DECLS
