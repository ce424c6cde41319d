/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The state folder as files: `store-N.db`, `current` (one line: the name of the store in use), `store.lock`, and files
 * set aside. Names and bytes only, no SQL. Private to the store. */

/* Holds the folder against other processes; released by itself when the process ends. NULL and FAILED when the folder
 * cannot be written, FULL when the disk is full, BUSY when another process held it for five seconds. */
typedef struct _TiltasFolderLock TiltasFolderLock;
TiltasFolderLock *tiltas_folder_lock (const char *folder, GCancellable *cancellable, GError **error);
void tiltas_folder_unlock (TiltasFolderLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasFolderLock, tiltas_folder_unlock)

/* Name of the store in use: what `current` says, or when that is missing or no good the newest `store-N.db`. NULL when
 * there is none. Transfer full. */
char *tiltas_folder_get_current (const char *folder);
gboolean tiltas_folder_set_current (const char *folder, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A value that changes whenever `current` is replaced. Cheap: one stat. */
guint64 tiltas_folder_stamp (const char *folder);
/* A store name that is not used yet, above all that are and above old (NULL: none), whose file may be gone: who still
 * reads that has to see the difference. Transfer full. */
char *tiltas_folder_next_name (const char *folder, const char *old);
/* Copies a regular file to a new file beside the others and syncs it. Links are not followed. */
gboolean tiltas_folder_copy (const char *source, const char *target, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Syncs file, gives it its name and syncs the folder. */
gboolean tiltas_folder_publish (const char *folder, const char *temporary, const char *name, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Renames a store and its WAL to damaged-YYYYMMDDTHHMMSS.db, and forgets all but the newest three of these. Transfer
 * full; NULL when it could not be renamed. */
char *tiltas_folder_set_aside (const char *folder, const char *name, GError **error);
/* Removes a database file with its WAL and journal. */
void tiltas_folder_remove (const char *folder, const char *name);
/* Removes unfinished files and stores older than the one in use. */
void tiltas_folder_tidy (const char *folder, const char *current);

G_END_DECLS
