/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that is being downloaded, `<sha>.part`, and beside it `<sha>.part.etag`, the validator of what it holds so
 * far and the boot in which it was begun. Both survive the end of the process: nothing is fetched twice. What is not
 * yet on the disk when the power goes is at most 64 KiB, and after another boot that much of the end is fetched again.
 * Errors: TILTAS_SYNC_ERROR_DISK_FULL, _READ_ONLY, _FORMAT, _FAILED. Blocks for the disk. */
typedef struct _TiltasPart TiltasPart;

/* Opens or makes the file. A file longer than maximum is emptied. */
TiltasPart *tiltas_part_open (const char *path, guint64 maximum, GError **error);
void tiltas_part_free (TiltasPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPart, tiltas_part_free)

guint64 tiltas_part_length (const TiltasPart *self);
/* Validator of what is there when it came from this address, or NULL: another server's means nothing. Borrowed. */
const char *tiltas_part_etag (const TiltasPart *self, const char *address);
/* Empties the file, for bytes with this validator from this address (or NULL for both). */
gboolean tiltas_part_restart (TiltasPart *self, const char *etag, const char *address, GError **error);
/* TRUE for a Content-Range that goes on exactly where the file ends, within a file of whole bytes. */
gboolean tiltas_part_fits_range (const TiltasPart *self, const char *content_range, guint64 whole);
gboolean tiltas_part_append (TiltasPart *self, const void *bytes, gsize length, GError **error);
/* fsync. */
gboolean tiltas_part_sync (TiltasPart *self, GError **error);
/* Removes the file at path and its note. */
void tiltas_part_remove (const char *path);
/* Path of the part of a file with this hash in the folder downloads. Transfer full. */
char *tiltas_part_path (const char *downloads, const char *sha256);
/* Hashes a whole file and compares; sha512 may be NULL. On a difference removes the file with its note:
 * TILTAS_SYNC_ERROR_HASH. A file that cannot be read is G_IO_ERROR. */
gboolean
tiltas_part_verify (const char *path, const char *sha256, const char *sha512, GCancellable *cancellable, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
