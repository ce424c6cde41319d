/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The files of a store in the state folder: `store-N.db`, `current` (one line: the name of the store in use),
 * `store.lock`, and damaged stores that were set aside. Knows names and bytes, no SQL. Private to the store. */

/* Keeps other processes from writing in the folder until it is unlocked or the process ends. NULL with FAILED when
 * the folder cannot be written, with FULL when the disk is full, with BUSY when another process has kept the lock
 * for five seconds. Blocks. */
typedef struct _TiltasFolderLock TiltasFolderLock;
TiltasFolderLock *tiltas_folder_lock (const char *folder, GCancellable *cancellable, GError **error);
void tiltas_folder_unlock (TiltasFolderLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasFolderLock, tiltas_folder_unlock)

/* Name of the store in use: the one in `current`, or, when `current` is missing or names no store, the newest
 * `store-N.db`. NULL when there is no store. Transfer full. */
char *tiltas_folder_get_current (const char *folder);
gboolean tiltas_folder_set_current (const char *folder, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A value that changes whenever `current` is replaced. Cheap: one stat. */
guint64 tiltas_folder_stamp (const char *folder);
/* A new name for a store. Its number is higher than that of every store in the folder and than that of old (may be
 * NULL), whose file may be gone: a reader of old must see that the name has changed. Transfer full. */
char *tiltas_folder_next_name (const char *folder, const char *old);
/* Copies a regular file to a new file and syncs it to the disk. Refuses symbolic links. */
gboolean tiltas_folder_copy (const char *source, const char *target, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Syncs the file temporary, renames it to name and syncs the folder. */
gboolean tiltas_folder_publish (const char *folder, const char *temporary, const char *name, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Renames a store and its WAL to damaged-YYYYMMDDTHHMMSS.db, and removes all but the newest three of such files.
 * Returns the new name; NULL when the store cannot be renamed. Transfer full. */
char *tiltas_folder_set_aside (const char *folder, const char *name, GError **error);
/* Removes a database file together with its WAL and journal. */
void tiltas_folder_remove (const char *folder, const char *name);
/* Removes unfinished files, and all stores but current. */
void tiltas_folder_tidy (const char *folder, const char *current);

G_END_DECLS
