/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/lock.h"

#include "base/files.h"
#include "base/owner.h"
#include "sync/error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define OWNER_MAX 200

struct _TiltasLock
{
  int fd;
};

static TiltasLock *
fail (int fd, const char *path, int code, GError **error)
{
  TiltasSyncError word = code == EACCES || code == EROFS || code == EPERM ? TILTAS_SYNC_ERROR_READ_ONLY
                         : code == ENOSPC || code == EDQUOT               ? TILTAS_SYNC_ERROR_DISK_FULL
                         : code == EIO                                    ? TILTAS_SYNC_ERROR_DISK_FAULT
                                                                          : TILTAS_SYNC_ERROR_FAILED;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *advice = word == TILTAS_SYNC_ERROR_READ_ONLY ? tiltas_owner_advice (folder) : NULL;

  g_set_error (error, TILTAS_SYNC_ERROR, word, "%s: %s%s%s", path, g_strerror (code), advice != NULL ? ". " : "",
               advice != NULL ? advice : "");
  if (fd >= 0)
    close (fd);
  return NULL;
}

/* A lock file that root made can only be opened by root. The owner of the folder may remove it, and makes a new one. */
static int
open_lock (const char *path)
{
  static const int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  struct stat facts;
  int fd = open (path, flags, 0600);

  if (fd >= 0 || errno != EACCES)
    return fd;
  if (lstat (path, &facts) == 0 && S_ISREG (facts.st_mode) && facts.st_uid != geteuid () && unlink (path) == 0)
    return open (path, flags, 0600);
  errno = EACCES;
  return -1;
}

static char *
read_owner (int fd)
{
  char owner[OWNER_MAX + 1];
  ssize_t length = pread (fd, owner, OWNER_MAX, 0);

  owner[MAX (length, 0)] = '\0';
  g_strstrip (owner);
  return g_strdup (g_utf8_validate (owner, -1, NULL) && *owner != '\0' ? owner : "another program");
}

static TiltasLock *
busy (int fd, GError **error)
{
  g_autofree char *owner = read_owner (fd);

  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_BUSY, "the content is being updated by %s", owner);
  close (fd);
  return NULL;
}

TiltasLock *
tiltas_lock_take (const char *state_dir, GError **error)
{
  g_autofree char *path = g_build_filename (state_dir, "lock", NULL);
  g_autofree char *owner = g_strdup_printf ("%s (process %d)\n", g_get_prgname (), (int) getpid ());
  GError *local = NULL;

  if (!tiltas_folder_make (state_dir, &local))
    {
      g_propagate_error (error, tiltas_sync_error_take (local));
      return NULL;
    }
  int fd = open_lock (path);
  if (fd < 0)
    return fail (fd, path, errno, error);
  if (flock (fd, LOCK_EX | LOCK_NB) < 0)
    return errno == EWOULDBLOCK ? busy (fd, error) : fail (fd, path, errno, error);
  /* The name is only for people: the lock holds also when a full disk does not take it. */
  if (ftruncate (fd, 0) == 0 && pwrite (fd, owner, strlen (owner), 0) < 0)
    g_debug ("%s: %s", path, g_strerror (errno));
  TiltasLock *self = g_new0 (TiltasLock, 1);
  self->fd = fd;
  return self;
}

void
tiltas_lock_free (TiltasLock *self)
{
  if (ftruncate (self->fd, 0) < 0)
    g_debug ("lock: %s", g_strerror (errno));
  close (self->fd);
  g_free (self);
}

char *
tiltas_lock_owner (const char *state_dir)
{
  g_autofree char *path = g_build_filename (state_dir, "lock", NULL);
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0)
    return NULL;
  gboolean held = flock (fd, LOCK_SH | LOCK_NB) < 0 && errno == EWOULDBLOCK;
  char *owner = held ? read_owner (fd) : NULL;
  close (fd);
  return owner;
}
