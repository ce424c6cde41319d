/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-base"

#include "base/files.h"

#include "base/descriptor.h"
#include "base/hex.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define NAME_TRIES 100

static gboolean
fail (GError **error, const char *path, int code)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", path, g_strerror (code));
  return FALSE;
}

static gboolean
fail_write (GError **error, const char *path, int code)
{
  if (code != EIO)
    return fail (error, path, code);
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_IO, "%s: %s", path, g_strerror (code));
  return FALSE;
}

/* Makes a new file for the next content of base, in the same folder. Returns its descriptor, and its name in *name; -1
 * with errno. */
static int
make_temporary (int folder_fd, const char *base, guint mode, char **name)
{
  for (int i = 0; i < NAME_TRIES; i++)
    {
      g_autofree char *candidate = g_strdup_printf (".%.200s.%08x.tmp", base, g_random_int ());
      int fd = openat (folder_fd, candidate, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
      if (fd >= 0)
        *name = g_steal_pointer (&candidate);
      if (fd >= 0 || errno != EEXIST)
        return fd;
    }
  return -1;
}

gboolean
tiltas_file_replace_with_mode (const char *path, const void *data, gsize length, guint mode, GError **error)
{
  g_return_val_if_fail (path != NULL && (data != NULL || length == 0), FALSE);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *temporary = NULL;
  g_auto (TiltasDescriptor) folder_fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_fd < 0)
    return fail_write (error, folder, errno);
  g_auto (TiltasDescriptor) fd = make_temporary (folder_fd, base, mode, &temporary);
  if (fd < 0)
    return fail_write (error, path, errno);
  if (!tiltas_write_all (fd, data, length) || fsync (fd) < 0 || renameat (folder_fd, temporary, folder_fd, base) < 0)
    {
      int code = errno;
      unlinkat (folder_fd, temporary, 0);
      return fail_write (error, path, code);
    }
  /* Some file systems (FAT sticks, some FUSE ones) cannot sync a folder and say EINVAL. */
  if (fsync (folder_fd) < 0 && errno != EINVAL)
    return fail_write (error, folder, errno);
  return TRUE;
}

gboolean
tiltas_file_replace (const char *path, const void *data, gsize length, GError **error)
{
  return tiltas_file_replace_with_mode (path, data, length, 0644, error);
}

/* TRUE for ".BASE.HHHHHHHH.tmp", the name that make_temporary gives. */
static gboolean
is_temporary (const char *name, const char *base)
{
  static const char END[] = ".01234567.tmp";
  gsize length = strlen (name);

  if (*name != '.' || length < 1 + strlen (END) || !g_str_has_suffix (name, ".tmp"))
    return FALSE;
  const char *end = name + length - strlen (END);
  if (*end != '.' || strspn (end + 1, TILTAS_HEX_DIGITS) != 8)
    return FALSE;
  gsize kept = base != NULL ? MIN (strlen (base), 200) : 0;
  return base == NULL || ((gsize) (end - name) == 1 + kept && strncmp (name + 1, base, kept) == 0);
}

void
tiltas_folder_forget_temporaries (const char *folder, const char *base)
{
  g_return_if_fail (folder != NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (is_temporary (name, base))
        g_unlink (path);
    }
}

/* Reads to the end of the open file, which may have grown or shrunk since its size was asked. */
static GBytes *
read_open (int fd, const char *path, gsize expected, gsize limit, GError **error)
{
  gsize used = 0, capacity = MIN (expected, limit) + 1;
  g_autofree char *buffer = g_malloc (capacity);
  while (TRUE)
    {
      ssize_t got = read (fd, buffer + used, capacity - used);
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          fail (error, path, errno);
          return NULL;
        }
      if (got == 0)
        return g_bytes_new_take (g_steal_pointer (&buffer), used);
      used += (gsize) got;
      if (used > limit)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s: larger than %" G_GSIZE_FORMAT " bytes", path,
                       limit);
          return NULL;
        }
      if (used == capacity)
        {
          capacity = MIN (capacity * 2, limit + 1);
          buffer = g_realloc (buffer, capacity);
        }
    }
}

GBytes *
tiltas_file_read (const char *path, gsize limit, GError **error)
{
  g_return_val_if_fail (path != NULL && limit < G_MAXSIZE, NULL);
  struct stat info;
  /* O_NONBLOCK: opening a named pipe must not wait for a writer. */
  g_auto (TiltasDescriptor) fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0 && errno != ELOOP && errno != ENXIO)
    {
      fail (error, path, errno);
      return NULL;
    }
  if (fd < 0 || fstat (fd, &info) < 0 || !S_ISREG (info.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "%s: not a regular file", path);
      return NULL;
    }
  if (info.st_size < 0 || (guint64) info.st_size > limit)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s: larger than %" G_GSIZE_FORMAT " bytes", path, limit);
      return NULL;
    }
  return read_open (fd, path, (gsize) info.st_size, limit, error);
}

gboolean
tiltas_folder_make (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);
  return g_mkdir_with_parents (path, 0700) == 0 || fail (error, path, errno);
}

guint64
tiltas_disk_free (const char *path)
{
  g_return_val_if_fail (path != NULL, G_MAXUINT64);
  struct statvfs info;
  if (statvfs (path, &info) < 0)
    return G_MAXUINT64;
  return (guint64) info.f_bavail * info.f_frsize;
}

gboolean
tiltas_stdout_finish (GError **error)
{
  int code = ferror (stdout) != 0 ? EIO : 0;

  if (fflush (stdout) != 0)
    code = errno;
  if (code == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "standard output: %s", g_strerror (code));
  return FALSE;
}
