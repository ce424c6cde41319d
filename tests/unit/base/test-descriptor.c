/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

static gboolean
is_open (int fd)
{
  return fcntl (fd, F_GETFD) >= 0;
}

static void
test_scope (void)
{
  int inside = -1;

  {
    g_auto (TiltasDescriptor) fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);
    g_auto (TiltasDescriptor) none = -1;
    inside = fd;
    g_assert_true (is_open (inside));
    g_assert_cmpint (none, ==, -1);
  }
  g_assert_false (is_open (inside));
}

static void
test_keeps_errno (void)
{
  TiltasDescriptor fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);

  errno = ENOSPC;
  tiltas_descriptor_clear (&fd);
  g_assert_cmpint (errno, ==, ENOSPC);
  g_assert_cmpint (fd, ==, -1);
  tiltas_descriptor_clear (&fd);
}

static gpointer
read_all (gpointer end)
{
  GString *text = g_string_new (NULL);
  char piece[1000];
  ssize_t got;

  while ((got = read (GPOINTER_TO_INT (end), piece, sizeof piece)) > 0)
    g_string_append_len (text, piece, got);
  return text;
}

/* More than a pipe holds: one call of write() does not take it. */
static void
test_write_all (void)
{
  gsize length = 1024 * 1024;
  g_autofree char *bytes = g_malloc (length);
  int ends[2];

  memset (bytes, 'x', length);
  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  g_auto (TiltasDescriptor) from = ends[0];
  g_auto (TiltasDescriptor) to = ends[1];
  GThread *reader = g_thread_new ("reader", read_all, GINT_TO_POINTER (from));
  g_assert_true (tiltas_write_all (to, bytes, length));
  g_assert_true (tiltas_write_all (to, "", 0));
  tiltas_descriptor_clear (&to);
  GString *got = g_thread_join (reader);
  g_assert_cmpmem (got->str, got->len, bytes, length);
  g_string_free (got, TRUE);
}

static void
test_write_fails (void)
{
  g_auto (TiltasDescriptor) full = open ("/dev/full", O_WRONLY | O_CLOEXEC);

  g_assert_cmpint (full, >=, 0);
  g_assert_false (tiltas_write_all (full, "x", 1));
  g_assert_cmpint (errno, ==, ENOSPC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/descriptor/scope", test_scope);
  g_test_add_func ("/base/descriptor/keeps-errno", test_keeps_errno);
  g_test_add_func ("/base/descriptor/write-all", test_write_all);
  g_test_add_func ("/base/descriptor/write-fails", test_write_fails);
  return g_test_run ();
}
