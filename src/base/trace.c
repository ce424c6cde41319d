/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-base"

#include "base/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINE_MAX_BYTES 512

gboolean tiltas_trace_on = FALSE;
static int trace_fd = -1;

void
tiltas_trace_open (void)
{
  const char *path = g_getenv ("TILTAS_TRACE");
  if (tiltas_trace_on || path == NULL || *path == '\0')
    return;
  trace_fd = open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (trace_fd < 0)
    g_warning ("TILTAS_TRACE: %s: %s", path, g_strerror (errno));
  tiltas_trace_on = trace_fd >= 0;
}

/* Writes each line with one call of write(), so that lines of several threads and programs do not mix in one file. */
void
tiltas_trace_write (const char *mark, const char *format, ...)
{
  char line[LINE_MAX_BYTES];
  if (!tiltas_trace_on)
    return;
  gsize used = (gsize) g_snprintf (line, sizeof line - 2, "%" G_GINT64_FORMAT " %s ", g_get_monotonic_time (), mark);
  used = MIN (used, sizeof line - 3);
  va_list arguments;
  va_start (arguments, format);
  g_vsnprintf (line + used, sizeof line - 1 - used, format, arguments);
  va_end (arguments);
  used = strlen (line);
  while (used > 0 && line[used - 1] == ' ')
    used--;
  line[used] = '\n';
  if (write (trace_fd, line, used + 1) < 0)
    tiltas_trace_on = FALSE;
}
