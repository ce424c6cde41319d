/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TILTAS_TRACE=FILE: one line per mark, "<CLOCK_MONOTONIC µs> <mark> [key=value …]". Costs one branch when unset.
 * Marks: main, store-open, first-frame, home-painted, touch, input, page-bound, painted, search-begin, search-end,
 * lang-switch-begin, lang-switch-painted, sync-begin, sync-commit, sync-end, idle. */
/* Once, before other threads run. */
void tiltas_trace_open (void);
extern gboolean tiltas_trace_on;
/* Use tiltas_trace(). At most 512 bytes; a line that cannot be written ends the tracing. */
void tiltas_trace_write (const char *mark, const char *format, ...) G_GNUC_PRINTF (2, 3);
#define tiltas_trace(mark, ...)               \
  G_STMT_START                                \
  {                                           \
    if (tiltas_trace_on)                      \
      tiltas_trace_write (mark, __VA_ARGS__); \
  }                                           \
  G_STMT_END

G_END_DECLS
