/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The store on disk: `store-N.db` files and the small file `current` in the state folder. A TiltasStore knows paths
 * and the current file. Connections are TiltasReader (read-only, any thread) and TiltasImporter (the only writer,
 * sync thread). */
typedef struct _TiltasStore TiltasStore;

/* Opens the store in state_dir, or makes it. On the first start the bundled store is copied there. A current file
 * that does not open is renamed to a dated name and the bundled store is copied again; *repaired (may be NULL) gets
 * that name. When state_dir is not writable or the disk is full, the bundled file itself is served read-only; also,
 * until tiltas_store_catch_up, when another version of the program made the current file. Blocks for the disk. Any
 * thread. Transfer full. */
TiltasStore *tiltas_store_open (const char *state_dir, const char *bundled_path, char **repaired, GError **error);
/* The condition of a store, for somebody who only looks. */
typedef enum
{
  TILTAS_STORE_SOUND,
  TILTAS_STORE_NONE,          /* the kiosk was never started here */
  TILTAS_STORE_OTHER_VERSION, /* another version of the program made it; the kiosk makes it anew when it starts */
  TILTAS_STORE_DAMAGED,
  TILTAS_STORE_UNREADABLE, /* cannot be read at this moment; it need not be damaged */
} TiltasStoreCondition;
/* Checks the store in state_dir as thoroughly as tiltas_store_check, and changes nothing: no file is made, repaired
 * or renamed. *error says why it is not SOUND. *store (may be NULL) gets what readers may open: the current file
 * when it is SOUND, else the bundled file, or NULL when that cannot be used. Transfer full. Blocks for seconds. */
TiltasStoreCondition
tiltas_store_look (const char *state_dir, const char *bundled_path, TiltasStore **store, GError **error);
/* Does what a package upgrade makes necessary: derives a file of another schema version anew, and imports newer
 * editions of the bundled store like an update. Tries again to make or to look at a store where that failed when it
 * was opened. *changed: readers see other content now, and may have to be opened again. FALSE leaves everything as
 * it was. Blocks for seconds: sync thread or command line. cancellable may be NULL. */
gboolean tiltas_store_catch_up (TiltasStore *self, GCancellable *cancellable, gboolean *changed, GError **error);
TiltasStore *tiltas_store_ref (TiltasStore *self);
void tiltas_store_unref (TiltasStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasStore, tiltas_store_unref)

/* Path of the database that readers open now. Transfer full. */
char *tiltas_store_path (TiltasStore *self);
/* TRUE when the bundled file is served, so that nothing can be written. */
gboolean tiltas_store_is_read_only (TiltasStore *self);
/* Sets the function that is called when the first reader meets damage; it is called at once when one has met damage
 * already. It runs in the reader's thread, must return quickly and must not call the store. NULL: nobody is called,
 * and no call is running any more on return. */
typedef void (*TiltasStoreDamaged) (gpointer data);
void tiltas_store_watch (TiltasStore *self, TiltasStoreDamaged damaged, gpointer data);
/* Readers call this when they meet damage in the file at path. Any thread. */
void tiltas_store_note_damage (TiltasStore *self, const char *path);
/* The damage was treated: the next one is reported again. */
void tiltas_store_forget_damage (TiltasStore *self);
/* Serves the bundled file while the damaged file cannot be replaced (the disk is full). Readers must be opened
 * again; tiltas_store_catch_up tries again to replace it. FALSE when the bundled file cannot be used. */
gboolean tiltas_store_fall_back (TiltasStore *self);
/* The new name of a damaged file that was renamed since the last call, or NULL. Transfer full. */
char *tiltas_store_take_set_aside (TiltasStore *self);
/* Checks the current file with PRAGMA integrity_check, the signed states, and the derived tables against `record`.
 * Blocks for seconds: sync thread or command line. cancellable may be NULL. */
gboolean tiltas_store_check (TiltasStore *self, GCancellable *cancellable, GError **error);
/* Renames the damaged file and makes a new one from the bundled store and from what can still be read. Readers must
 * be opened again. *set_aside (may be NULL) gets the new name of the old file. Blocks. */
gboolean tiltas_store_repair (TiltasStore *self, char **set_aside, GError **error);

G_END_DECLS
