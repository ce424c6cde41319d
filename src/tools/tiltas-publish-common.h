/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* What all verbs of tiltas-publish share. A verb is a function that gets its own arguments (argv[0] is the verb,
 * NULL-terminated) and returns the exit code. */

enum
{
  TILTAS_EXIT_OK = 0,
  TILTAS_EXIT_FAULT = 1, /* the content has faults, or the work failed: nothing was changed */
  TILTAS_EXIT_USAGE = 2, /* wrong options */
  TILTAS_EXIT_SOON = 3,  /* done; but somebody must act: a signature runs out soon, or a publisher's was not taken in */
};

/* How a verb is called. */
typedef struct
{
  const GOptionEntry *entries;
  const char *parameters; /* for --help: "REPO PUBLISHER" */
  const char *summary;    /* for --help */
  guint least, most;      /* how many words stand behind the options */
} TiltasUsage;

#define TILTAS_DRY_RUN_ENTRY(dry_run)                                                               \
  {                                                                                                 \
    "dry-run", 0, 0, G_OPTION_ARG_NONE, (dry_run), "Write nothing, say what would be written", NULL \
  }

/* Parses argv. words (transfer full, NULL-terminated) gets what stands behind the options. FALSE after printing what is
 * wrong; the verb then returns TILTAS_EXIT_USAGE. */
gboolean tiltas_publish_options (const TiltasUsage *usage, char **argv, GStrv *words) G_GNUC_WARN_UNUSED_RESULT;
/* Parses setting, "NAME=N" with a NAME of names (NULL-terminated) and an N from least to most, and sets that one of
 * values, which stand in the order of names. FALSE when setting is something else; nothing is printed. */
gboolean
tiltas_publish_parse_number (const char *setting, const char *const *names, gint64 least, gint64 most, gint64 *values)
  G_GNUC_WARN_UNUSED_RESULT;
/* Prints each line (char *) to standard output. */
void tiltas_publish_print_lines (GPtrArray *lines);
/* Prints value, indented, to standard output. */
void tiltas_publish_print_json (json_t *value);
/* Prints the error to standard error and returns TILTAS_EXIT_FAULT. */
int tiltas_publish_failed (const GError *error);

G_END_DECLS
