/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/reader.h"

G_BEGIN_DECLS

/* Public holidays. All are read at once and kept until the content changes, so that asking is cheap. */

/* Title of the public holiday on a day (days since 1970-01-01), or NULL. Borrowed until the next call of this reader
 * with another ladder, or of another function. */
const char *tiltas_reader_holiday (TiltasReader *self, gint64 day, const char *const *ladder);
/* TiltasIsHoliday of content/hours.h; reader is a TiltasReader. */
gboolean tiltas_reader_is_holiday (gint64 day, gpointer reader);

G_END_DECLS
