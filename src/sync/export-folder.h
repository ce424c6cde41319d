/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/power.h"

G_BEGIN_DECLS

/* A folder that an export writes into, often a stick that others have written on. Below it no link is followed: every
 * place is reached part by part from the folder's descriptor. Root's program that became another user writes here with
 * a right that it has nowhere else (base/power.h). Blocks for the disk. Errors: TILTAS_SYNC_ERROR and G_IO_ERROR. */
typedef struct _TiltasExportFolder TiltasExportFolder;

/* TILTAS_SYNC_ERROR_STICK_GONE: it is no folder. */
TiltasExportFolder *tiltas_export_folder_open (const char *folder, GError **error);
void tiltas_export_folder_free (TiltasExportFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasExportFolder, tiltas_export_folder_free)

/* As it was named; for messages. Borrowed. */
const char *tiltas_export_folder_path (const TiltasExportFolder *self);
/* Bytes that may be written. */
guint64 tiltas_export_folder_free_bytes (const TiltasExportFolder *self);

/* Where a file lies, as long as this is held: a path through a descriptor of its folder. The right to use it is in
 * force meanwhile. */
typedef struct
{
  TiltasPower power;
  int folder;
  char *path;
} TiltasExportPlace;
/* name: "part/…/file". make: missing folders are made. TILTAS_SYNC_ERROR_STICK_FILE: a link or a file stands where a
 * folder should. */
gboolean tiltas_export_folder_locate (TiltasExportFolder *self,
                                      const char *name,
                                      gboolean make,
                                      TiltasExportPlace *spot,
                                      GError **error);
void tiltas_export_place_clear (TiltasExportPlace *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasExportPlace, tiltas_export_place_clear)

/* A new file under that name, open to be written; what stood there is replaced when the stream is closed. NULL: error.
 */
GOutputStream *
tiltas_export_folder_create (TiltasExportFolder *self, const char *name, GCancellable *cancellable, GError **error);
/* A small file, atomically. */
gboolean tiltas_export_folder_replace (TiltasExportFolder *self, const char *name, GBytes *bytes, GError **error);
/* Everything of from is on the disk, and then goes by the name to. */
gboolean tiltas_export_folder_commit (TiltasExportFolder *self, const char *from, const char *to, GError **error);
void tiltas_export_folder_remove (TiltasExportFolder *self, const char *name);

G_END_DECLS
