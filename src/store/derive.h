/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/record.h"
#include "store/sql.h"

G_BEGIN_DECLS

/* Writes what the read queries need of a record, and takes it away again: the derived tables and the search index.
 * Works inside the importer's transaction. */
typedef struct _TiltasDeriver TiltasDeriver;

TiltasDeriver *tiltas_deriver_new (TiltasDatabase *db, GError **error);
void tiltas_deriver_free (TiltasDeriver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasDeriver, tiltas_deriver_free)

/* The row of record must be there already; json was validated. Unknown kinds have nothing to derive. */
gboolean tiltas_deriver_put (TiltasDeriver *self, gint64 record_id, const TiltasKey *key, json_t *json, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Takes the record out of the search index; the derived tables follow when the row of `record` is deleted. */
gboolean tiltas_deriver_remove (TiltasDeriver *self, gint64 record_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
