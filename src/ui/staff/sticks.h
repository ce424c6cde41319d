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

/* The two sources of signals. */
typedef struct
{
  TiltasSync *sync; /* does the work; a reference; NULL while there is no sync thread */
  GFileMonitor *monitor;
  gulong sync_handler, monitor_handler;
} TiltasStickWatch;

/* Calls changed (data) when a stick comes or goes, and done (data, task, word) as TiltasSync::task-done does, until
 * tiltas_stick_watch_clear (). */
void tiltas_stick_watch_init (TiltasStickWatch *self,
                              TiltasContext *context,
                              GCallback changed,
                              GCallback done,
                              gpointer data);
void tiltas_stick_watch_clear (TiltasStickWatch *self);

G_END_DECLS
