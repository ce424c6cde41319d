/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An edition: all records of one publisher under one number. */
typedef struct
{
  char *publisher;
  gint64 seq;      /* edition number, ≥ 1 */
  char *state;     /* SHA-256 hex of pack.jsonl */
  char *published; /* RFC 3339 UTC time from the signed custom data, or NULL */
  gint64 held;     /* of a stored edition: after a rollback, numbers up to this one are refused; else 0 */
} TiltasEdition;
void tiltas_edition_free (TiltasEdition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasEdition, tiltas_edition_free)

/* What publishers.json allows a publisher. kinds NULL: all kinds. A number of 0: no limit. */
typedef struct
{
  const char *const *kinds;
  guint64 records, bytes, blobs;
} TiltasQuota;

/* How many records an import changed. */
typedef struct
{
  guint added, changed, removed;
} TiltasImportCounts;

G_END_DECLS
