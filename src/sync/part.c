/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/part.h"

#include "base/files.h"
#include "sync/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ETAG_MAX 256

struct _TiltasPart
{
  char *path;
  char *etag_path;
  char *etag;
  int fd;
  guint64 length;
};

static gboolean
fail (const TiltasPart *self, int code, GError **error)
{
  TiltasSyncError word = TILTAS_SYNC_ERROR_FAILED;

  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    word = TILTAS_SYNC_ERROR_DISK_FULL;
  else if (code == EROFS || code == EACCES || code == EPERM)
    word = TILTAS_SYNC_ERROR_READ_ONLY;
  g_set_error (error, TILTAS_SYNC_ERROR, word, "%s: %s", self->path, g_strerror (code));
  return FALSE;
}

static void
read_etag (TiltasPart *self)
{
  g_autoptr (GBytes) bytes = tiltas_file_read (self->etag_path, ETAG_MAX, NULL);

  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    self->etag = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

TiltasPart *
tiltas_part_open (const char *path, guint64 maximum, GError **error)
{
  g_autoptr (TiltasPart) self = g_new0 (TiltasPart, 1);
  struct stat info;

  self->path = g_strdup (path);
  self->etag_path = g_strconcat (path, ".etag", NULL);
  self->fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (self->fd < 0 || fstat (self->fd, &info) < 0)
    {
      fail (self, errno, error);
      return NULL;
    }
  self->length = (guint64) info.st_size;
  read_etag (self);
  if (!S_ISREG (info.st_mode))
    {
      fail (self, EINVAL, error);
      return NULL;
    }
  if (self->length > maximum && !tiltas_part_restart (self, NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
tiltas_part_free (TiltasPart *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self->etag_path);
  g_free (self->etag);
  g_free (self);
}

guint64
tiltas_part_length (const TiltasPart *self)
{
  return self->length;
}

const char *
tiltas_part_etag (const TiltasPart *self)
{
  return self->etag;
}

gboolean
tiltas_part_restart (TiltasPart *self, const char *etag, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (ftruncate (self->fd, 0) < 0)
    return fail (self, errno, error);
  self->length = 0;
  g_clear_pointer (&self->etag, g_free);
  if (etag == NULL)
    {
      g_unlink (self->etag_path);
      return TRUE;
    }
  if (!tiltas_file_replace (self->etag_path, etag, strlen (etag), &local))
    {
      g_propagate_error (error, tiltas_sync_error_take (g_steal_pointer (&local)));
      return FALSE;
    }
  self->etag = g_strdup (etag);
  return TRUE;
}

gboolean
tiltas_part_check_range (TiltasPart *self, const char *content_range, GError **error)
{
  guint64 first = G_MAXUINT64;

  if (content_range != NULL && g_ascii_strncasecmp (content_range, "bytes ", 6) == 0)
    first = g_ascii_strtoull (content_range + 6, NULL, 10);
  if (first == self->length)
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_SERVER,
               "the server sent another part of the file than was asked for");
  return FALSE;
}

gboolean
tiltas_part_append (TiltasPart *self, const void *bytes, gsize length, GError **error)
{
  const char *from = bytes;

  while (length > 0)
    {
      ssize_t written = write (self->fd, from, length);
      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return fail (self, errno, error);
      from += written;
      length -= (gsize) written;
      self->length += (guint64) written;
    }
  return TRUE;
}

gboolean
tiltas_part_sync (TiltasPart *self, GError **error)
{
  return fsync (self->fd) == 0 || fail (self, errno, error);
}

void
tiltas_part_remove (const char *path)
{
  g_autofree char *etag_path = g_strconcat (path, ".etag", NULL);

  g_unlink (path);
  g_unlink (etag_path);
}
