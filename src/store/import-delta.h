/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/import.h"

G_BEGIN_DECLS

/* Feeds an import that changes single rows (store/import.h). */

/* Applies a delta. Several deltas may follow each other; only the state after the last one is compared when the
 * import is committed. REFUSED when the bytes are no delta of publisher, or do not fit what is stored. */
gboolean tiltas_import_feed_delta (TiltasImport *self, const char *publisher, GBytes *bytes, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Restores the rows that are remembered of the previous edition. For an import from tiltas_import_begin_return. */
gboolean tiltas_import_feed_previous (TiltasImport *self, TiltasDatabase *db, const char *publisher, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
