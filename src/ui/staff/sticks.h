/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Sticks for a card of the staff area: which are there, that they come and go, and what the sync thread did with one.
 */

/* Where sticks are mounted: /run/tiltas/sticks (TILTAS_STICKS in tests). */
const char *tiltas_staff_sticks_folder (void);
/* The sticks that are there: folders in it. Transfer full. */
GStrv tiltas_staff_sticks (void);
/* word, followed by the stick's name when there are several. Transfer full. */
char *tiltas_staff_stick_word (const char *word, const char *stick, gboolean one_of_many);
/* Why a file could not be written to path on a stick, and what to do; NULL when it was. Transfer full. */
char *tiltas_staff_stick_fault (const char *word, const char *path);

/* What a card listens to. */
typedef struct
{
  TiltasSync *sync; /* whom to ask for work, a reference; NULL while there is none */
  gulong handler;
  GFileMonitor *monitor;
  gpointer data;
} TiltasStaffSticks;

/* Calls changed (data) when sticks come and go, and done (data, task, word) as TiltasSync::task-done does, until
 * tiltas_staff_sticks_clear (). */
void tiltas_staff_sticks_init (TiltasStaffSticks *self,
                               TiltasContext *context,
                               GCallback changed,
                               GCallback done,
                               gpointer data);
void tiltas_staff_sticks_clear (TiltasStaffSticks *self);

G_END_DECLS
