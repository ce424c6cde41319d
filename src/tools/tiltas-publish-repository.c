/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-repository.h"

#include "base/files.h"
#include "publish/handover.h"
#include "publish/prune.h"
#include "publish/publication.h"
#include "publish/recover.h"
#include "publish/root-changes.h"
#include "publish/show.h"
#include "tools/tiltas-publish-input.h"
#include "tools/tiltas-publish-signing.h"

#include <stdio.h>

/* --- publish --- */

typedef struct
{
  TiltasInput input;
  GStrv publishers; /* only these; NULL: all */
  gint64 seq;       /* a changed edition's number is at least this */
  TiltasPackages *packages;
} Publish;

static void
publish_clear (Publish *self)
{
  tiltas_input_clear (&self->input);
  g_strfreev (self->publishers);
  g_clear_pointer (&self->packages, tiltas_packages_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Publish, publish_clear)

static gboolean
knows_all (TiltasPackages *packages, char **publishers, GError **error)
{
  for (guint i = 0; publishers != NULL && publishers[i] != NULL; i++)
    if (tiltas_packages_find (packages, publishers[i]) == NULL)
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no edition of “%s” to publish", publishers[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
put_editions (TiltasEdit *edit, gpointer data, GError **error)
{
  const Publish *options = data;

  if (!tiltas_publication_publish (edit, options->packages, (const char *const *) options->publishers, options->seq,
                                   error))
    return FALSE;
  tiltas_recover_notice (edit);
  if (tiltas_edit_is_changed (edit))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "nothing has changed");
  return FALSE;
}

int
tiltas_publish_publish (char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  g_auto (Publish) options = { 0 };
  const GOptionEntry entries[] = {
    { "content", 0, 0, G_OPTION_ARG_FILENAME, &options.input.content,
      "Publish a content folder; it must have no faults", "DIR" },
    { "packs", 0, 0, G_OPTION_ARG_FILENAME, &options.input.packs, "Publish what “build” wrote", "DIR" },
    { "publisher", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.publishers,
      "Only this publisher, and not publishers.json (may be repeated)", "ID" },
    { "role-only", 0, 0, G_OPTION_ARG_NONE, &signing.own_roles_only,
      "Sign only the publisher's own role; the owner of the repository takes it in with refresh", NULL },
    { "seq", 0, 0, G_OPTION_ARG_INT64, &options.seq, "Number changed editions at least N", "N" },
    TILTAS_YES_ENTRY (&signing),
    TILTAS_ICONS_ENTRY (&options.input.icons),
    TILTAS_SIGNING_ENTRIES (&signing),
    G_OPTION_ENTRY_NULL
  };
  const TiltasUsage usage = {
    entries, "REPO",
    "Puts new editions into a repository and signs them. An edition whose state is the same stays\n"
    "as it is, with its number. Readers see all of it or nothing. Tells what is added, changed and\n"
    "removed, and wants a yes when much goes.",
    1, 1
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;

  if (!tiltas_signing_options (&signing, &usage, argv, &words))
    return TILTAS_EXIT_USAGE;
  if (!tiltas_input_is_one (&options.input) || (signing.own_roles_only && options.publishers == NULL))
    {
      fputs ("tiltas-publish: name --content DIR or --packs DIR; --role-only needs --publisher ID.\n", stderr);
      return TILTAS_EXIT_USAGE;
    }
  options.packages = tiltas_input_read (&options.input, &error);
  if (options.packages == NULL || !knows_all (options.packages, options.publishers, &error))
    return tiltas_publish_failed (error);
  return tiltas_signing_run (&signing, words[0], put_editions, &options);
}

/* --- refresh --- */

#define DAY 86400
#define WARN_DAYS 30

typedef struct
{
  int warn; /* days before expiry at which a note is made */
  guint n_warned;
} Refresh;

static gboolean
sign_anew (TiltasEdit *edit, gpointer data, GError **error)
{
  Refresh *self = data;

  self->n_warned = tiltas_publication_refresh (edit, (gint64) MAX (self->warn, 0) * DAY);
  return TRUE;
}

int
tiltas_publish_refresh (char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  Refresh refresh = { .warn = WARN_DAYS };
  const GOptionEntry entries[] = { { "warn", 0, 0, G_OPTION_ARG_INT, &refresh.warn,
                                     "Tell what runs out within DAYS (30) and cannot be signed here; exit code 3",
                                     "DAYS" },
                                   TILTAS_SIGNING_ENTRIES (&signing),
                                   G_OPTION_ENTRY_NULL };
  const TiltasUsage usage = {
    entries, "REPO",
    "Signs snapshot and timestamp anew (run it by a timer, every 6 hours), takes in what publishers\n"
    "have signed alone, and lengthens other roles that run out soon when their keys are there.\n"
    "Exit code 3: done, but somebody must act: a role whose keys are not there runs out within\n"
    "--warn DAYS, or what a publisher signed was not taken in.",
    1, 1
  };
  g_auto (GStrv) words = NULL;
  int code;

  if (!tiltas_signing_options (&signing, &usage, argv, &words))
    return TILTAS_EXIT_USAGE;
  code = tiltas_signing_run (&signing, words[0], sign_anew, &refresh);
  return code == TILTAS_EXIT_OK && refresh.n_warned > 0 ? TILTAS_EXIT_SOON : code;
}

/* --- prune --- */

/* Removes files of the repository at path, or of the hand-over folder of publisher (NULL: it is a repository). */
static int
prune (const char *path, const char *publisher, const TiltasPruneLimits *limits, gboolean dry_run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasRepository) repository = publisher != NULL ? tiltas_handover_open (path, publisher, !dry_run, &error)
                                                              : tiltas_repository_open (path, !dry_run, &error);
  g_autoptr (TiltasPlan) plan = tiltas_plan_new (path);
  g_autofree char *text = NULL;
  guint n = 0;

  if (repository == NULL || !tiltas_prune (plan, repository, limits, &n, &error))
    return tiltas_publish_failed (error);
  text = tiltas_plan_text (plan);
  if (dry_run)
    fputs (text, stdout);
  else if (!tiltas_plan_write (plan, &error))
    return tiltas_publish_failed (error);
  printf ("%s %u file(s)\n", dry_run ? "would remove" : "removed", n);
  return TILTAS_EXIT_OK;
}

int
tiltas_publish_prune (char **argv)
{
  g_autofree char *publisher = NULL;
  gboolean dry_run = FALSE;
  int keep = 10;
  int days = 7;
  const GOptionEntry entries[] = {
    { "keep", 0, 0, G_OPTION_ARG_INT, &keep, "How many of the newest snapshots stay in any case (10)", "N" },
    { "older-than", 0, 0, G_OPTION_ARG_INT, &days, "Only what was replaced longer ago than DAYS (7)", "DAYS" },
    { "publisher", 0, 0, G_OPTION_ARG_STRING, &publisher, "REPO is the folder that this publisher hands over", "ID" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "Remove nothing, say what would be removed", NULL },
    G_OPTION_ENTRY_NULL
  };
  const TiltasUsage usage = {
    entries, "REPO",
    "Removes old snapshots, and the metadata, editions and pictures that none of the snapshots left\n"
    "over names. What terminals may be in the middle of fetching stays. Needs no keys. With\n"
    "--publisher: what the newest edition in a hand-over folder does not name.",
    1, 1
  };
  g_auto (GStrv) words = NULL;

  if (!tiltas_publish_options (&usage, argv, &words))
    return TILTAS_EXIT_USAGE;
  if (keep < 1 || days < 0)
    {
      fputs ("tiltas-publish: --keep is at least 1, --older-than at least 0.\n", stderr);
      return TILTAS_EXIT_USAGE;
    }
  if (publisher != NULL && !g_file_test (words[0], G_FILE_TEST_IS_DIR))
    {
      fprintf (stderr, "tiltas-publish: %s is no folder.\n", words[0]);
      return TILTAS_EXIT_FAULT;
    }
  return prune (words[0], publisher,
                &(TiltasPruneLimits){ (guint) keep, (gint64) days * DAY, g_get_real_time () / G_USEC_PER_SEC },
                dry_run);
}

/* --- show --- */

/* Prints what the root in the file path changes against that of repository. */
static int
show_root (TiltasRepository *repository, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tiltas_file_read (path, TILTAS_ROOT_MAX, &error);
  g_autoptr (TiltasMetadata) root =
    bytes != NULL ? tiltas_metadata_parse (bytes, TILTAS_METADATA_ROOT, "root", &error) : NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (root == NULL)
    return tiltas_publish_failed (error);
  tiltas_root_changes (lines, repository->root, root);
  tiltas_publish_print_lines (lines);
  return TILTAS_EXIT_OK;
}

int
tiltas_publish_show (char **argv)
{
  gboolean as_json = FALSE;
  int warn = WARN_DAYS;
  gint64 now = 0;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { "now", 0, 0, G_OPTION_ARG_INT64, &now, "Take this for the present time, UNIX seconds", "UNIX" },
    { "warn", 0, 0, G_OPTION_ARG_INT, &warn, "Tell what runs out within DAYS (30); exit code 3", "DAYS" },
    G_OPTION_ENTRY_NULL
  };
  const TiltasUsage usage = {
    entries, "REPO [ROOT]",
    "Tells roles, signatures, expiry, editions, and every file that is missing or damaged. With ROOT, a\n"
    "root that somebody prepared: what it changes.\n"
    "Exit code 1 when there are problems, 3 when root, targets or a publisher's role runs out soon.",
    1, 2
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasRepository) repository = NULL;
  json_auto_t *shown = NULL;
  size_t problems;
  gboolean soon;

  if (!tiltas_publish_options (&usage, argv, &words))
    return TILTAS_EXIT_USAGE;
  repository = tiltas_repository_open (words[0], FALSE, &error);
  if (repository == NULL)
    return tiltas_publish_failed (error);
  if (words[1] != NULL)
    return show_root (repository, words[1]);
  shown = tiltas_show (repository, now > 0 ? now : g_get_real_time () / G_USEC_PER_SEC, (gint64) MAX (warn, 0) * DAY);
  problems = json_array_size (json_object_get (shown, "problems"));
  if (as_json)
    tiltas_publish_print_json (shown);
  else
    {
      g_autofree char *text = tiltas_show_text (shown);

      fputs (text, stdout);
    }
  soon = json_array_size (json_object_get (shown, "warnings")) > 0;
  return problems > 0 ? TILTAS_EXIT_FAULT : soon ? TILTAS_EXIT_SOON : TILTAS_EXIT_OK;
}
