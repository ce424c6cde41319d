/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes a delta (content/delta-format.h). */

/* What leads from old_pack to new_pack, both whole pack.jsonl of publisher. The same bytes for the same input and
 * version of zstd. Transfer full; NULL with TOO_LARGE or DAMAGED. Records are not validated. */
GBytes *tiltas_delta_encode (const char *publisher,
                             const void *old_pack,
                             gsize old_length,
                             const void *new_pack,
                             gsize new_length,
                             GError **error);

G_END_DECLS
