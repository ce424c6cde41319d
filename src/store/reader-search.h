/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/hit.h"
#include "store/reader.h"

G_BEGIN_DECLS

/* Search in all languages at once, with prefixes and without regard to diacritics (SQLite's FTS5). */

/* GPtrArray of TiltasHit: at most limit of each kind, in order of kind, then rank. An empty query gives an empty array;
 * anything typed is safe (quotes, operators). */
GPtrArray *
tiltas_reader_search (TiltasReader *self, const char *query, const char *const *ladder, guint limit, GError **error);

G_END_DECLS
