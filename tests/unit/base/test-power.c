/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/power.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define SOMEBODY 65534

static gboolean
may_write (const char *folder)
{
  return faccessat (AT_FDCWD, folder, W_OK, AT_EACCESS) == 0;
}

/* In a child, which cannot go back. Its exit status is the number of the first step that went wrong. */
static int
as_somebody (const char *folder)
{
  if (!tiltas_power_keep () || setresgid (SOMEBODY, SOMEBODY, SOMEBODY) != 0 ||
      setresuid (SOMEBODY, SOMEBODY, SOMEBODY) != 0 || !tiltas_power_lay_down ())
    return 1;
  if (!tiltas_power_is_kept () || may_write (folder))
    return 2;
  {
    g_auto (TiltasPower) outer G_GNUC_UNUSED = tiltas_power_raise ();
    {
      g_auto (TiltasPower) inner G_GNUC_UNUSED = tiltas_power_raise ();
      if (!may_write (folder))
        return 3;
    }
    if (!may_write (folder))
      return 4;
  }
  if (may_write (folder))
    return 5;
  return setresuid (0, 0, 0) == 0 ? 6 : 0;
}

static void
test_for_single_steps (void)
{
  g_autofree char *folder = NULL;
  int status = -1;

  if (geteuid () != 0)
    {
      g_test_skip ("needs root");
      return;
    }
  folder = g_dir_make_tmp ("tiltas-power-XXXXXX", NULL);
  pid_t child = fork ();
  if (child == 0)
    _exit (as_somebody (folder));
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  g_rmdir (folder);
}

/* A program that kept nothing, or that is root, is left as it is. */
static void
test_nothing_kept (void)
{
  gboolean before = may_write ("/");
  g_assert_false (tiltas_power_is_kept ());
  {
    g_auto (TiltasPower) power = tiltas_power_raise ();
    g_assert_false (power);
  }
  g_assert_cmpint (may_write ("/"), ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/power/for-single-steps", test_for_single_steps);
  g_test_add_func ("/base/power/nothing-kept", test_nothing_kept);
  return g_test_run ();
}
