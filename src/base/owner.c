/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-base"

#include "base/owner.h"

#include "base/descriptor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS_MAX 40
#define LOOK (O_PATH | O_NOFOLLOW | O_CLOEXEC)

char *
tiltas_account_name (uid_t uid)
{
  const struct passwd *entry = getpwuid (uid);

  return entry != NULL ? g_strdup (entry->pw_name) : g_strdup_printf ("%u", (unsigned) uid);
}

void
tiltas_owner_clear (TiltasOwner *self)
{
  tiltas_descriptor_clear (&self->fd);
}

/* ---- The way to a folder ---- */

typedef struct
{
  TiltasOwner *owner;
  GQueue *todo;  /* of char *, the parts that are still to go */
  GString *here; /* path of owner->fd, for messages */
  guint make;    /* mode of folders that are made, or 0 */
  guint links;
} Walk;

static void
walk_clear (Walk *self)
{
  g_queue_free_full (self->todo, g_free);
  g_string_free (self->here, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static gboolean
refuse_code (int code, const char *path, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", path, g_strerror (code));
  return FALSE;
}

static void
add_parts (Walk *self, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (guint i = g_strv_length (parts); i-- > 0;)
    if (*parts[i] != '\0' && !g_str_equal (parts[i], "."))
      g_queue_push_head (self->todo, g_strdup (parts[i]));
}

static gboolean
go_to_top (Walk *self, GError **error)
{
  tiltas_owner_clear (self->owner);
  self->owner->fd = open ("/", LOOK | O_DIRECTORY);
  g_string_assign (self->here, "/");
  return self->owner->fd >= 0 || refuse_code (errno, "/", error);
}

/* TRUE when only root can change what this folder of root's holds. In a folder with the sticky bit, such as /tmp,
 * others can make entries but not replace those of another user; that is enough on the way, not at its end. */
static gboolean
only_root_writes (const struct stat *facts, gboolean last)
{
  return ((facts->st_mode & S_IWOTH) == 0 && ((facts->st_mode & S_IWGRP) == 0 || facts->st_gid == 0)) ||
         (!last && (facts->st_mode & S_ISVTX) != 0);
}

/* Notes who can change the folder that the walk has reached, and refuses it when that is unclear. */
static gboolean
look_around (Walk *self, GError **error)
{
  gboolean last = g_queue_is_empty (self->todo);
  TiltasOwner *owner = self->owner;
  struct stat facts;

  if (fstat (owner->fd, &facts) < 0)
    return refuse_code (errno, self->here->str, error);
  if (owner->uid == 0 && facts.st_uid != 0)
    {
      owner->uid = facts.st_uid;
      owner->gid = facts.st_gid;
    }
  if (owner->uid == 0 && !only_root_writes (&facts, last))
    {
      g_set_error (
        error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
        "%s is root's, but others may write in it. Nothing was done there. Take that from them: chmod go-w %s",
        self->here->str, self->here->str);
      return FALSE;
    }
  if (last && facts.st_uid != owner->uid)
    {
      g_autofree char *its = tiltas_account_name (facts.st_uid), *above = tiltas_account_name (owner->uid);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                   "%s belongs to %s, but a folder above it belongs to %s, who could put another in its place. Nothing "
                   "was done there. Give both to the same account, or the folders above to root",
                   self->here->str, its, above);
      return FALSE;
    }
  return TRUE;
}

static gboolean
follow (Walk *self, int link, const char *name, const struct stat *facts, GError **error)
{
  char target[PATH_MAX];
  ssize_t length = readlinkat (link, "", target, sizeof target - 1);

  if (length < 0)
    return refuse_code (errno, name, error);
  target[length] = '\0';
  if (self->owner->uid != 0 || facts->st_uid != 0)
    {
      g_autofree char *whose = tiltas_account_name (facts->st_uid);
      g_set_error (
        error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
        "%s is a link to %s, made by %s, and root does not follow it. Nothing was done there. Name the folder "
        "itself, or take the link away",
        name, target, whose);
      return FALSE;
    }
  if (++self->links > LINKS_MAX)
    return refuse_code (ELOOP, name, error);
  add_parts (self, target);
  return *target != '/' || go_to_top (self, error);
}

/* Opens the next part of the path, -1 with errno. Makes a missing folder as long as the whole way is root's. */
static int
open_part (const Walk *self, const char *part)
{
  int at = self->owner->fd, fd = openat (at, part, LOOK);

  if (fd >= 0 || errno != ENOENT || self->make == 0 || self->owner->uid != 0 || geteuid () != 0)
    return fd;
  if (mkdirat (at, part, self->make) == 0 || errno == EEXIST)
    return openat (at, part, LOOK);
  errno = ENOENT;
  return -1;
}

/* Goes one part further. Sets *end when that part does not exist. */
static gboolean
go (Walk *self, gboolean *end, GError **error)
{
  g_autofree char *part = g_queue_pop_head (self->todo);
  g_autofree char *path = g_build_filename (self->here->str, part, NULL);
  struct stat facts;
  g_auto (TiltasDescriptor) next = open_part (self, part);

  *end = next < 0 && errno == ENOENT;
  if (*end)
    return TRUE;
  if (next < 0 || fstat (next, &facts) < 0)
    return refuse_code (errno, path, error);
  if (S_ISDIR (facts.st_mode))
    {
      tiltas_descriptor_clear (&self->owner->fd);
      self->owner->fd = g_steal_fd (&next);
      g_string_assign (self->here, path);
      return look_around (self, error);
    }
  if (S_ISLNK (facts.st_mode))
    return follow (self, next, path, &facts, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY, "%s is no folder. Take it away, or name another folder",
               path);
  return FALSE;
}

gboolean
tiltas_owner_find (const char *path, guint make, TiltasOwner *owner, GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_auto (Walk) walk = { owner, g_queue_new (), g_string_new (NULL), make, 0 };
  gboolean end = FALSE;

  *owner = (TiltasOwner){ .fd = -1 };
  add_parts (&walk, whole);
  gboolean found = go_to_top (&walk, error) && look_around (&walk, error);
  while (found && !end && !g_queue_is_empty (walk.todo))
    found = go (&walk, &end, error);
  owner->whole = found && !end;
  if (!found)
    tiltas_owner_clear (owner);
  return found;
}

/* ---- Giving a folder to another user ---- */

static gboolean give_below (int folder, dev_t device, uid_t uid, gid_t gid);

static gboolean
give_entry (int folder, const char *name, dev_t device, uid_t uid, gid_t gid)
{
  struct stat facts;
  g_auto (TiltasDescriptor) fd = openat (folder, name, LOOK);
  gboolean done = fd >= 0 && fstat (fd, &facts) == 0;

  if (done && facts.st_uid == 0 && facts.st_dev == device)
    {
      if (S_ISDIR (facts.st_mode))
        done = give_below (fd, device, uid, gid) && fchownat (fd, "", uid, gid, AT_EMPTY_PATH) == 0;
      else if (S_ISREG (facts.st_mode) && facts.st_nlink == 1)
        done = fchownat (fd, "", uid, gid, AT_EMPTY_PATH) == 0;
    }
  return done;
}

static gboolean
give_below (int folder, dev_t device, uid_t uid, gid_t gid)
{
  int fd = openat (folder, ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *dir = fd >= 0 ? fdopendir (fd) : NULL;
  const struct dirent *entry;
  gboolean done = dir != NULL;

  while (done && (entry = readdir (dir)) != NULL)
    done = g_str_equal (entry->d_name, ".") || g_str_equal (entry->d_name, "..") ||
           give_entry (fd, entry->d_name, device, uid, gid);
  int code = errno;
  if (dir != NULL)
    closedir (dir);
  else if (fd >= 0)
    close (fd);
  errno = code;
  return done;
}

gboolean
tiltas_owner_give (const TiltasOwner *self, uid_t uid, gid_t gid, GError **error)
{
  struct stat facts;

  g_return_val_if_fail (self->whole && self->uid == 0, FALSE);
  if (fstat (self->fd, &facts) == 0 && give_below (self->fd, facts.st_dev, uid, gid) &&
      fchownat (self->fd, "", uid, gid, AT_EMPTY_PATH) == 0)
    return TRUE;
  return refuse_code (errno, "chown", error);
}

char *
tiltas_owner_advice (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  struct stat facts;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (lstat (path, &facts) != 0 || facts.st_uid == geteuid ())
        continue;
      g_autofree char *whose = tiltas_account_name (facts.st_uid), *ours = tiltas_account_name (geteuid ());
      return g_strdup_printf ("%s belongs to %s, not to %s. As root: chown -R %s: %s", path, whose, ours, ours, folder);
    }
  return NULL;
}
