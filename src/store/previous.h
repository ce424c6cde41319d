/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/edition.h"
#include "store/sql.h"

G_BEGIN_DECLS

/* The previous edition of each publisher, kept as rows: what each record was before the import changed it. This is
 * the reverse delta of formats.md without its packing: it has no largest size, needs no memory, and is written in
 * the same transaction as the change. Private to the store; all functions work inside the caller's transaction. */
typedef struct _TiltasPrevious TiltasPrevious;

/* Forgets the previous edition of publisher and makes the stored one the previous one. When no edition is stored,
 * there is none to return to, and nothing is remembered. Transfer full. */
TiltasPrevious *tiltas_previous_begin (TiltasDatabase *db, const char *publisher, GError **error);
/* Remembers the record of key as it is stored. Call it before the record is added, changed or removed; only the
 * first call for a key counts. */
gboolean tiltas_previous_remember (TiltasPrevious *self, const char *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tiltas_previous_free (TiltasPrevious *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPrevious, tiltas_previous_free)

/* The previous edition. NULL without error when there is none. Transfer full. */
TiltasEdition *tiltas_previous_edition (TiltasDatabase *db, const char *publisher, GError **error);
/* The first remembered key above after ("": the first of all). *key is NULL at the end; *raw is NULL for a record
 * that the previous edition did not have. Transfer full. */
gboolean tiltas_previous_next (TiltasDatabase *db,
                               const char *publisher,
                               const char *after,
                               char **key,
                               char **raw,
                               GError **error);
gboolean tiltas_previous_forget (TiltasDatabase *db, const char *publisher, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes editions up to seq refused, because one of them was rolled back. seq 0: none is refused any more. */
gboolean
tiltas_previous_hold (TiltasDatabase *db, const char *publisher, gint64 seq, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tiltas_previous_held (TiltasDatabase *db, const char *publisher, gint64 *seq, GError **error);

G_END_DECLS
