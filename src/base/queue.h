/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Hands pointers from thread to thread. Same contract as GAsyncQueue, and tells ThreadSanitizer of the edges. */
typedef struct _TiltasQueue TiltasQueue;

TiltasQueue *tiltas_queue_new (GDestroyNotify free_item);
/* Frees what is still in it. By the last thread that knows it, after the others have been joined. */
void tiltas_queue_free (TiltasQueue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasQueue, tiltas_queue_free)

/* Takes the item. */
void tiltas_queue_push (TiltasQueue *self, gpointer item);
/* Waits until there is an item; timeout in microseconds, -1 for ever, 0 not at all. NULL on timeout. */
gpointer tiltas_queue_pop (TiltasQueue *self, gint64 timeout_us);
/* Runs function (data) on the main context given; tells ThreadSanitizer of the edge. */
void tiltas_invoke (GMainContext *context, GSourceFunc function, gpointer data, GDestroyNotify free_data);

G_END_DECLS
