/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Ends a visit when nobody has touched the screen for a while: runs the idle machine (kiosk/idle.h). It sets one
 * timer at a time, for the next moment at which something is due, and none while nobody is there. */
typedef struct _TiltasIdleWatch TiltasIdleWatch;

/* Shows the question, a floating widget, above everything; NULL takes it away. */
typedef void (*TiltasIdleShow) (GtkWidget *question, gpointer data);

TiltasIdleWatch *tiltas_idle_watch_new (TiltasContext *context, TiltasIdleShow show, gpointer data);
void tiltas_idle_watch_free (TiltasIdleWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasIdleWatch, tiltas_idle_watch_free)

/* A finger came down or a key was pressed. */
void tiltas_idle_watch_touch (TiltasIdleWatch *self);
/* The last finger was lifted or a key was released. A question that is answered goes away only now, so that the
 * touch that answered it reaches nothing below it. */
void tiltas_idle_watch_release (TiltasIdleWatch *self);
/* TRUE while the question is on the screen. */
gboolean tiltas_idle_watch_asks (TiltasIdleWatch *self);
/* Another page is on the screen (page may be NULL), or the session has ended. Counts the words of the page, because
 * reading takes time, and stops the timer when nobody is there. */
void tiltas_idle_watch_page (TiltasIdleWatch *self, GtkWidget *page);

G_END_DECLS
