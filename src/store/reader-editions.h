/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/edition.h"
#include "store/reader.h"

G_BEGIN_DECLS

/* The stored editions and their totals. */

/* GPtrArray of TiltasEdition by publisher: what is imported. */
GPtrArray *tiltas_reader_editions (TiltasReader *self, GError **error);
/* Time of the newest published edition in unix seconds; 0 when there is none, or when it cannot be read. */
gint64 tiltas_reader_published (TiltasReader *self);
/* Bytes of all editions' pack.jsonl together. Reads every record. */
gboolean tiltas_reader_pack_bytes (TiltasReader *self, guint64 *bytes, GError **error);
/* Counts of lessons and of visible services over all publishers. */
gboolean tiltas_reader_counts (TiltasReader *self, guint *lessons, guint *services, GError **error);

G_END_DECLS
