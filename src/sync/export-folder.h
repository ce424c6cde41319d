/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/power.h"

G_BEGIN_DECLS

/* The folder that an export writes into, often a stick on which others have written. No symbolic link below it is
 * followed: every file is reached segment by segment from the descriptor of the folder. A program of root that became
 * another user writes here with a right that it uses nowhere else (base/power.h). Names are paths below the folder:
 * "segment/…/file". Blocks for the disk. Errors: TILTAS_SYNC_ERROR, G_IO_ERROR. */
typedef struct _TiltasExportFolder TiltasExportFolder;

/* NULL with TILTAS_SYNC_ERROR_STICK_GONE when it is no folder. */
TiltasExportFolder *tiltas_export_folder_open (const char *folder, GError **error);
void tiltas_export_folder_free (TiltasExportFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasExportFolder, tiltas_export_folder_free)

/* The path that was given to open, for messages. Borrowed. */
const char *tiltas_export_folder_path (const TiltasExportFolder *self);
/* Bytes that may still be written. */
guint64 tiltas_export_folder_free_bytes (const TiltasExportFolder *self);

/* Where a file lies. While this is held, path goes through the descriptor of the file's folder, and the right to use it
 * is in force. Initialise with { FALSE, -1, NULL }. */
typedef struct
{
  TiltasPower power;
  int folder; /* descriptor, or -1 */
  char *path;
} TiltasExportPlace;
/* Finds the place of a file, which need not exist. make: makes missing folders. TILTAS_SYNC_ERROR_STICK_FILE when a
 * link or a file stands where a folder should. */
gboolean tiltas_export_folder_locate (TiltasExportFolder *self,
                                      const char *name,
                                      gboolean make,
                                      TiltasExportPlace *place,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tiltas_export_place_clear (TiltasExportPlace *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasExportPlace, tiltas_export_place_clear)

/* Removes the file of that name, makes a new one and opens it for writing. Transfer full. */
GOutputStream *
tiltas_export_folder_create (TiltasExportFolder *self, const char *name, GCancellable *cancellable, GError **error);
/* Writes a small file, or replaces it atomically. */
gboolean tiltas_export_folder_replace (TiltasExportFolder *self, const char *name, GBytes *bytes, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Makes sure that all bytes of the file from are on the disk, then renames it to to. */
gboolean tiltas_export_folder_commit (TiltasExportFolder *self, const char *from, const char *to, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Removes a file; does nothing when that fails. */
void tiltas_export_folder_remove (TiltasExportFolder *self, const char *name);

G_END_DECLS
