/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/config.h"
#include "kiosk/place.h"

G_BEGIN_DECLS

/* The running kiosk: makes the store, the session, the sync thread and the window, and runs the main loop. */

typedef struct
{
  TiltasConfig *config;    /* taken */
  const char *config_path; /* of the file to read again, or NULL */
  GStrv languages;         /* offered: those of the configuration that have a catalogue, at least one */
  const char *language;    /* of the first screen, one of languages, or NULL */
  TiltasPlace *place;      /* of the first screen, or NULL; taken */
  int text_size;           /* percent of the first visit, 0: 100 */
  gboolean high_contrast;  /* of the first visit */
  int width, height;       /* 0: full screen */
} TiltasApplicationOptions;

/* Runs until SIGTERM or SIGINT; SIGHUP reads the configuration again. Joins all threads and frees everything before
 * it returns. Call it after gtk_init. Returns the exit status. */
int tiltas_application_run (TiltasApplicationOptions *options);

G_END_DECLS
