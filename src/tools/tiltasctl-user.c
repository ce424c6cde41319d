/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl-user.h"

#include "base/owner.h"
#include "base/power.h"
#include "kiosk/config.h"
#include "sync/error.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

/* Removes variables of root's session that name its files and buses, which the other user must not use. */
static void
leave_session (const struct passwd *entry)
{
  static const char *const names[] = {
    "TMPDIR",        "XDG_RUNTIME_DIR",          "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME",
    "XDG_DATA_HOME", "DBUS_SESSION_BUS_ADDRESS", "MAIL",           "SSH_AUTH_SOCK",   "GNUPGHOME",
    "KRB5CCNAME"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_unsetenv (names[i]);
  g_setenv ("HOME", entry != NULL ? entry->pw_dir : "/", TRUE);
  if (entry == NULL)
    return;
  g_setenv ("USER", entry->pw_name, TRUE);
  g_setenv ("LOGNAME", entry->pw_name, TRUE);
}

static gboolean
become (uid_t uid, gid_t gid, gboolean writing)
{
  const struct passwd *entry = getpwuid (uid);

  if (writing && !tiltas_power_keep ())
    return FALSE;
  if ((entry != NULL ? initgroups (entry->pw_name, gid) : setgroups (0, NULL)) != 0)
    return FALSE;
  if (setresgid (gid, gid, gid) != 0 || setresuid (uid, uid, uid) != 0 || (writing && !tiltas_power_lay_down ()))
    return FALSE;
  leave_session (entry);
  /* Make sure that there is no way back. */
  errno = EPERM;
  return setresuid (0, 0, 0) != 0 && getuid () == uid && geteuid () == uid && getgid () == gid;
}

static gboolean
is_empty (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  return dir != NULL && g_dir_read_name (dir) == NULL;
}

/* The machine's own state folder shall be the kiosk's, also when root made it or restored it from a backup. */
static gboolean
give_to_kiosk (const char *folder, TiltasOwner *owner, const struct passwd *kiosk, GError **error)
{
  if (owner->whole && !g_str_equal (folder, TILTAS_STATE_DIR) && !is_empty (folder))
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_READ_ONLY,
                   "%s belongs to root, and the kiosk runs as %s. Nothing was done there. As root: chown -R %s: %s",
                   folder, kiosk->pw_name, kiosk->pw_name, folder);
      return FALSE;
    }
  if (!owner->whole)
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_READ_ONLY,
                   "%s is missing and cannot be made. See what is wrong with the disk, then: systemd-tmpfiles --create",
                   folder);
      return FALSE;
    }
  owner->uid = kiosk->pw_uid;
  owner->gid = kiosk->pw_gid;
  return TRUE;
}

/* FALSE for root in a user namespace: that is an ordinary user under another name, without more rights. */
static gboolean
is_root (void)
{
  struct stat facts;

  return geteuid () == 0 && stat ("/", &facts) == 0 && facts.st_uid == 0;
}

gboolean
ctl_become (CtlUser user, const char *folder, gboolean installed, GError **error)
{
  const struct passwd *kiosk = installed ? getpwnam (TILTAS_ACCOUNT) : NULL;
  g_auto (TiltasOwner) owner = { .fd = -1 };

  if (!is_root ())
    return TRUE;
  umask (022); /* not root's own: private files set their mode themselves, and others must be readable */
  if (user == CTL_AS_CALLER)
    return TRUE;
  if (!tiltas_owner_find (folder, user == CTL_AS_OWNER_LOOKING ? 0 : 0700, &owner, error))
    return FALSE;
  if (user == CTL_AS_OWNER_LOOKING && !owner.whole && owner.uid == 0)
    return TRUE; /* the folder does not exist: there is nothing to read as its owner */
  if (owner.uid == 0 && kiosk != NULL)
    {
      TiltasOwner root = owner;
      if (!give_to_kiosk (folder, &owner, kiosk, error) || !tiltas_owner_give (&root, owner.uid, owner.gid, error))
        return FALSE;
    }
  if (owner.uid == 0 || become (owner.uid, owner.gid, user == CTL_AS_OWNER_WRITING))
    return TRUE;
  g_autofree char *name = tiltas_account_name (owner.uid);
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_FAILED,
               "%s belongs to %s, and root could not become %s: %s. Run this as %s itself", folder, name, name,
               g_strerror (errno), name);
  return FALSE;
}
