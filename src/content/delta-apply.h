/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Applies bytes to a whole pack.jsonl, for tools and tests: the importer does this row by row. The caller compares the
 * result's SHA-256 with the signed state. Transfer full; NULL as above. */
GBytes *tiltas_delta_apply (const char *publisher, const void *pack, gsize length, GBytes *bytes, GError **error);

G_END_DECLS
