/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The verbs of tiltas-publish. Each gets its own arguments (argv[0] is the verb) and returns the exit code. */

enum
{
  TILTAS_EXIT_OK = 0,
  TILTAS_EXIT_FAULT = 1, /* the content has faults, or the work failed: nothing was changed */
  TILTAS_EXIT_USAGE = 2, /* wrong options */
  TILTAS_EXIT_SOON = 3,  /* done; but somebody must act: a signature runs out soon, or a publisher's was not taken in */
};

int tiltas_publish_check (int argc, char **argv);
int tiltas_publish_build (int argc, char **argv);

/* Parses options; rest (NULL-terminated, transfer full) gets what is left after them, between least and most words.
 * Returns FALSE after saying what is wrong; the caller then returns TILTAS_EXIT_USAGE. */
gboolean tiltas_publish_options (const GOptionEntry *entries,
                                 const char *parameters,
                                 const char *summary,
                                 int argc,
                                 char **argv,
                                 guint least,
                                 guint most,
                                 GStrv *rest);
/* Writes "tiltas-publish: MESSAGE" and returns TILTAS_EXIT_FAULT. */
int tiltas_publish_failed (const GError *error);

G_END_DECLS
