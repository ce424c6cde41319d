/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/reader.h"

G_BEGIN_DECLS

/* The publishers that visitors of this terminal do not see. */

/* Hides these publishers (NULL-terminated, or NULL; unknown names do no harm) from lists, counts, search and links.
 * Branches stay, and what is for staff only. The publisher with the most lessons cannot be hidden. Call it once,
 * before anything is read; after FALSE the reader can only be freed. */
gboolean tiltas_reader_hide (TiltasReader *self, const char *const *publishers, GError **error);

G_END_DECLS
