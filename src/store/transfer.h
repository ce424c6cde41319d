/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sql.h"

G_BEGIN_DECLS

/* Copies editions from one database to another. */

/* Imports every edition of source that target does not have or has older, each in one transaction. Goes on after a
 * failure; the first failure is the error. *changed (may be NULL) gets the number of imported editions. */
gboolean tiltas_transfer_editions (TiltasDatabase *source, TiltasDatabase *target, guint *changed, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
