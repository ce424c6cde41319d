/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* Whose a folder is, asked by root before anything in it is touched. The way to it is walked part by part from / by
 * descriptors. As long as only root can change it, it leads where root meant it to; the first folder on it that is
 * somebody else's is where that one's power begins, and from there on root works as that one. */
typedef struct
{
  int fd;         /* O_PATH, the deepest folder on the way that exists */
  gboolean whole; /* that is the folder itself */
  uid_t uid;      /* as whom to work there; 0: all of it is root's */
  gid_t gid;
} TiltasOwner;

/* Does not follow a link but root's own. Refused with G_IO_ERROR_PERMISSION_DENIED, and a sentence with what to do: a
 * link of somebody else's, a folder of root's that others may write in, a folder that belongs to one person below one
 * of another; G_IO_ERROR_NOT_DIRECTORY: something else stands there. make: the mode in which root makes missing folders
 * below its own ones; 0 changes nothing. Blocks for the disk. */
gboolean tiltas_owner_find (const char *path, guint make, TiltasOwner *owner, GError **error);
void tiltas_owner_clear (TiltasOwner *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasOwner, tiltas_owner_clear)

/* Gives what is root's in a folder of root's, and the folder, to somebody. Only where tiltas_owner_find said that all
 * of it is root's: then nobody can put anything else there meanwhile. Left as they are: links, pipes, devices, files
 * with more than one name, what is somebody else's, and other file systems. Blocks for the disk. Errors: G_IO_ERROR. */
gboolean tiltas_owner_give (const TiltasOwner *self, uid_t uid, gid_t gid, GError **error);

/* The name of an account, or its number. Transfer full. */
char *tiltas_account_name (uid_t uid);

/* What to do when something in a folder of ours is somebody else's, as one sentence that names the first such entry, or
 * NULL when there is none. Transfer full. */
char *tiltas_owner_advice (const char *folder);

G_END_DECLS
