/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/store.h"

#include "base/files.h"
#include "base/trace.h"
#include "store/check.h"
#include "store/error.h"
#include "store/folder.h"
#include "store/rebuild.h"

#include <gio/gio.h>
#include <pthread.h>

struct _TiltasStore
{
  gatomicrefcount references;
  char *folder, *bundled;
  pthread_mutex_t mutex; /* guards what follows, because readers of several threads ask for the path; ThreadSanitizer
                            knows pthread mutexes */
  gboolean read_only;    /* the bundled file is served, for good or until tiltas_store_catch_up */
  char *name;            /* of the current file; NULL when read_only */
  guint64 stamp;         /* of `current` when name was read */
  gboolean damaged;      /* a reader met damage in the current file */
  TiltasStoreDamaged on_damaged;
  gpointer on_damaged_data;
  char *set_aside; /* name of the newest damaged file, until somebody asks for it */
};

static TiltasStore *
store_new (const char *folder, const char *bundled)
{
  TiltasStore *self = g_new0 (TiltasStore, 1);
  g_atomic_ref_count_init (&self->references);
  pthread_mutex_init (&self->mutex, NULL);
  self->folder = g_strdup (folder);
  self->bundled = g_strdup (bundled);
  return self;
}

TiltasStore *
tiltas_store_ref (TiltasStore *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
tiltas_store_unref (TiltasStore *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  pthread_mutex_destroy (&self->mutex);
  g_free (self->folder);
  g_free (self->bundled);
  g_free (self->name);
  g_free (self->set_aside);
  g_free (self);
}

static void
take_name (TiltasStore *self, char *name)
{
  pthread_mutex_lock (&self->mutex);
  g_free (self->name);
  self->name = name;
  self->read_only = FALSE;
  self->damaged = FALSE;
  self->stamp = tiltas_folder_stamp (self->folder);
  pthread_mutex_unlock (&self->mutex);
}

/* Serves the bundled file itself, because nothing can be written; BUNDLED when that is impossible too. why goes into
 * the log. */
static gboolean
serve_bundled (TiltasStore *self, const char *why, GError **error)
{
  g_autoptr (GError) fault = NULL;
  if (tiltas_check_quick (self->bundled, TRUE, &fault) == TILTAS_FILE_GOOD)
    {
      g_message ("the bundled store is shown as it is: %s", why);
      self->read_only = TRUE;
      return TRUE;
    }
  g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_BUNDLED,
               "no store in the state folder (%s), and the bundled store cannot be used: %s", why, fault->message);
  return FALSE;
}

/* Another process holds the folder: serves the file that is there and changes nothing. */
static gboolean
serve_untouched (TiltasStore *self, GError *fault, GError **error)
{
  g_autofree char *name = g_error_matches (fault, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_BUSY)
                            ? tiltas_folder_get_current (self->folder)
                            : NULL;
  g_autofree char *path = name != NULL ? g_build_filename (self->folder, name, NULL) : NULL;
  if (path == NULL || tiltas_check_quick (path, FALSE, NULL) != TILTAS_FILE_GOOD)
    return serve_bundled (self, fault->message, error);
  take_name (self, g_steal_pointer (&name));
  return TRUE;
}

/* Replaces the file called name (NULL: there is none) by a new one, made from the bundled store and from what that
 * file holds. */
static gboolean
replace_file (TiltasStore *self, const char *name, GError **error)
{
  g_autofree char *old = name != NULL ? g_build_filename (self->folder, name, NULL) : NULL;
  char *made = tiltas_rebuild_make (self->folder, self->bundled, old, error);
  if (made == NULL)
    return FALSE;
  take_name (self, made);
  return TRUE;
}

static gboolean
replace_damaged (TiltasStore *self, const char *name, const char *why, char **repaired, GError **error)
{
  g_message ("%s is damaged (%s): a new store is made", name, why);
  if (!replace_file (self, name, error))
    return FALSE;
  g_autoptr (GError) fault = NULL;
  g_autofree char *aside = tiltas_folder_set_aside (self->folder, name, &fault);
  if (aside == NULL)
    g_warning ("a damaged store stays in its place: %s", fault->message);
  pthread_mutex_lock (&self->mutex);
  g_free (self->set_aside);
  self->set_aside = g_strdup (aside != NULL ? aside : name);
  pthread_mutex_unlock (&self->mutex);
  if (repaired != NULL)
    *repaired = g_steal_pointer (&aside);
  return TRUE;
}

/* Looks a second time when the first look failed: the fault may have passed. */
static TiltasFileVerdict
look (const char *path, GError **error)
{
  TiltasFileVerdict verdict = tiltas_check_quick (path, FALSE, NULL);
  return verdict == TILTAS_FILE_GOOD ? verdict : tiltas_check_quick (path, FALSE, error);
}

/* Finds or makes the current file; the folder is locked. FALSE is not fatal: the bundled file can still be served. */
static gboolean
find_file (TiltasStore *self, char **repaired, GError **error)
{
  g_autofree char *name = tiltas_folder_get_current (self->folder);
  g_autofree char *path = name != NULL ? g_build_filename (self->folder, name, NULL) : NULL;
  g_autoptr (GError) why = NULL;
  g_autofree char *current = g_build_filename (self->folder, "current", NULL);
  if (name == NULL)
    {
      if (g_file_test (current, G_FILE_TEST_EXISTS))
        g_message ("the store that %s names is gone: a new one is made from the bundled store", current);
      return replace_file (self, NULL, error);
    }
  switch (look (path, &why))
    {
    case TILTAS_FILE_GOOD:
      /* The process that made the first file was killed before it wrote `current`. */
      if (!g_file_test (current, G_FILE_TEST_EXISTS) && !tiltas_folder_set_current (self->folder, name, &why))
        g_message ("%s", why->message);
      take_name (self, g_steal_pointer (&name));
      return TRUE;
    case TILTAS_FILE_OTHER_VERSION:
      /* A new one is derived in tiltas_store_catch_up, which takes long. */
      if (tiltas_check_quick (self->bundled, TRUE, NULL) != TILTAS_FILE_GOOD)
        return replace_file (self, name, error);
      g_message ("%s is of another version: the bundled store is shown until a new one is made", name);
      self->read_only = TRUE;
      return TRUE;
    case TILTAS_FILE_BAD:
      return replace_damaged (self, name, why->message, repaired, error);
    case TILTAS_FILE_UNKNOWN:
    default:
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
}

static gboolean
open_folder (TiltasStore *self, char **repaired, GError **error)
{
  g_autoptr (GError) fault = NULL;
  if (!tiltas_folder_make (self->folder, &fault))
    return serve_bundled (self, fault->message, error);
  g_autoptr (TiltasFolderLock) lock = tiltas_folder_lock (self->folder, NULL, &fault);
  if (lock == NULL)
    return serve_untouched (self, fault, error);
  if (!find_file (self, repaired, &fault))
    return serve_bundled (self, fault->message, error);
  if (self->name != NULL)
    tiltas_folder_tidy (self->folder, self->name);
  return TRUE;
}

TiltasStore *
tiltas_store_open (const char *state_dir, const char *bundled_path, char **repaired, GError **error)
{
  g_return_val_if_fail (state_dir != NULL && bundled_path != NULL, NULL);
  g_autoptr (TiltasStore) self = store_new (state_dir, bundled_path);
  if (repaired != NULL)
    *repaired = NULL;
  if (!open_folder (self, repaired, error))
    return NULL;
  tiltas_trace ("store-open", "name=%s", self->name != NULL ? self->name : "bundled");
  return g_steal_pointer (&self);
}

void
tiltas_store_watch (TiltasStore *self, TiltasStoreDamaged damaged, gpointer data)
{
  g_return_if_fail (self != NULL);
  pthread_mutex_lock (&self->mutex);
  self->on_damaged = damaged;
  self->on_damaged_data = data;
  if (damaged != NULL && self->damaged)
    damaged (data);
  pthread_mutex_unlock (&self->mutex);
}

void
tiltas_store_note_damage (TiltasStore *self, const char *path)
{
  g_return_if_fail (self != NULL && path != NULL);
  g_autofree char *now = tiltas_store_path (self);
  if (!g_str_equal (now, path)) /* replaced meanwhile */
    return;
  pthread_mutex_lock (&self->mutex);
  gboolean first = !self->damaged;
  self->damaged = TRUE;
  if (first && self->on_damaged != NULL)
    self->on_damaged (self->on_damaged_data);
  pthread_mutex_unlock (&self->mutex);
}

void
tiltas_store_forget_damage (TiltasStore *self)
{
  g_return_if_fail (self != NULL);
  pthread_mutex_lock (&self->mutex);
  self->damaged = FALSE;
  pthread_mutex_unlock (&self->mutex);
}

gboolean
tiltas_store_fall_back (TiltasStore *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  if (tiltas_check_quick (self->bundled, TRUE, NULL) != TILTAS_FILE_GOOD)
    return FALSE;
  pthread_mutex_lock (&self->mutex);
  self->read_only = TRUE;
  self->damaged = FALSE;
  pthread_mutex_unlock (&self->mutex);
  return TRUE;
}

char *
tiltas_store_take_set_aside (TiltasStore *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  pthread_mutex_lock (&self->mutex);
  char *name = g_steal_pointer (&self->set_aside);
  pthread_mutex_unlock (&self->mutex);
  return name;
}

/* A store that serves the bundled file, where there is no sound file of our version. NULL when the bundled file
 * cannot be used. Transfer full. */
static TiltasStore *
bundled_only (const char *folder, const char *bundled)
{
  if (tiltas_check_quick (bundled, TRUE, NULL) != TILTAS_FILE_GOOD)
    return NULL;
  TiltasStore *self = store_new (folder, bundled);
  self->read_only = TRUE;
  return self;
}

static TiltasStoreCondition
condition_of (const char *path, GError **error)
{
  switch (look (path, error))
    {
    case TILTAS_FILE_GOOD:
      break;
    case TILTAS_FILE_OTHER_VERSION:
      return TILTAS_STORE_OTHER_VERSION;
    case TILTAS_FILE_BAD:
      return TILTAS_STORE_DAMAGED;
    case TILTAS_FILE_UNKNOWN:
    default:
      return TILTAS_STORE_UNREADABLE;
    }
  GError *fault = NULL;
  if (tiltas_check_full (path, TILTAS_CHECK_READ, NULL, &fault))
    return TILTAS_STORE_SOUND;
  gboolean damaged = g_error_matches (fault, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED);
  g_propagate_error (error, fault);
  return damaged ? TILTAS_STORE_DAMAGED : TILTAS_STORE_UNREADABLE;
}

TiltasStoreCondition
tiltas_store_look (const char *state_dir, const char *bundled_path, TiltasStore **store, GError **error)
{
  g_return_val_if_fail (state_dir != NULL && bundled_path != NULL, TILTAS_STORE_UNREADABLE);
  g_autofree char *name = tiltas_folder_get_current (state_dir);
  g_autofree char *path = name != NULL ? g_build_filename (state_dir, name, NULL) : NULL;
  TiltasStoreCondition condition = path != NULL ? condition_of (path, error) : TILTAS_STORE_NONE;
  if (path == NULL)
    g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FAILED, "no store in %s", state_dir);
  if (store == NULL)
    return condition;
  if (condition != TILTAS_STORE_SOUND)
    *store = bundled_only (state_dir, bundled_path);
  else
    {
      *store = store_new (state_dir, bundled_path);
      take_name (*store, g_steal_pointer (&name));
    }
  return condition;
}

/* Makes sure that the current file has the schema of this version; the folder is locked. */
static gboolean
derive_anew (TiltasStore *self, gboolean *changed, GError **error)
{
  g_autofree char *name = tiltas_folder_get_current (self->folder);
  g_autofree char *path = name != NULL ? g_build_filename (self->folder, name, NULL) : NULL;
  g_autoptr (GError) why = NULL;
  if (name == NULL)
    return *changed = replace_file (self, NULL, error);
  TiltasFileVerdict verdict = look (path, &why);
  if (verdict == TILTAS_FILE_OTHER_VERSION || verdict == TILTAS_FILE_BAD)
    {
      if (!(verdict == TILTAS_FILE_BAD ? replace_damaged (self, name, why->message, NULL, error)
                                       : replace_file (self, name, error)))
        return FALSE;
      tiltas_folder_tidy (self->folder, self->name);
      *changed = TRUE;
      return TRUE;
    }
  if (verdict != TILTAS_FILE_GOOD)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  if (tiltas_store_is_read_only (self)) /* another process has made it, or a fault has passed */
    {
      take_name (self, g_steal_pointer (&name));
      *changed = TRUE;
    }
  return TRUE;
}

gboolean
tiltas_store_catch_up (TiltasStore *self, GCancellable *cancellable, gboolean *changed, GError **error)
{
  g_return_val_if_fail (self != NULL && changed != NULL, FALSE);
  *changed = FALSE;
  g_autoptr (TiltasFolderLock) lock = tiltas_folder_lock (self->folder, cancellable, error);
  guint imported = 0;
  if (lock == NULL || !derive_anew (self, changed, error))
    return FALSE;
  if (tiltas_store_is_read_only (self))
    return TRUE;
  g_autofree char *path = tiltas_store_path (self);
  gboolean merged = tiltas_rebuild_merge (path, self->bundled, cancellable, &imported, error);
  *changed = *changed || imported > 0;
  return merged;
}

char *
tiltas_store_path (TiltasStore *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  pthread_mutex_lock (&self->mutex);
  if (self->read_only)
    {
      pthread_mutex_unlock (&self->mutex);
      return g_strdup (self->bundled);
    }
  guint64 stamp = tiltas_folder_stamp (self->folder);
  if (stamp != self->stamp) /* another process replaced the current file */
    {
      char *name = tiltas_folder_get_current (self->folder);
      if (name != NULL)
        {
          g_free (self->name);
          self->name = name;
        }
      self->stamp = stamp;
    }
  char *path = g_build_filename (self->folder, self->name, NULL);
  pthread_mutex_unlock (&self->mutex);
  return path;
}

gboolean
tiltas_store_is_read_only (TiltasStore *self)
{
  g_return_val_if_fail (self != NULL, TRUE);
  pthread_mutex_lock (&self->mutex);
  gboolean read_only = self->read_only;
  pthread_mutex_unlock (&self->mutex);
  return read_only;
}

gboolean
tiltas_store_check (TiltasStore *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_autofree char *path = tiltas_store_path (self);
  return tiltas_check_full (path, tiltas_store_is_read_only (self) ? TILTAS_CHECK_IMMUTABLE : TILTAS_CHECK_WRITE,
                            cancellable, error);
}

gboolean
tiltas_store_repair (TiltasStore *self, char **set_aside, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  if (set_aside != NULL)
    *set_aside = NULL;
  if (tiltas_store_is_read_only (self))
    {
      g_set_error_literal (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_BUNDLED,
                           "the bundled store is damaged and the state folder cannot be written");
      return FALSE;
    }
  pthread_mutex_lock (&self->mutex);
  g_autofree char *before = g_strdup (self->name);
  pthread_mutex_unlock (&self->mutex);
  g_autoptr (TiltasFolderLock) lock = tiltas_folder_lock (self->folder, NULL, error);
  if (lock == NULL)
    return FALSE;
  g_autofree char *path = tiltas_store_path (self);
  g_autofree char *name = g_path_get_basename (path);
  if (!g_str_equal (before, name)) /* another process was faster */
    return TRUE;
  return replace_damaged (self, name, "as found while reading", set_aside, error);
}
