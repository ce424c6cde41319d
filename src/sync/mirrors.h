/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/download.h"
#include "sync/report.h"
#include "sync/sync-config.h"
#include "trust/metadata.h"

G_BEGIN_DECLS

/* Servers, often one in the same building, that serve targets and blobs beside the repository, over plain http too:
 * these files prove themselves by their signed hash. Metadata never come from a mirror. A mirror that fails is not
 * asked again in the same run; one that only lacks a file is asked for the next file. A mirror with http is reached
 * without the proxy, one with https through it. Used by one thread at a time, for one run. */
typedef struct _TiltasMirrors TiltasMirrors;

/* The configured mirrors. An address that is not allowed is left out with a warning in the log. */
TiltasMirrors *tiltas_mirrors_new (const TiltasSyncConfig *config);
void tiltas_mirrors_free (TiltasMirrors *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasMirrors, tiltas_mirrors_free)

/* Replaces report's list of mirrors; the result of a mirror is "ok", an error word, or NULL when it was not asked. */
void tiltas_mirrors_note (const TiltasMirrors *self, TiltasReport *report);

/* Fetches and verifies a file; request->from is the path below the top of the repository. *done tells whether a mirror
 * had it. FALSE only for a fault that no other server can help with: TILTAS_SYNC_ERROR_CANCELLED, _DISK_FULL,
 * _READ_ONLY. Blocks for network and disk. */
gboolean tiltas_mirrors_download (TiltasMirrors *self, const TiltasDownload *request, gboolean *done, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Reads a small target into memory and verifies it. NULL when no mirror has it. Blocks for the network. Transfer full.
 */
GBytes *tiltas_mirrors_read (TiltasMirrors *self, const TiltasTarget *target, GCancellable *cancellable);

G_END_DECLS
