/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/config.h"
#include "kiosk/place.h"

G_BEGIN_DECLS

/* The running kiosk: store, session, sync, window and main loop. */

typedef struct
{
  TiltasConfig *config;    /* taken */
  const char *config_path; /* to read it again, or NULL */
  GStrv languages;         /* offered: those of the configuration that have a catalogue, at least one */
  const char *language;    /* of the first screen, one of languages, or NULL */
  TiltasPlace *place;      /* of the first screen, or NULL; taken */
  int text_size;           /* percent of the first visit, 0: 100 */
  gboolean high_contrast;  /* of the first visit */
  int width, height;       /* 0: full screen */
} TiltasApplicationOptions;

/* Runs until SIGTERM or SIGINT; all threads are joined and everything is freed afterwards. After gtk_init.
 * Returns the exit status. */
int tiltas_application_run (TiltasApplicationOptions *options);

G_END_DECLS
