/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/folder.h"

#include "base/descriptor.h"
#include "base/files.h"
#include "store/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_TRIES 50 /* one every 100 ms */
#define COPY_BYTES (256 * 1024)
#define DAMAGED_KEPT 3
#define NAME_MAX_BYTES 64

struct _TiltasFolderLock
{
  int fd;
};

static gboolean
fail (const char *path, int code, GError **error)
{
  gboolean full = code == ENOSPC || code == EDQUOT || code == EFBIG;
  g_set_error (error, TILTAS_STORE_ERROR, full ? TILTAS_STORE_ERROR_FULL : TILTAS_STORE_ERROR_FAILED, "%s: %s", path,
               g_strerror (code));
  return FALSE;
}

TiltasFolderLock *
tiltas_folder_lock (const char *folder, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "store.lock", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      fail (path, errno, error);
      return NULL;
    }
  for (guint i = 0; i < LOCK_TRIES && !g_cancellable_is_cancelled (cancellable); i++)
    {
      if (flock (fd, LOCK_EX | LOCK_NB) == 0)
        {
          TiltasFolderLock *self = g_new (TiltasFolderLock, 1);
          self->fd = fd;
          return self;
        }
      g_usleep (100 * 1000);
    }
  close (fd);
  g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_BUSY, "%s: another process works on the store", folder);
  return NULL;
}

void
tiltas_folder_unlock (TiltasFolderLock *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_free (self);
}

/* N of "store-N.db", 0 for every other name. */
static guint64
number_of (const char *name)
{
  const char *digits = name + strlen ("store-");
  if (!g_str_has_prefix (name, "store-") || !g_ascii_isdigit (*digits) || *digits == '0')
    return 0;
  char *end = NULL;
  guint64 number = g_ascii_strtoull (digits, &end, 10);
  return g_str_equal (end, ".db") && number < G_MAXINT32 ? number : 0;
}

static gboolean
is_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat info;
  return lstat (path, &info) == 0 && S_ISREG (info.st_mode);
}

static guint64
newest_number (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint64 newest = 0;
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    newest = MAX (newest, number_of (name));
  return newest;
}

static char *
name_of (guint64 number)
{
  return g_strdup_printf ("store-%" G_GUINT64_FORMAT ".db", number);
}

char *
tiltas_folder_get_current (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "current", NULL);
  g_autoptr (GBytes) bytes = tiltas_file_read (path, NAME_MAX_BYTES, NULL);
  if (bytes != NULL)
    {
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);
      g_autofree char *name = g_strstrip (g_strndup (data, length));
      if (number_of (name) > 0 && is_file (folder, name))
        return g_steal_pointer (&name);
    }
  guint64 newest = newest_number (folder);
  g_autofree char *name = newest > 0 ? name_of (newest) : NULL;
  return name != NULL && is_file (folder, name) ? g_steal_pointer (&name) : NULL;
}

gboolean
tiltas_folder_set_current (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "current", NULL);
  g_autofree char *line = g_strconcat (name, "\n", NULL);
  g_autoptr (GError) fault = NULL;
  if (tiltas_file_replace (path, line, strlen (line), &fault))
    return TRUE;
  gboolean full = g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_set_error (error, TILTAS_STORE_ERROR, full ? TILTAS_STORE_ERROR_FULL : TILTAS_STORE_ERROR_FAILED, "%s",
               fault->message);
  return FALSE;
}

guint64
tiltas_folder_stamp (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "current", NULL);
  struct stat info;
  if (lstat (path, &info) != 0)
    return 0;
  return (guint64) info.st_ino * 1000003 + (guint64) info.st_mtim.tv_sec * G_USEC_PER_SEC +
         (guint64) info.st_mtim.tv_nsec;
}

char *
tiltas_folder_next_name (const char *folder, const char *old)
{
  return name_of (MAX (newest_number (folder), old != NULL ? number_of (old) : 0) + 1);
}

/* 0, or the errno of what went wrong. */
static int
copy_bytes (int source, int target)
{
  g_autofree guint8 *buffer = g_malloc (COPY_BYTES);
  for (;;)
    {
      ssize_t length = read (source, buffer, COPY_BYTES);
      if (length < 0 && errno == EINTR)
        continue;
      if (length < 0)
        return errno;
      if (length == 0)
        return fsync (target) == 0 ? 0 : errno;
      if (!tiltas_write_all (target, buffer, (gsize) length))
        return errno;
    }
}

gboolean
tiltas_folder_copy (const char *source, const char *target, GError **error)
{
  struct stat info;
  int from = g_open (source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  if (from < 0)
    return fail (source, errno, error);
  if (fstat (from, &info) != 0 || !S_ISREG (info.st_mode))
    {
      close (from);
      return fail (source, EINVAL, error);
    }
  g_unlink (target);
  int to = g_open (target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  int code = to < 0 ? errno : copy_bytes (from, to);
  close (from);
  if (to >= 0 && close (to) != 0 && code == 0)
    code = errno;
  if (code == 0)
    return TRUE;
  if (to >= 0)
    g_unlink (target);
  return fail (target, code, error);
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = g_open (path, flags | O_CLOEXEC | O_NOFOLLOW, 0);
  if (fd < 0)
    return fail (path, errno, error);
  int code = fsync (fd) == 0 ? 0 : errno;
  close (fd);
  return code == 0 || fail (path, code, error);
}

gboolean
tiltas_folder_publish (const char *folder, const char *temporary, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  if (!sync_path (temporary, O_RDONLY, error))
    return FALSE;
  if (g_rename (temporary, path) != 0)
    return fail (path, errno, error);
  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}

static gint
newest_first (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) b, *(const char *const *) a);
}

static void
forget_old_damage (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "damaged-") && g_str_has_suffix (name, ".db"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, newest_first);
  for (guint i = DAMAGED_KEPT; i < names->len; i++)
    tiltas_folder_remove (folder, g_ptr_array_index (names, i));
}

char *
tiltas_folder_set_aside (const char *folder, const char *name, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *aside = g_strdup_printf ("damaged-%s.db", stamp);
  for (guint i = 2; is_file (folder, aside); i++)
    {
      g_free (aside);
      aside = g_strdup_printf ("damaged-%s-%u.db", stamp, i);
    }
  g_autofree char *old_path = g_build_filename (folder, name, NULL);
  g_autofree char *new_path = g_build_filename (folder, aside, NULL);
  g_autofree char *old_wal = g_strconcat (old_path, "-wal", NULL);
  g_autofree char *new_wal = g_strconcat (new_path, "-wal", NULL);
  if (g_rename (old_path, new_path) != 0)
    {
      fail (old_path, errno, error);
      return NULL;
    }
  (void) g_rename (old_wal, new_wal); /* fails when there is no WAL, which is no fault */
  tiltas_folder_remove (folder, name);
  forget_old_damage (folder);
  return g_steal_pointer (&aside);
}

void
tiltas_folder_remove (const char *folder, const char *name)
{
  static const char *const SUFFIXES[] = { "", "-wal", "-shm", "-journal" };
  for (gsize i = 0; i < G_N_ELEMENTS (SUFFIXES); i++)
    {
      g_autofree char *file = g_strconcat (name, SUFFIXES[i], NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);
      g_unlink (path);
    }
}

void
tiltas_folder_tidy (const char *folder, const char *current)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if ((number_of (name) > 0 && !g_str_equal (name, current)) ||
        (g_str_has_prefix (name, "store-") && g_str_has_suffix (name, ".part")))
      g_ptr_array_add (gone, g_strdup (name));
  for (guint i = 0; i < gone->len; i++)
    tiltas_folder_remove (folder, g_ptr_array_index (gone, i));
  tiltas_folder_forget_temporaries (folder, "current");
}
