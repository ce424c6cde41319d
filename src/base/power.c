/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-base"

#include "base/power.h"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define RIGHT (1u << CAP_DAC_OVERRIDE)

static struct __user_cap_header_struct
header (void)
{
  return (struct __user_cap_header_struct){ .version = _LINUX_CAPABILITY_VERSION_3 };
}

/* capset(2) of the calling thread. permitted, effective: RIGHT or 0. */
static gboolean
set (guint32 permitted, guint32 effective)
{
  struct __user_cap_header_struct head = header ();
  struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = { { 0 }, { 0 } };

  data[0].permitted = permitted;
  data[0].effective = effective;
  return syscall (SYS_capset, &head, data) == 0;
}

/* TRUE when RIGHT is the only capability that is permitted, and it is not effective now. */
static gboolean
is_at_rest (void)
{
  struct __user_cap_header_struct head = header ();
  struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = { { 0 }, { 0 } };

  return syscall (SYS_capget, &head, data) == 0 && data[0].permitted == RIGHT && data[0].effective == 0;
}

gboolean
tiltas_power_keep (void)
{
  return prctl (PR_SET_KEEPCAPS, 1L, 0L, 0L, 0L) == 0;
}

gboolean
tiltas_power_lay_down (void)
{
  return set (RIGHT, 0);
}

TiltasPower
tiltas_power_raise (void)
{
  return is_at_rest () && set (RIGHT, RIGHT);
}

void
tiltas_power_lower (TiltasPower *raised)
{
  if (*raised && !set (RIGHT, 0))
    g_error ("a right cannot be laid down"); /* to go on with it could do harm */
  *raised = FALSE;
}

gboolean
tiltas_power_is_kept (void)
{
  return is_at_rest ();
}
