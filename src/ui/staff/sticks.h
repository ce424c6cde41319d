/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* USB sticks, and what a widget listens to that is about them. */

/* The folders of the sticks that are there, below /run/tiltas/sticks (TILTAS_STICKS in tests). Transfer full. */
GStrv tiltas_sticks_list (void);
/* word, followed by the stick's name in brackets when there are several sticks. Transfer full. */
char *tiltas_stick_button_word (const char *word, const char *stick, gboolean one_of_many);
/* Why path could not be written onto a stick, and what to do, by the word of sync/error.h; NULL when it was written.
 * Transfer full. */
char *tiltas_stick_fault (const char *word, const char *path);

/* Emits the signals. */
typedef struct
{
  TiltasSync *sync; /* does the work; a reference; NULL while there is no sync thread */
  GFileMonitor *monitor;
} TiltasStickWatch;

/* Calls changed (listener) when a stick comes or goes, and done (listener, task, word) as TiltasSync::task-done does,
 * as long as listener lives. */
void tiltas_stick_watch_init (TiltasStickWatch *self,
                              TiltasContext *context,
                              GCallback changed,
                              GCallback done,
                              GObject *listener);
void tiltas_stick_watch_clear (TiltasStickWatch *self);

G_END_DECLS
