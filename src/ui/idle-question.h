/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks "Are you still there?" over the whole screen: a ring that shrinks, with the seconds in it, so that it can be
 * understood without reading, and two large buttons.
 *
 * Signals: "stay" (a touch anywhere but on Finish now), "finish". */
#define TILTAS_TYPE_IDLE_QUESTION (tiltas_idle_question_get_type ())
G_DECLARE_FINAL_TYPE (TiltasIdleQuestion, tiltas_idle_question, TILTAS, IDLE_QUESTION, GtkWidget)

/* language: for the digits of the number. total: seconds of the full ring. */
GtkWidget *tiltas_idle_question_new (const char *language, int total);
void tiltas_idle_question_set_seconds (TiltasIdleQuestion *self, int seconds);

G_END_DECLS
