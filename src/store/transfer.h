/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sql.h"

G_BEGIN_DECLS

/* Carries editions from one database to another. */

/* Imports every edition of source that is newer than target's, or that target does not have; one transaction each. Goes
 * on after a failure; the first failure is the error. *changed (may be NULL) counts the editions that came over. */
gboolean tiltas_transfer_editions (TiltasDatabase *source, TiltasDatabase *target, guint *changed, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
