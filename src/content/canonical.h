/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* The canonical JSON of records (formats.md, "Record"). TUF has another canonical form: see trust/canonical-json.h. */

#define TILTAS_CANONICAL_ERROR (tiltas_canonical_error_quark ())
GQuark tiltas_canonical_error_quark (void);

#define TILTAS_LINE_MAX (256 * 1024)
#define TILTAS_DEPTH_MAX 8
#define TILTAS_MEMBERS_MAX 64

/* Parses one line strictly: UTF-8, NFC, no duplicate member, no fraction, no null, integers within ±2^53, depth and
 * number of members within limits, no control characters (U+0000..1F, 7F..9F) except newline and tab; the outermost
 * value is an object or an array. The line need not be in canonical form. Transfer full; NULL and error when
 * refused. */
json_t *tiltas_canonical_parse (const char *line, gsize length, GError **error);
/* Writes the canonical bytes, without a newline. Fails on what tiltas_canonical_parse would refuse. Transfer full. */
GBytes *tiltas_canonical_write (json_t *value, GError **error);
/* Parses one line, and refuses it when it is not in canonical form. Transfer full; NULL and error when refused. */
json_t *tiltas_canonical_check (const char *line, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

G_END_DECLS
