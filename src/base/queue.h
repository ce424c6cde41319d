/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A GAsyncQueue that tells ThreadSanitizer when a pointer goes from one thread to another. */
typedef struct _TiltasQueue TiltasQueue;

TiltasQueue *tiltas_queue_new (GDestroyNotify free_item);
/* Frees what is still in it. By the last thread that knows it, after the others have been joined. */
void tiltas_queue_free (TiltasQueue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasQueue, tiltas_queue_free)

/* Takes the item, which is not NULL. */
void tiltas_queue_push (TiltasQueue *self, gpointer item);
/* Waits until there is an item; timeout in microseconds, -1 for ever, 0 not at all. NULL on timeout. */
gpointer tiltas_queue_pop (TiltasQueue *self, gint64 timeout_us);
/* Calls function (data) from the loop of context (NULL: the default one), again as long as it returns
 * G_SOURCE_CONTINUE; then frees data. From any thread; never calls it at once. Tells ThreadSanitizer, too. */
void tiltas_invoke (GMainContext *context, GSourceFunc function, gpointer data, GDestroyNotify free_data);

G_END_DECLS
