/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/record.h"
#include "store/sql.h"

G_BEGIN_DECLS

/* Writes the derived tables and the search index, which the read queries need, from a record, and removes them
 * again. Works inside the importer's transaction. */
typedef struct _TiltasDeriver TiltasDeriver;

TiltasDeriver *tiltas_deriver_new (TiltasDatabase *db, GError **error);
void tiltas_deriver_free (TiltasDeriver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasDeriver, tiltas_deriver_free)

/* Writes the derived rows of a record whose row in `record` exists and whose json is validated. A record of an
 * unknown kind has none. */
gboolean tiltas_deriver_put (TiltasDeriver *self, gint64 record_id, const TiltasKey *key, json_t *json, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Removes a record from the search index. Its rows in the derived tables are deleted together with its row in
 * `record`. */
gboolean tiltas_deriver_remove (TiltasDeriver *self, gint64 record_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
