/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* Tells root whose a folder is, before root touches anything in it. The path is followed part by part from /, by
 * descriptors. While only root can change the folders on the way, the path leads where root meant. From the first
 * folder that belongs to another user, that user decides where it leads: root must work as that user from there on. */
typedef struct
{
  int fd;         /* O_PATH, the deepest folder on the way that exists */
  gboolean whole; /* that is the folder itself */
  uid_t uid;      /* the user to work as there; 0: the whole way is root's */
  gid_t gid;
} TiltasOwner;

/* Finds the owner. Follows only links that root made. Fails with G_IO_ERROR_PERMISSION_DENIED and a sentence that says
 * what to do: at a link of another user, at a folder of root's in which others may write, and at a folder of one user
 * below a folder of another; with G_IO_ERROR_NOT_DIRECTORY where the path names no folder. make: mode of missing
 * folders, which root makes below folders of its own; 0: makes none. Blocks for the disk. */
gboolean tiltas_owner_find (const char *path, guint make, TiltasOwner *owner, GError **error);
void tiltas_owner_clear (TiltasOwner *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasOwner, tiltas_owner_clear)

/* Gives a folder, and everything in it that is root's, to a user. Only when tiltas_owner_find found that the whole way
 * is root's: then nobody can replace anything there meanwhile. Leaves alone: links, pipes, devices, files with several
 * names, files of other users, and other file systems. Blocks for the disk. Errors: G_IO_ERROR. */
gboolean tiltas_owner_give (const TiltasOwner *self, uid_t uid, gid_t gid, GError **error);

/* The name of an account, or its number. Transfer full. */
char *tiltas_account_name (uid_t uid);

/* A sentence that names the first entry of a folder of ours that belongs to another user, and what to do; NULL when
 * there is none. Transfer full. */
char *tiltas_owner_advice (const char *folder);

G_END_DECLS
