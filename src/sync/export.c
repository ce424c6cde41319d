/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/export.h"

#include "base/files.h"
#include "sync/blobs.h"
#include "sync/edition.h"
#include "sync/kept.h"
#include "sync/lend.h"
#include "sync/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define STICK_RESERVE (4 * 1024 * 1024) /* stays free on the stick */

void
tiltas_export_free (TiltasExport *self)
{
  g_ptr_array_unref (self->publishers);
  g_ptr_array_unref (self->left_out);
  g_free (self);
}

typedef struct
{
  const TiltasSyncConfig *config;
  const char *folder;
  TiltasStore *store;
  TiltasClock *clock;
  GCancellable *cancellable;
  TiltasImporter *importer;
  GHashTable *written; /* paths below folder that belong to this export */
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
flush (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;
  int code = errno;

  if (fd >= 0)
    close (fd);
  if (!done)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", path, g_strerror (code));
  return done;
}

/* A large file is whole under its name, or not there. */
static gboolean
settle (const char *part, const char *path, GError **error)
{
  if (!flush (part, error))
    return FALSE;
  if (g_rename (part, path) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
  return FALSE;
}

static gboolean
check_space (Export *self, guint64 length, GError **error)
{
  guint64 free_bytes = tiltas_disk_free (self->folder);

  if (free_bytes >= length + STICK_RESERVE)
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_DISK_FULL,
               "%s: %" G_GUINT64_FORMAT " KiB are free, %" G_GUINT64_FORMAT " KiB are needed", self->folder,
               free_bytes >> 10, (length + STICK_RESERVE) >> 10);
  return FALSE;
}

/* ---- Editions ---- */

static gboolean
write_pack (Export *self, const TiltasOffer *offer, const char *part, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (part);
  g_autoptr (GFileOutputStream) out = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, self->cancellable, error);

  if (self->importer == NULL)
    self->importer = tiltas_importer_open (self->store, error);
  return out != NULL && self->importer != NULL &&
         tiltas_importer_write_pack (self->importer, offer->edition->publisher, G_OUTPUT_STREAM (out), error) &&
         g_output_stream_close (G_OUTPUT_STREAM (out), self->cancellable, error) &&
         tiltas_download_verify (part, offer->pack->sha256, offer->pack->sha512, self->cancellable, error);
}

static gboolean
copy_blob (Export *self, const char *sha256, guint64 length, GError **error)
{
  g_autofree char *from = tiltas_blob_path (self->config->state_dir, sha256),
                  *to = tiltas_blob_path (self->folder, sha256);
  g_autofree char *folder = g_path_get_dirname (to), *part = g_strconcat (to, ".new", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (part);

  g_hash_table_add (self->written, g_strdup (to + strlen (self->folder) + 1));
  return tiltas_download_verify (to, sha256, NULL, self->cancellable, NULL) ||
         (check_space (self, length, error) && tiltas_folder_make (folder, error) &&
          g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NOFOLLOW_SYMLINKS, self->cancellable, NULL,
                       NULL, error) &&
          tiltas_download_verify (part, sha256, NULL, self->cancellable, error) && settle (part, to, error));
}

/* All pictures and sounds that an edition names; FALSE without error when one is not here. */
static gboolean
copy_blobs (Export *self, const char *pack, gboolean *whole, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (pack);
  g_autoptr (GFileInputStream) stream = g_file_read (file, self->cancellable, error);
  g_autoptr (TiltasPackScan) scan =
    stream != NULL ? tiltas_pack_scan (G_INPUT_STREAM (stream), self->cancellable, error) : NULL;
  GHashTableIter iter;
  gpointer sha256, length;

  *whole = TRUE;
  if (scan == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, scan->blobs);
  while (*whole && g_hash_table_iter_next (&iter, &sha256, &length))
    {
      g_autofree char *path = tiltas_blob_path (self->config->state_dir, sha256);
      *whole = g_file_test (path, G_FILE_TEST_IS_REGULAR);
      if (*whole && !copy_blob (self, sha256, *(guint64 *) length, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_edition (Export *self, const TiltasOffer *offer, GError **error)
{
  g_autofree char *name = g_strconcat ("targets/", offer->pack->url, NULL);
  g_autofree char *path = g_build_filename (self->folder, name, NULL), *folder = g_path_get_dirname (path);
  g_autofree char *part = g_strconcat (path, ".new", NULL);
  gboolean whole = FALSE;

  if (!check_space (self, offer->pack->length, error) || !tiltas_folder_make (folder, error) ||
      !write_pack (self, offer, part, error) || !copy_blobs (self, part, &whole, error))
    {
      g_unlink (part);
      return FALSE;
    }
  if (!whole)
    {
      g_unlink (part);
      g_ptr_array_add (self->result->left_out, g_strdup (offer->edition->publisher));
      return TRUE;
    }
  if (!settle (part, path, error))
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
on_offer (const TiltasOffer *offer, const TiltasEdition *stored, const char *downloads, gpointer data, GError **error)
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

  if (!tiltas_kept_look (self->config, self->store, self->clock, self->cancellable, on_offer, &each, error))
    return FALSE;
  if (each.first != NULL)
    g_propagate_error (error, each.first);
  return each.first == NULL;
}

/* ---- What an older export left ---- */

static gboolean
is_ours (const char *name)
{
  gsize digits = strspn (name, "0123456789"), hex = strspn (name, "0123456789abcdef");

  return hex >= 64 || (digits > 0 && name[digits] == '.' && g_str_has_suffix (name, ".json"));
}

static void
remove_old (Export *self, const char *below)
{
  g_autofree char *folder = g_build_filename (self->folder, below, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (below, name, NULL);
      g_autofree char *path = g_build_filename (self->folder, inner, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_old (self, inner);
      else if (is_ours (name) && !g_hash_table_contains (self->written, inner))
        g_unlink (path);
    }
}

static gboolean
export_locked (Export *self, GError **error)
{
  g_autofree char *metadata = g_build_filename (self->folder, "metadata", NULL);
  g_autofree char *targets = g_build_filename (self->folder, "targets", NULL);

  if (!put_editions (self, error))
    return FALSE;
  if (self->result->publishers->len == 0)
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_NOTHING_VERIFIED, "no edition is what is signed now");
      return FALSE;
    }
  if (!tiltas_kept_put (self->config->state_dir, self->folder, self->written, error))
    return FALSE;
  tiltas_folder_forget_temporaries (metadata, NULL);
  tiltas_folder_forget_temporaries (targets, NULL);
  remove_old (self, "metadata");
  remove_old (self, "targets");
  remove_old (self, "blobs");
  return TRUE;
}

TiltasExport *
tiltas_export_run (const TiltasSyncConfig *config,
                   const char *folder,
                   TiltasStore *store,
                   TiltasClock *clock,
                   GCancellable *cancellable,
                   GError **error)
{
  g_auto (Export) self = { config, folder, store, clock, cancellable, NULL, NULL, NULL };
  GError *local = NULL;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_STICK_GONE, "%s is no folder", folder);
      return NULL;
    }
  g_autoptr (TiltasLend) lend = tiltas_lend_take (folder, cancellable, error);
  g_autoptr (TiltasLock) lock = lend != NULL ? tiltas_lock_take (config->state_dir, error) : NULL;
  if (lock == NULL)
    return NULL;
  self.written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.result = g_new0 (TiltasExport, 1);
  self.result->publishers = g_ptr_array_new_with_free_func (g_free);
  self.result->left_out = g_ptr_array_new_with_free_func (g_free);
  if (export_locked (&self, &local))
    return g_steal_pointer (&self.result);
  g_propagate_error (error, tiltas_sync_error_take (local));
  return NULL;
}
