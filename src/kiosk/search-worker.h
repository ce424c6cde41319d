/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/reader.h"

G_BEGIN_DECLS

/* The search thread: a read-only connection of its own; the newest query interrupts the one that runs, and only the
 * newest one is answered. */
typedef struct _TiltasSearchWorker TiltasSearchWorker;

/* The hits of the newest query (GPtrArray of TiltasHit, borrowed; empty after a failure, which is logged). Called on
 * the main context that the worker was made in. */
typedef void (*TiltasSearchDone) (GPtrArray *hits, gpointer data);

/* Starts the thread; the connection is opened by the first query, and again when the store has another file.
 * show_unverified, hidden (copied): as for tiltas_reader_open and tiltas_reader_hide. limit: most hits of a kind. data
 * is borrowed until tiltas_search_worker_free. */
TiltasSearchWorker *tiltas_search_worker_new (TiltasStore *store,
                                              gboolean show_unverified,
                                              const char *const *hidden,
                                              guint limit,
                                              TiltasSearchDone done,
                                              gpointer data);
/* Asks; copies query and ladder. Returns at once. */
void tiltas_search_worker_query (TiltasSearchWorker *self, const char *query, const char *const *ladder);
/* Interrupts what runs and joins the thread (a few milliseconds). done is not called any more. */
void tiltas_search_worker_free (TiltasSearchWorker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasSearchWorker, tiltas_search_worker_free)

G_END_DECLS
