/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/mirrors.h"
#include "sync/source.h"
#include "trust/metadata.h"

G_BEGIN_DECLS

/* Fetches targets, pictures and sounds: files whose hash is signed, so that it does not matter which server they come
 * from. Mirrors are asked first, the repository's own source last, and only a failure of the source is a failure. Every
 * file is verified before a function returns. Metadata never come this way (sync/refresh.h). */

/* Where such files come from and go to. The caller owns all of it and keeps it until the call returns. */
typedef struct
{
  TiltasSource *source;
  TiltasMirrors *mirrors;    /* or NULL */
  const char *folder;        /* the folder for downloads; not used by tiltas_signed_files_read_target */
  TiltasProgress progress;   /* or NULL */
  gpointer data;             /* for progress */
  GCancellable *cancellable; /* or NULL */
} TiltasSignedFiles;

/* Both fetch a file into the folder, under the name that tiltas_part_path gives its SHA-256. Bytes that lie there
 * already are used whoever they came from: when the hash of the whole is wrong then, the file is fetched once more from
 * the beginning. Errors: those of sync/fetch.h; TILTAS_SYNC_ERROR_HASH. Block for network and disk. */
gboolean tiltas_signed_files_fetch_target (const TiltasSignedFiles *self,
                                           const TiltasTarget *target,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A picture or sound. length: bytes. */
gboolean tiltas_signed_files_fetch_blob (const TiltasSignedFiles *self,
                                         const char *sha256,
                                         guint64 length,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads a small target into memory. Errors: TILTAS_SYNC_ERROR_LENGTH when the target is signed as larger than
 * max_length bytes, _MISSING or _FORBIDDEN when the source does not give it; TILTAS_TRUST_ERROR when length or hash are
 * wrong; those of sync/fetch.h. Blocks for the network. Transfer full. */
GBytes *tiltas_signed_files_read_target (const TiltasSignedFiles *self,
                                         const TiltasTarget *target,
                                         gsize max_length,
                                         GError **error);

G_END_DECLS
