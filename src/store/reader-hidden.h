/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/reader.h"

G_BEGIN_DECLS

/* Publishers that visitors of this terminal do not see. */

/* Visitors of this terminal see nothing of these publishers (NULL-terminated, or NULL; names that are not there do no
 * harm): not in lists, counts, search and links. What is for staff alone and branches stay. The publisher with the most
 * lessons cannot be hidden. Once, before anything is read; after FALSE the reader can only be freed. */
gboolean tiltas_reader_hide (TiltasReader *self, const char *const *publishers, GError **error);

G_END_DECLS
