/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/edition.h"
#include "store/sql.h"

G_BEGIN_DECLS

/* The editions that a database holds. */

/* Lists the editions in a database of any schema version. GPtrArray of TiltasEdition, by publisher. Transfer full. */
GPtrArray *tiltas_editions_list (TiltasDatabase *db, GError **error);

/* The keys of a publisher begin with "publisher/". They are those above tiltas_edition_first_key, which is no key
 * itself, and below tiltas_edition_end_key. Transfer full. */
char *tiltas_edition_first_key (const char *publisher);
char *tiltas_edition_end_key (const char *publisher);
/* Gives the stored pack.jsonl of a publisher piece by piece, inside the caller's transaction. */
typedef gboolean (*TiltasPackSink) (const void *data, gsize length, gpointer data_of_sink, GError **error);
gboolean tiltas_edition_write_pack (TiltasDatabase *db,
                                    const char *publisher,
                                    TiltasPackSink sink,
                                    gpointer user_data,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* SHA-256 of the stored pack.jsonl in hex, inside the caller's transaction. NULL on error. Transfer full. */
char *tiltas_edition_state (TiltasDatabase *db, const char *publisher, GError **error);

G_END_DECLS
