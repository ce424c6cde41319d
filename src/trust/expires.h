/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The times in TUF metadata (specification 1.0.34, section 4.2.1): "2026-11-22T10:00:00Z". */

/* Writes unix seconds in that form. Transfer full. */
char *tiltas_expires_format (gint64 unix_seconds);
/* Unix seconds; -1 when text is not exactly of that form or not a day of the calendar. */
gint64 tiltas_expires_parse (const char *text);

G_END_DECLS
