/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/edition.h"
#include "store/sql.h"

G_BEGIN_DECLS

/* The previous edition of each publisher, kept row by row: what each record was that the import changed. That is the
 * reverse delta of formats.md without its packing, so that it has no largest size, costs no memory, and is written by
 * the same statements, in the same transaction, as the change itself. Private to the store; all within the caller's
 * transaction. */
typedef struct _TiltasPrevious TiltasPrevious;

/* Forgets what was kept of publisher and notes its stored edition as the previous one. When none is stored there will
 * be none to return to, and nothing is remembered. */
TiltasPrevious *tiltas_previous_begin (TiltasDatabase *db, const char *publisher, GError **error);
/* To be called before the record of key is added, changed or removed. Only the first call for a key counts. */
gboolean tiltas_previous_remember (TiltasPrevious *self, const char *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tiltas_previous_free (TiltasPrevious *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPrevious, tiltas_previous_free)

/* What there is to return to. NULL without error when there is nothing. Transfer full. */
TiltasEdition *tiltas_previous_edition (TiltasDatabase *db, const char *publisher, GError **error);
/* The first remembered key above after ("": the first of all). *key is NULL at the end, *raw is NULL for a record that
 * was not there. Transfer full. */
gboolean tiltas_previous_next (TiltasDatabase *db,
                               const char *publisher,
                               const char *after,
                               char **key,
                               char **raw,
                               GError **error);
gboolean tiltas_previous_forget (TiltasDatabase *db, const char *publisher, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Editions up to seq are not wanted: one of them was rolled back from. 0 lifts that. */
gboolean
tiltas_previous_hold (TiltasDatabase *db, const char *publisher, gint64 seq, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tiltas_previous_held (TiltasDatabase *db, const char *publisher, gint64 *seq, GError **error);

G_END_DECLS
