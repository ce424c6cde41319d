/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/export.h"

#include "base/files.h"
#include "sync/blobs.h"
#include "sync/error.h"
#include "sync/export-folder.h"
#include "sync/local-repository.h"
#include "sync/lock.h"
#include "sync/part.h"
#include "sync/writable-stick.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define STICK_RESERVE (4 * 1024 * 1024) /* bytes that stay free on the stick */

void
tiltas_export_free (TiltasExport *self)
{
  g_ptr_array_unref (self->publishers);
  g_ptr_array_unref (self->left_out);
  g_free (self);
}

typedef struct
{
  const TiltasSyncContext *context;
  TiltasExportFolder *to;
  TiltasImporter *importer; /* NULL until the first pack is written */
  GHashTable *written;      /* set of the paths below the folder that belong to this export */
  TiltasExport *result;
} Export;

static void
export_clear (Export *self)
{
  g_clear_pointer (&self->importer, tiltas_importer_free);
  g_clear_pointer (&self->written, g_hash_table_unref);
  g_clear_pointer (&self->result, tiltas_export_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

/* ---- Files ---- */

static gboolean
check_space (Export *self, guint64 length, GError **error)
{
  guint64 free_bytes = tiltas_export_folder_free_bytes (self->to);

  if (free_bytes >= length + STICK_RESERVE)
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_DISK_FULL,
               "%s: %" G_GUINT64_FORMAT " KiB are free, %" G_GUINT64_FORMAT " KiB are needed",
               tiltas_export_folder_path (self->to), free_bytes >> 10, (length + STICK_RESERVE) >> 10);
  return FALSE;
}

/* ---- Editions ---- */

/* Reads a file of the export back and compares its hash; sha512 may be NULL. */
static gboolean
verify (Export *self, const char *name, const char *sha256, const char *sha512, GError **error)
{
  g_auto (TiltasExportPlace) place = { FALSE, -1, NULL };

  return tiltas_export_folder_locate (self->to, name, FALSE, &place, error) &&
         tiltas_part_verify (place.path, sha256, sha512, self->context->cancellable, error);
}

static gboolean
write_pack (Export *self, const TiltasOffer *offer, const char *part, GError **error)
{
  g_autoptr (GOutputStream) out = tiltas_export_folder_create (self->to, part, self->context->cancellable, error);

  if (out != NULL && self->importer == NULL)
    self->importer = tiltas_importer_open (self->context->store, error);
  return out != NULL && self->importer != NULL &&
         tiltas_importer_write_pack (self->importer, offer->edition->publisher, out, error) &&
         g_output_stream_close (out, self->context->cancellable, error) &&
         verify (self, part, offer->pack->sha256, offer->pack->sha512, error);
}

/* Copies a file of the state folder to part. Reading it needs no more than the rights of the folder's owner. */
static gboolean
copy_bytes (Export *self, const char *from, const char *part, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (from);
  g_autoptr (GFileInputStream) in = g_file_read (file, self->context->cancellable, error);
  g_autoptr (GOutputStream) out =
    in != NULL ? tiltas_export_folder_create (self->to, part, self->context->cancellable, error) : NULL;

  return out != NULL && g_output_stream_splice (out, G_INPUT_STREAM (in), G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                                self->context->cancellable, error) >= 0;
}

/* The path of a blob in a repository. Transfer full. */
static char *
blob_name (const char *sha256)
{
  return g_strdup_printf ("blobs/%.2s/%s", sha256, sha256);
}

static gboolean
copy_blob (Export *self, const char *sha256, guint64 length, GError **error)
{
  g_autofree char *from = tiltas_blob_path (self->context->config->state_dir, sha256), *name = blob_name (sha256);
  g_autofree char *part = g_strconcat (name, ".new", NULL);

  g_hash_table_add (self->written, g_strdup (name));
  return verify (self, name, sha256, NULL, NULL) ||
         (check_space (self, length, error) && copy_bytes (self, from, part, error) &&
          verify (self, part, sha256, NULL, error) && tiltas_export_folder_commit (self->to, part, name, error));
}

static GFileInputStream *
open_part (Export *self, const char *part, GError **error)
{
  g_auto (TiltasExportPlace) place = { FALSE, -1, NULL };

  if (!tiltas_export_folder_locate (self->to, part, FALSE, &place, error))
    return NULL;
  g_autoptr (GFile) file = g_file_new_for_path (place.path);
  return g_file_read (file, self->context->cancellable, error);
}

/* Copies all pictures and sounds that an edition names. pack: path of its pack below the folder. *whole is FALSE when
 * one of them is not on this terminal; FALSE is returned only for an error. */
static gboolean
copy_blobs (Export *self, const char *pack, gboolean *whole, GError **error)
{
  g_autoptr (GFileInputStream) stream = open_part (self, pack, error);
  g_autoptr (TiltasPackScan) scan =
    stream != NULL ? tiltas_pack_scan (G_INPUT_STREAM (stream), self->context->cancellable, error) : NULL;
  GHashTableIter iter;
  gpointer sha256, length;

  *whole = TRUE;
  if (scan == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, scan->blobs);
  while (*whole && g_hash_table_iter_next (&iter, &sha256, &length))
    {
      g_autofree char *path = tiltas_blob_path (self->context->config->state_dir, sha256);
      *whole = g_file_test (path, G_FILE_TEST_IS_REGULAR);
      if (*whole && !copy_blob (self, sha256, *(guint64 *) length, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_edition (Export *self, const TiltasOffer *offer, GError **error)
{
  g_autofree char *name = g_strconcat ("targets/", offer->pack->url, NULL), *part = g_strconcat (name, ".new", NULL);
  gboolean whole = FALSE;

  if (!check_space (self, offer->pack->length, error) || !write_pack (self, offer, part, error) ||
      !copy_blobs (self, part, &whole, error))
    {
      tiltas_export_folder_remove (self->to, part);
      return FALSE;
    }
  if (!whole)
    {
      tiltas_export_folder_remove (self->to, part);
      g_ptr_array_add (self->result->left_out, g_strdup (offer->edition->publisher));
      return TRUE;
    }
  if (!tiltas_export_folder_commit (self->to, part, name, error))
    return FALSE;
  g_hash_table_add (self->written, g_steal_pointer (&name));
  g_ptr_array_add (self->result->publishers, g_strdup (offer->edition->publisher));
  self->result->bytes += offer->pack->length;
  return TRUE;
}

typedef struct
{
  Export *export;
  GError *first;
} Each;

static gboolean
on_offer (const TiltasOffer *offer,
          const TiltasEdition *stored,
          const TiltasSignedFiles *files G_GNUC_UNUSED,
          gpointer data,
          GError **error G_GNUC_UNUSED)
{
  Each *each = data;

  if (stored == NULL || !g_str_equal (stored->state, offer->edition->state))
    g_ptr_array_add (each->export->result->left_out, g_strdup (offer->edition->publisher));
  else if (each->first == NULL)
    put_edition (each->export, offer, &each->first);
  return TRUE;
}

static gboolean
put_editions (Export *self, GError **error)
{
  Each each = { self, NULL };

  if (!tiltas_local_repository_check (self->context, on_offer, &each, error))
    return FALSE;
  if (each.first != NULL)
    g_propagate_error (error, each.first);
  return each.first == NULL;
}

/* ---- Files of an older export ---- */

/* TRUE for names that only files of a repository have: a hash, or the number of a version before ".json". */
static gboolean
is_ours (const char *name)
{
  gsize digits = strspn (name, "0123456789"), hex = strspn (name, "0123456789abcdef");

  return hex >= 64 || (digits > 0 && name[digits] == '.' && g_str_has_suffix (name, ".json"));
}

static void remove_old (Export *self, const char *below);

static void
remove_entry (Export *self, const char *name, const char *inner, const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    remove_old (self, inner);
  else if (is_ours (name) && !g_hash_table_contains (self->written, inner))
    g_unlink (path);
}

static void
remove_old (Export *self, const char *below)
{
  g_autofree char *here = g_strconcat (below, "/.", NULL);
  g_auto (TiltasExportPlace) place = { FALSE, -1, NULL };
  g_autoptr (GDir) dir =
    tiltas_export_folder_locate (self->to, here, FALSE, &place, NULL) ? g_dir_open (place.path, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (below, name, NULL), *path = g_build_filename (place.path, name, NULL);
      remove_entry (self, name, inner, path);
    }
}

/* Removes half-written files of an export that was killed. */
static void
remove_temporaries (Export *self, const char *below)
{
  g_autofree char *here = g_strconcat (below, "/.", NULL);
  g_auto (TiltasExportPlace) place = { FALSE, -1, NULL };

  if (tiltas_export_folder_locate (self->to, here, FALSE, &place, NULL))
    tiltas_folder_forget_temporaries (place.path, NULL);
}

static gboolean
export_locked (Export *self, GError **error)
{
  if (!put_editions (self, error))
    return FALSE;
  if (self->result->publishers->len == 0)
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_NOTHING_VERIFIED, "no edition is what is signed now");
      return FALSE;
    }
  if (!tiltas_local_repository_write (self->context->config->state_dir, self->to, self->written, error))
    return FALSE;
  remove_temporaries (self, "metadata");
  remove_temporaries (self, "targets");
  remove_old (self, "metadata");
  remove_old (self, "targets");
  remove_old (self, "blobs");
  return TRUE;
}

/* Makes the stick writable, with the right that a program of root keeps for folders of others (base/power.h). */
static TiltasWritableStick *
make_writable (const char *folder, GCancellable *cancellable, GError **error)
{
  g_auto (TiltasPower) power G_GNUC_UNUSED = tiltas_power_raise ();

  return tiltas_writable_stick_new (folder, cancellable, error);
}

TiltasExport *
tiltas_export_run (const TiltasSyncContext *context, const char *folder, GError **error)
{
  g_auto (Export) self = { .context = context };
  GError *local = NULL;

  /* Opened here only to see that the folder is there: a stick is mounted anew when it becomes writable. */
  g_autoptr (TiltasExportFolder) looked = tiltas_export_folder_open (folder, error);
  if (looked == NULL)
    return NULL;
  g_clear_pointer (&looked, tiltas_export_folder_free);
  g_autoptr (TiltasWritableStick) stick = make_writable (folder, context->cancellable, error);
  if (stick == NULL)
    return NULL;
  g_autoptr (TiltasLock) lock = tiltas_lock_take (context->config->state_dir, error);
  g_autoptr (TiltasExportFolder) to = lock != NULL ? tiltas_export_folder_open (folder, error) : NULL;
  if (to == NULL)
    return NULL;
  self.to = to;
  self.written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.result = g_new0 (TiltasExport, 1);
  self.result->publishers = g_ptr_array_new_with_free_func (g_free);
  self.result->left_out = g_ptr_array_new_with_free_func (g_free);
  if (export_locked (&self, &local))
    return g_steal_pointer (&self.result);
  g_propagate_error (error, tiltas_sync_error_take (local));
  return NULL;
}
