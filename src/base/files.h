/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Replaces path atomically: temporary file in the same folder, fsync, rename, fsync of the folder. On failure the old
 * content stands and no temporary file stays behind. Blocks for the disk. Errors: G_IO_ERROR; a disk that fails has no
 * code there and is G_FILE_ERROR_IO. */
gboolean tiltas_file_replace (const char *path, const void *data, gsize length, GError **error);
/* The same with the mode of the new file given (less the umask), for files that others must not read: 0600. The plain
 * function uses 0644. */
gboolean tiltas_file_replace_with_mode (const char *path, const void *data, gsize length, guint mode, GError **error);
/* Deletes the temporary files that a process which was killed in tiltas_file_replace left behind. base: the name of the
 * file that was to be replaced; NULL: of any file in the folder. Only where no other process replaces these files now.
 */
void tiltas_folder_forget_temporaries (const char *folder, const char *base);
/* Reads a regular file of at most limit bytes without following a symbolic link in the last part.
 * G_IO_ERROR_NOT_FOUND, G_IO_ERROR_NOT_REGULAR_FILE, G_IO_ERROR_NO_SPACE (over limit) or another. Blocks. */
GBytes *tiltas_file_read (const char *path, gsize limit, GError **error);
/* mkdir -p; new folders get mode 0700. Errors: G_IO_ERROR. */
gboolean tiltas_folder_make (const char *path, GError **error);
/* Writes out what is left of standard output. FALSE when any of it was lost: a program that was to answer there has
 * failed. Errors: G_IO_ERROR. */
gboolean tiltas_stdout_finish (GError **error);
/* Bytes that an ordinary user may still write at path; G_MAXUINT64 when unknown. */
guint64 tiltas_disk_free (const char *path);

G_END_DECLS
