/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A partial download: the file `<sha256>.part`, and beside it the note `<sha256>.part.etag` with the validator of the
 * bytes so far, the address that they came from, and the boot in which the download began. Both survive the end of the
 * process, so that no byte is fetched twice. At most the last 64 KiB may not be on the disk when the power fails;
 * therefore up to that much of the end is fetched again after another boot. Blocks for the disk.
 * Errors: TILTAS_SYNC_ERROR_DISK_FULL, _READ_ONLY, _DISK_FAULT, _FAILED. */
typedef struct _TiltasPart TiltasPart;

/* Opens the file, or makes it. A file longer than maximum bytes is emptied. */
TiltasPart *tiltas_part_open (const char *path, guint64 maximum, GError **error);
void tiltas_part_free (TiltasPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPart, tiltas_part_free)

/* Bytes. */
guint64 tiltas_part_length (const TiltasPart *self);
/* The validator of the bytes so far when they came from this address, or NULL: the validator of another server means
 * nothing. Borrowed. */
const char *tiltas_part_etag (const TiltasPart *self, const char *address);
/* Empties the file for bytes with this validator from this address. Both may be NULL. */
gboolean
tiltas_part_restart (TiltasPart *self, const char *etag, const char *address, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE for the value of a header Content-Range whose bytes begin exactly where the file ends, and that names a file of
 * whole bytes. NULL is FALSE. */
gboolean tiltas_part_fits_range (const TiltasPart *self, const char *content_range, guint64 whole);
/* Writes length bytes to the end of the file. */
gboolean
tiltas_part_append (TiltasPart *self, const void *bytes, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Makes sure that all bytes are on the disk. */
gboolean tiltas_part_sync (TiltasPart *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Path of the part of a file with this hash in the folder downloads. Transfer full. */
char *tiltas_part_path (const char *downloads, const char *sha256);
/* Removes the file at path and its note. */
void tiltas_part_remove (const char *path);
/* Hashes a whole file and compares; sha512 may be NULL. When a hash is wrong, removes the file with its note:
 * TILTAS_SYNC_ERROR_HASH. A file that cannot be read is G_IO_ERROR. */
gboolean
tiltas_part_verify (const char *path, const char *sha256, const char *sha512, GCancellable *cancellable, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
