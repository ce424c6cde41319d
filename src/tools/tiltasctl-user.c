/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl.h"

#include <errno.h>
#include <glib/gprintf.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* capset(2): only CAP_DAC_OVERRIDE, which writes where the file mode says no. */
static gboolean
keep_only_override (void)
{
  struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
  struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = { { 0 }, { 0 } };

  data[0].effective = data[0].permitted = 1u << CAP_DAC_OVERRIDE;
  return syscall (SYS_capset, &header, data) == 0;
}

static gboolean
become (uid_t uid, gid_t gid, gboolean writing)
{
  const struct passwd *entry = getpwuid (uid);

  if (writing && prctl (PR_SET_KEEPCAPS, 1L, 0L, 0L, 0L) != 0)
    return FALSE;
  if ((entry != NULL ? initgroups (entry->pw_name, gid) : setgroups (0, NULL)) != 0)
    return FALSE;
  if (setresgid (gid, gid, gid) != 0 || setresuid (uid, uid, uid) != 0 || (writing && !keep_only_override ()))
    return FALSE;
  /* There is no way back. */
  errno = EPERM;
  return setresuid (0, 0, 0) != 0 && getuid () == uid && geteuid () == uid && getgid () == gid;
}

gboolean
ctl_become (CtlUser user, const char *state_dir)
{
  struct stat facts;

  if (user == CTL_AS_CALLER || geteuid () != 0)
    return TRUE;
  if (stat (state_dir, &facts) != 0 || facts.st_uid == 0)
    return TRUE;
  if (become (facts.st_uid, facts.st_gid, user == CTL_AS_OWNER_WRITING))
    return TRUE;
  g_fprintf (stderr, "tiltasctl: cannot become the owner of %s: %s\n", state_dir, g_strerror (errno));
  return FALSE;
}
