/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/record.h"
#include "store/edition.h"
#include "store/sql.h"

G_BEGIN_DECLS

/* What publishers.json allows an edition to hold. quota may be NULL: no limits. All fail with REFUSED. */

gboolean tiltas_limits_check_kind (const TiltasQuota *quota, const TiltasKey *key, GError **error);
gboolean tiltas_limits_check_size (const TiltasQuota *quota, guint64 records, guint64 bytes, GError **error);
/* The size of all that is stored of publisher, inside the caller's transaction. */
gboolean
tiltas_limits_check_stored (TiltasDatabase *db, const char *publisher, const TiltasQuota *quota, GError **error);
/* The bytes of all different blobs that the stored records of publisher name, inside the caller's transaction. */
gboolean
tiltas_limits_check_blobs (TiltasDatabase *db, const char *publisher, const TiltasQuota *quota, GError **error);

G_END_DECLS
