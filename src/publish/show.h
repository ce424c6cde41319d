/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/repository.h"

#include <jansson.h>

G_BEGIN_DECLS

/* What a repository holds, for people and programs:
 *
 *   {"root": {"version", "sha256", "path"},
 *    "roles": [{"name", "version", "expires", "seconds_left", "signatures", "threshold"}…],
 *    "publishers": [{"id", "seq", "published", "state", "bytes", "records"}…],
 *    "limits": [{"id", "records", "bytes", "blobs" (0: no limit), "kinds" (missing: all)}…],
 *    "warnings": [TEXT…], "problems": [TEXT…]}
 *
 * Every file that the metadata names is read and checked; what is missing, damaged or run out is a problem. Blocks for
 * the disk. Transfer full. */
json_t *tiltas_show (TiltasRepository *repository, gint64 now, gint64 warn);
/* The same as text for people. Transfer full. */
char *tiltas_show_text (json_t *shown);

G_END_DECLS
