/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The store on disk: `store-N.db` files and the small file `current` in the state folder (architecture.md, "Store").
 * A store knows paths and the current file; connections are TiltasReader (any thread, read-only) and TiltasImporter
 * (sync thread, the only writer). */
typedef struct _TiltasStore TiltasStore;

/* Opens or makes the store in state_dir. On first start the bundled store is copied there. A current file that does not
 * open is set aside under a dated name and the bundled store is copied again; *repaired tells (may be NULL). When
 * state_dir is not writable or the disk is full, the bundled file itself is served read-only; so it is at first when
 * another version of the program made the current file.
 * Blocks for the disk. Thread: any, once. */
TiltasStore *tiltas_store_open (const char *state_dir, const char *bundled_path, char **repaired, GError **error);
/* How the store of a state folder stands, for one who only looks. */
typedef enum
{
  TILTAS_STORE_SOUND,
  TILTAS_STORE_NONE,          /* the kiosk was never started here */
  TILTAS_STORE_OTHER_VERSION, /* of another version of the program: it is made anew when the kiosk starts */
  TILTAS_STORE_DAMAGED,
  TILTAS_STORE_UNREADABLE, /* nothing says that it is damaged */
} TiltasStoreCondition;
/* Looks at the store in state_dir as thoroughly as tiltas_store_check, and changes nothing: no file is made, repaired
 * or set aside. *error says why it is not SOUND. *store (may be NULL) gets what readers may open: the current file when
 * it is SOUND, the bundled file when that is what can be shown, else NULL. Blocks long. */
TiltasStoreCondition
tiltas_store_look (const char *state_dir, const char *bundled_path, TiltasStore **store, GError **error);
/* What a package upgrade asks for: a file of another schema version is derived anew, and editions of the bundled store
 * that are newer are imported like an update. A store that could not be made or looked at when it was opened is tried
 * again. *changed: readers see something else now, and may have to be opened
 * again. FALSE leaves what is shown as it was. Blocks long: sync thread or command line. cancellable: may be NULL. */
gboolean tiltas_store_catch_up (TiltasStore *self, GCancellable *cancellable, gboolean *changed, GError **error);
TiltasStore *tiltas_store_ref (TiltasStore *self);
void tiltas_store_unref (TiltasStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasStore, tiltas_store_unref)

/* Path of the database that readers open now. Transfer full. */
char *tiltas_store_path (TiltasStore *self);
/* TRUE when only the bundled file is served (nothing can be written). */
gboolean tiltas_store_is_read_only (TiltasStore *self);
/* Somebody who is told, in the thread of a reader, of the first one that meets damage; at once when one has met it
 * already. It must return at once and not call the store. NULL: nobody, and nobody is told any more on return. */
typedef void (*TiltasStoreDamaged) (gpointer data);
void tiltas_store_watch (TiltasStore *self, TiltasStoreDamaged damaged, gpointer data);
/* For readers: damage was met in the file at path. Any thread. */
void tiltas_store_note_damage (TiltasStore *self, const char *path);
/* The damage has been looked after: the next one is told again. */
void tiltas_store_forget_damage (TiltasStore *self);
/* Shows what the program came with, while the damaged file cannot be replaced (a full disk). Readers must be opened
 * again; tiltas_store_catch_up tries again. FALSE when the bundled file is no good. */
gboolean tiltas_store_fall_back (TiltasStore *self);
/* The name under which a damaged file was set aside since this was asked last, or NULL. Transfer full. */
char *tiltas_store_take_set_aside (TiltasStore *self);
/* PRAGMA integrity_check, the signed states and the derived tables against `record`. Blocks long: sync thread or
 * command line; cancellable may be NULL. */
gboolean tiltas_store_check (TiltasStore *self, GCancellable *cancellable, GError **error);
/* Sets the damaged file aside and rebuilds from the bundled store (and later from cached editions). Readers must be
 * opened again. *set_aside gets the new name of the old file. Blocks. */
gboolean tiltas_store_repair (TiltasStore *self, char **set_aside, GError **error);

G_END_DECLS
