/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/export-folder.h"

#include "base/files.h"
#include "base/owner.h"
#include "sync/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER (O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

struct _TiltasExportFolder
{
  char *folder;
  int fd;
};

static gboolean
fail (const TiltasExportFolder *self, const char *name, GError **error)
{
  int code = errno;

  if (code == ELOOP || code == ENOTDIR)
    g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_STICK_FILE,
                 "%s/%s: something on the way there is a link or no folder. Take it away, or use another folder",
                 self->folder, name);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s/%s: %s", self->folder, name, g_strerror (code));
  return FALSE;
}

/* The descriptor of the folder, or -1. A program with a right that others lack also checks that no other user can
 * replace the folders on the way there (base/owner.h). */
static int
open_top (const char *folder, GError **error)
{
  gboolean kept = tiltas_power_is_kept ();
  g_auto (TiltasPower) power G_GNUC_UNUSED = tiltas_power_raise ();
  TiltasOwner owner = { .fd = -1 };

  if (kept && tiltas_owner_find (folder, 0, &owner, error) && owner.whole)
    return owner.fd;
  tiltas_owner_clear (&owner);
  if (error != NULL && *error != NULL)
    return -1;
  int fd = kept ? -1 : open (folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_STICK_GONE, "%s is no folder", folder);
  return fd;
}

TiltasExportFolder *
tiltas_export_folder_open (const char *folder, GError **error)
{
  GError *local = NULL;
  int fd = open_top (folder, &local);

  if (fd < 0)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  TiltasExportFolder *self = g_new0 (TiltasExportFolder, 1);
  self->folder = g_strdup (folder);
  self->fd = fd;
  return self;
}

void
tiltas_export_folder_free (TiltasExportFolder *self)
{
  close (self->fd);
  g_free (self->folder);
  g_free (self);
}

const char *
tiltas_export_folder_path (const TiltasExportFolder *self)
{
  return self->folder;
}

guint64
tiltas_export_folder_free_bytes (const TiltasExportFolder *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", self->fd);

  return tiltas_disk_free (path);
}

/* Opens the folder part below the folder at, and closes at. -1 with errno. */
static int
step (int at, const char *part, gboolean make)
{
  int below = openat (at, part, FOLDER);

  if (below < 0 && errno == ENOENT && make && (mkdirat (at, part, 0700) == 0 || errno == EEXIST))
    below = openat (at, part, FOLDER);
  int code = errno;
  close (at);
  errno = code;
  return below;
}

gboolean
tiltas_export_folder_locate (TiltasExportFolder *self,
                             const char *name,
                             gboolean make,
                             TiltasExportPlace *spot,
                             GError **error)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);
  guint last = g_strv_length (parts) - 1;

  *spot = (TiltasExportPlace){ tiltas_power_raise (), -1, NULL };
  spot->folder = fcntl (self->fd, F_DUPFD_CLOEXEC, 0);
  for (guint i = 0; spot->folder >= 0 && i < last; i++)
    spot->folder = step (spot->folder, parts[i], make);
  if (spot->folder >= 0)
    {
      spot->path = g_strdup_printf ("/proc/self/fd/%d/%s", spot->folder, parts[last]);
      return TRUE;
    }
  fail (self, name, error);
  tiltas_export_place_clear (spot);
  return FALSE;
}

void
tiltas_export_place_clear (TiltasExportPlace *self)
{
  if (self->folder >= 0)
    close (self->folder);
  self->folder = -1;
  g_clear_pointer (&self->path, g_free);
  tiltas_power_lower (&self->power);
}

GOutputStream *
tiltas_export_folder_create (TiltasExportFolder *self, const char *name, GCancellable *cancellable, GError **error)
{
  g_auto (TiltasExportPlace) spot = { FALSE, -1, NULL };

  if (!tiltas_export_folder_locate (self, name, TRUE, &spot, error))
    return NULL;
  g_unlink (spot.path);
  g_autoptr (GFile) file = g_file_new_for_path (spot.path);
  GFileOutputStream *stream =
    g_file_create (file, G_FILE_CREATE_NONE, cancellable, error); /* O_EXCL: follows nothing */
  return stream != NULL ? G_OUTPUT_STREAM (stream) : NULL;
}

gboolean
tiltas_export_folder_replace (TiltasExportFolder *self, const char *name, GBytes *bytes, GError **error)
{
  g_auto (TiltasExportPlace) spot = { FALSE, -1, NULL };

  return tiltas_export_folder_locate (self, name, TRUE, &spot, error) &&
         tiltas_file_replace (spot.path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

gboolean
tiltas_export_folder_commit (TiltasExportFolder *self, const char *from, const char *to, GError **error)
{
  g_auto (TiltasExportPlace) old = { FALSE, -1, NULL }, new = { FALSE, -1, NULL };

  if (!tiltas_export_folder_locate (self, from, FALSE, &old, error) ||
      !tiltas_export_folder_locate (self, to, TRUE, &new, error))
    return FALSE;
  int fd = open (old.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0 && g_rename (old.path, new.path) == 0;
  int code = errno;
  if (fd >= 0)
    close (fd);
  errno = code;
  return done || fail (self, to, error);
}

void
tiltas_export_folder_remove (TiltasExportFolder *self, const char *name)
{
  g_auto (TiltasExportPlace) spot = { FALSE, -1, NULL };

  if (tiltas_export_folder_locate (self, name, FALSE, &spot, NULL))
    g_unlink (spot.path);
}
