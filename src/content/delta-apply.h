/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Applies a delta to a whole pack.jsonl, for tools and tests; the importer applies it row by row. The caller
 * compares the SHA-256 of the result with the signed state. NULL with an error of TILTAS_DELTA_ERROR,
 * TILTAS_RECORD_ERROR or TILTAS_CANONICAL_ERROR. Transfer full. */
GBytes *tiltas_delta_apply (const char *publisher, const void *pack, gsize length, GBytes *bytes, GError **error);

G_END_DECLS
