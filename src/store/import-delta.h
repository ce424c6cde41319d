/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/import.h"

G_BEGIN_DECLS

/* Feeds an import that names the rows it changes. */

/* Several deltas may follow each other: only the last result's state counts. */
gboolean tiltas_import_feed_delta (TiltasImport *self, const char *publisher, GBytes *bytes, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* For an import that tiltas_import_begin_return began: restores what is remembered of the previous edition. */
gboolean tiltas_import_feed_previous (TiltasImport *self, TiltasDatabase *db, const char *publisher, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
