/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes a delta (content/delta-format.h). */

/* Makes the delta from old_pack to new_pack, which are whole pack.jsonl of publisher. The same input and version of
 * zstd give the same bytes. Does not validate the records. NULL with TOO_LARGE or DAMAGED. Transfer full. */
GBytes *tiltas_delta_encode (const char *publisher,
                             const void *old_pack,
                             gsize old_length,
                             const void *new_pack,
                             gsize new_length,
                             GError **error);

G_END_DECLS
