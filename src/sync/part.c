/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/part.h"

#include "base/boot.h"
#include "base/files.h"
#include "sync/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOTE_MAX 4096 /* bytes */
/* After so many bytes the file is synced to the disk: no more are lost when the power fails. Also the size in which it
 * is read. */
#define DURABLE (64 * 1024)

struct _TiltasPart
{
  char *path;
  char *etag_path;
  char *etag;
  char *address; /* whose etag it is */
  int fd;
  guint64 length;
  guint64 unsynced; /* bytes since the last fdatasync */
};

static gboolean
fail (const TiltasPart *self, int code, GError **error)
{
  TiltasSyncError word = TILTAS_SYNC_ERROR_FAILED;

  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    word = TILTAS_SYNC_ERROR_DISK_FULL;
  else if (code == EIO)
    word = TILTAS_SYNC_ERROR_DISK_FAULT;
  else if (code == EROFS || code == EACCES || code == EPERM)
    word = TILTAS_SYNC_ERROR_READ_ONLY;
  g_set_error (error, TILTAS_SYNC_ERROR, word, "%s: %s", self->path, g_strerror (code));
  return FALSE;
}

/* Reads the note beside the part: validator, boot and address, one a line. TRUE when the download began in this boot.
 */
static gboolean
read_note (TiltasPart *self)
{
  g_autoptr (GBytes) bytes = tiltas_file_read (self->etag_path, NOTE_MAX, NULL);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return FALSE;
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", 4);
  g_autofree char *boot = tiltas_boot_id ();

  self->etag = g_strdup (lines[0]);
  self->address = g_strdup (lines[1] != NULL && lines[2] != NULL ? lines[2] : "");
  return lines[1] != NULL && g_strcmp0 (lines[1], boot) == 0;
}

static gboolean
write_note (TiltasPart *self, GError **error)
{
  g_autofree char *boot = tiltas_boot_id ();
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%s\n", self->etag, boot != NULL ? boot : "-", self->address);
  g_autoptr (GError) local = NULL;

  if (tiltas_file_replace (self->etag_path, text, strlen (text), &local))
    return TRUE;
  g_propagate_error (error, tiltas_sync_error_take (g_steal_pointer (&local)));
  return FALSE;
}

/* Cuts off the end of a file of an earlier boot: after a power failure its bytes may not be those that were written. */
static gboolean
drop_uncertain_end (TiltasPart *self, GError **error)
{
  guint64 certain = self->length - self->length % DURABLE;

  if (self->length == 0)
    return TRUE;
  if (ftruncate (self->fd, (off_t) certain) < 0)
    return fail (self, errno, error);
  self->length = certain;
  return self->etag == NULL || write_note (self, error);
}

TiltasPart *
tiltas_part_open (const char *path, guint64 maximum, GError **error)
{
  g_autoptr (TiltasPart) self = g_new0 (TiltasPart, 1);
  struct stat info;

  self->path = g_strdup (path);
  self->fd = -1;
  self->etag_path = g_strconcat (path, ".etag", NULL);
  self->fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (self->fd < 0 || fstat (self->fd, &info) < 0)
    {
      fail (self, errno, error);
      return NULL;
    }
  self->length = (guint64) info.st_size;
  gboolean same_boot = read_note (self);
  if (!S_ISREG (info.st_mode))
    {
      fail (self, EINVAL, error);
      return NULL;
    }
  if (self->length > maximum && !tiltas_part_restart (self, NULL, NULL, error))
    return NULL;
  /* A complete file is not cut: its hash is checked in any case. */
  if (!same_boot && self->length < maximum && !drop_uncertain_end (self, error))
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
  g_free (self->address);
  g_free (self);
}

guint64
tiltas_part_length (const TiltasPart *self)
{
  return self->length;
}

const char *
tiltas_part_etag (const TiltasPart *self, const char *address)
{
  return g_strcmp0 (self->address, address) == 0 ? self->etag : NULL;
}

gboolean
tiltas_part_restart (TiltasPart *self, const char *etag, const char *address, GError **error)
{
  if (ftruncate (self->fd, 0) < 0)
    return fail (self, errno, error);
  self->length = self->unsynced = 0;
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->address, g_free);
  if (etag == NULL)
    {
      g_unlink (self->etag_path);
      return TRUE;
    }
  self->etag = g_strdup (etag);
  self->address = g_strdup (address);
  return write_note (self, error);
}

gboolean
tiltas_part_fits_range (const TiltasPart *self, const char *content_range, guint64 whole)
{
  char *end = NULL;

  if (content_range == NULL || g_ascii_strncasecmp (content_range, "bytes ", 6) != 0)
    return FALSE;
  guint64 first = g_ascii_strtoull (content_range + 6, &end, 10);
  if (*end != '-' || first != self->length)
    return FALSE;
  guint64 last = g_ascii_strtoull (end + 1, &end, 10);
  if (*end != '/' || last < first || last >= whole)
    return FALSE;
  return g_str_equal (end + 1, "*") || g_ascii_strtoull (end + 1, NULL, 10) == whole;
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
      self->unsynced += (guint64) written;
    }
  if (self->unsynced < DURABLE)
    return TRUE;
  self->unsynced = 0;
  return fdatasync (self->fd) == 0 || fail (self, errno, error);
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

char *
tiltas_part_path (const char *downloads, const char *sha256)
{
  return g_strdup_printf ("%s/%s.part", downloads, sha256);
}

typedef struct
{
  GChecksum *sha256, *sha512;
} Hashes;

static void
hashes_clear (Hashes *self)
{
  g_clear_pointer (&self->sha256, g_checksum_free);
  g_clear_pointer (&self->sha512, g_checksum_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hashes, hashes_clear)

static gboolean
hash_file (Hashes *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree guchar *piece = g_malloc (DURABLE);
  gssize got = -1;

  while (stream != NULL &&
         (got = g_input_stream_read (G_INPUT_STREAM (stream), piece, DURABLE, cancellable, error)) > 0)
    {
      g_checksum_update (self->sha256, piece, got);
      if (self->sha512 != NULL)
        g_checksum_update (self->sha512, piece, got);
    }
  return got == 0;
}

gboolean
tiltas_part_verify (const char *path, const char *sha256, const char *sha512, GCancellable *cancellable, GError **error)
{
  g_auto (Hashes)
    hashes = { g_checksum_new (G_CHECKSUM_SHA256), sha512 != NULL ? g_checksum_new (G_CHECKSUM_SHA512) : NULL };

  if (!hash_file (&hashes, path, cancellable, error))
    return FALSE;
  if (g_str_equal (g_checksum_get_string (hashes.sha256), sha256) &&
      (sha512 == NULL || g_str_equal (g_checksum_get_string (hashes.sha512), sha512)))
    return TRUE;
  tiltas_part_remove (path);
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_HASH,
               "the bytes that came are not those that were signed (%s)", sha256);
  return FALSE;
}
