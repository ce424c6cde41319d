/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-base"

#include "base/descriptor.h"

#include <errno.h>
#include <unistd.h>

void
tiltas_descriptor_clear (TiltasDescriptor *self)
{
  int code = errno;

  if (*self >= 0)
    close (*self);
  *self = -1;
  errno = code;
}

gboolean
tiltas_write_all (int fd, const void *bytes, gsize length)
{
  const char *from = bytes;

  while (length > 0)
    {
      ssize_t written = write (fd, from, length);
      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      from += written;
      length -= (gsize) written;
    }
  return TRUE;
}
