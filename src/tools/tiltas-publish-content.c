/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-content.h"

#include "base/date.h"
#include "base/hash.h"
#include "publish/compile.h"
#include "publish/edition-files.h"
#include "publish/output.h"
#include "publish/packages.h"
#include "store/importer.h"
#include "tools/tiltas-publish-common.h"
#include "tools/tiltas-publish-input.h"
#include "trust/expires.h"
#include "trust/writer.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <utime.h>

static gboolean
is_folder (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  fprintf (stderr, "tiltas-publish: %s is no folder.\n", path);
  return FALSE;
}

static void
print_faults_json (TiltasTree *tree)
{
  json_auto_t *faults = tiltas_faults_json (tree->faults);

  tiltas_publish_print_json (faults);
}

int
tiltas_publish_check (char **argv)
{
  g_autofree char *icons = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = { TILTAS_ICONS_ENTRY (&icons),
                                   { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print the faults as JSON", NULL },
                                   G_OPTION_ENTRY_NULL };
  const TiltasUsage usage = { entries, "CONTENT",
                              "Explains every fault of a content folder: file, line, what is wrong, what to do.\n"
                              "Exit code 0: no faults (there may be warnings); 1: faults; 2: wrong usage.",
                              1, 1 };
  g_auto (GStrv) words = NULL;
  g_autoptr (TiltasTree) tree = NULL;
  guint errors;
  guint warnings;

  if (!tiltas_publish_options (&usage, argv, &words) || !is_folder (words[0]))
    return TILTAS_EXIT_USAGE;
  tree = tiltas_compile (words[0], icons);
  if (json)
    print_faults_json (tree);
  else
    tiltas_input_print_faults (tree, stdout);
  errors = tiltas_faults_count (tree->faults, TILTAS_FAULT_ERROR);
  warnings = tiltas_faults_count (tree->faults, TILTAS_FAULT_WARNING);
  if (!json)
    printf ("%u records, %u faults, %u warnings\n", g_hash_table_size (tree->drafts), errors, warnings);
  return errors > 0 ? TILTAS_EXIT_FAULT : TILTAS_EXIT_OK;
}

typedef struct
{
  char *icons, *store, *date, *depfile;
  GStrv publishers;
  gint64 epoch, seq;
  gboolean lenient, dry_run;
  const char *out; /* folder for the packs; NULL: none are written */
  TiltasTree *tree;
} Build;

static gboolean
is_chosen (const Build *build, const TiltasPublisher *publisher)
{
  return build->publishers == NULL || g_strv_contains ((const char *const *) build->publishers, publisher->id);
}

/* Writes the files that were read, and their folders, so that ninja builds the store again also when a file is
 * added. */
static gboolean
write_depfile (const Build *build, GError **error)
{
  g_autoptr (GString) text = g_string_new (build->store);
  g_autoptr (GBytes) bytes = NULL;

  g_string_append_c (text, ':');
  for (guint i = 0; i < build->tree->inputs->len; i++)
    {
      const char *path = build->tree->inputs->pdata[i];

      g_string_append (text, " \\\n ");
      for (; *path != '\0'; path++)
        {
          if (*path == ' ' || *path == '#')
            g_string_append_c (text, '\\');
          g_string_append_c (text, *path);
        }
    }
  g_string_append_c (text, '\n');
  bytes = g_bytes_new (text->str, text->len);
  return tiltas_output_write (build->depfile, bytes, error);
}

/* Writes publishers.json beside the packs, because “publish --packs” reads it. */
static gboolean
write_publishers (const Build *build, GError **error)
{
  g_autofree char *path = g_build_filename (build->out, "publishers.json", NULL);
  g_autoptr (TiltasPackages) packages = tiltas_packages_of (build->tree, error);

  if (packages == NULL)
    return FALSE;
  if (!build->dry_run)
    return tiltas_output_write (path, packages->publishers, error);
  printf ("would write %s\n", path);
  return TRUE;
}

static void
tell_blobs (TiltasPublisher *publisher, const char *folder)
{
  g_autoptr (GPtrArray) hashes = tiltas_edition_files_blobs (publisher);

  for (guint i = 0; i < hashes->len; i++)
    printf ("would write %s/%.2s/%s\n", folder, (const char *) hashes->pdata[i], (const char *) hashes->pdata[i]);
}

static gboolean
write_packs (const Build *build, GError **error)
{
  g_autofree char *blobs = g_build_filename (build->out, "blobs", NULL);

  for (guint i = 0; i < build->tree->publishers->len; i++)
    {
      TiltasPublisher *publisher = build->tree->publishers->pdata[i];
      g_autoptr (GBytes) pack = tiltas_edition_files_pack (publisher);
      g_autofree char *path = g_build_filename (build->out, publisher->id, "pack.jsonl", NULL);
      g_autofree char *folder = g_build_filename (build->tree->root, publisher->id, NULL);

      if (!is_chosen (build, publisher) || !g_file_test (folder, G_FILE_TEST_IS_DIR))
        continue; /* a partner's publishers.json also names publishers whose content is elsewhere */
      if (build->dry_run)
        {
          tell_blobs (publisher, blobs);
          printf ("would write %s\n", path);
        }
      else if (!tiltas_edition_files_write_blobs (build->tree, publisher, blobs, error) ||
               !tiltas_output_write (path, pack, error))
        return FALSE;
    }
  return write_publishers (build, error);
}

static gboolean
import (const Build *build, TiltasImporter *importer, TiltasPublisher *publisher, GError **error)
{
  g_autoptr (GBytes) pack = tiltas_edition_files_pack (publisher);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (pack);
  g_autofree char *state = tiltas_sha256_hex (g_bytes_get_data (pack, NULL), g_bytes_get_size (pack));
  g_autofree char *published = tiltas_expires_format (build->epoch);
  TiltasEdition edition = { .publisher = publisher->id, .seq = build->seq, .state = state, .published = published };
  TiltasQuota quota = { NULL, 0, 0, 0 };
  TiltasImportCounts counts = { 0 };

  if (tiltas_importer_import (importer, &edition, &quota, stream, NULL, &counts, error))
    return TRUE;
  g_prefix_error (error, "The edition of “%s” was refused: ", publisher->id);
  return FALSE;
}

static gboolean
fill_store (const Build *build, const char *path, GError **error)
{
  g_autoptr (TiltasImporter) importer = tiltas_importer_create (path, error);

  if (importer == NULL)
    return FALSE;
  for (guint i = 0; i < build->tree->publishers->len; i++)
    {
      TiltasPublisher *publisher = build->tree->publishers->pdata[i];

      if (is_chosen (build, publisher) && !import (build, importer, publisher, error))
        return FALSE;
    }
  return TRUE;
}

/* Writes the store under another name and renames it, so that the old store is there until the new one is complete. */
static gboolean
write_store (const Build *build, GError **error)
{
  g_autofree char *new_path = g_strconcat (build->store, ".new", NULL);
  g_autofree char *folder = g_path_get_dirname (build->store);
  g_autofree char *blobs = g_build_filename (folder, "blobs", NULL);

  if (build->dry_run)
    {
      for (guint i = 0; i < build->tree->publishers->len; i++)
        if (is_chosen (build, build->tree->publishers->pdata[i]))
          tell_blobs (build->tree->publishers->pdata[i], blobs);
      printf ("would write %s\n", build->store);
      return TRUE;
    }
  if (!tiltas_output_folder (blobs, error))
    return FALSE;
  for (guint i = 0; i < build->tree->publishers->len; i++)
    {
      TiltasPublisher *publisher = build->tree->publishers->pdata[i];

      if (is_chosen (build, publisher) && !tiltas_edition_files_write_blobs (build->tree, publisher, blobs, error))
        return FALSE;
    }
  g_unlink (new_path);
  if (!fill_store (build, new_path, error))
    {
      g_unlink (new_path);
      return FALSE;
    }
  g_utime (blobs, NULL); /* the folder too is an output of the build: it must not be older than the store */
  if (g_rename (new_path, build->store) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s cannot be renamed to %s", new_path, build->store);
  return FALSE;
}

/* Sets the published time to the first that is given of --epoch, --date, SOURCE_DATE_EPOCH and the present time.
 * FALSE after printing that --date is no date. */
static gboolean
choose_time (Build *build)
{
  const char *source = g_getenv ("SOURCE_DATE_EPOCH");
  gint64 days = 0;

  if (build->date != NULL && !tiltas_date_parse (build->date, &days, NULL))
    {
      fprintf (stderr, "tiltas-publish: “%s” is no date; write --date YYYY-MM-DD.\n", build->date);
      return FALSE;
    }
  if (build->epoch == 0 && build->date != NULL)
    build->epoch = days * 86400;
  else if (build->epoch == 0 && source != NULL)
    build->epoch = g_ascii_strtoll (source, NULL, 10);
  else if (build->epoch == 0)
    build->epoch = g_get_real_time () / G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
knows_publishers (const Build *build)
{
  for (guint i = 0; build->publishers != NULL && build->publishers[i] != NULL; i++)
    if (tiltas_tree_publisher (build->tree, build->publishers[i]) == NULL)
      {
        fprintf (stderr, "tiltas-publish: publishers.json has no publisher “%s”.\n", build->publishers[i]);
        return FALSE;
      }
  return TRUE;
}

static int
run_build (Build *build)
{
  g_autoptr (GError) error = NULL;
  guint errors;

  if (!knows_publishers (build))
    return TILTAS_EXIT_USAGE;
  errors = tiltas_faults_count (build->tree->faults, TILTAS_FAULT_ERROR);
  if (errors > 0)
    tiltas_input_print_faults (build->tree, stderr);
  if (errors > 0 && !build->lenient)
    {
      fprintf (stderr, "tiltas-publish: %u faults; nothing was written.\n", errors);
      return TILTAS_EXIT_FAULT;
    }
  if (build->out != NULL && !write_packs (build, &error))
    return tiltas_publish_failed (error);
  if (build->store != NULL && !write_store (build, &error))
    return tiltas_publish_failed (error);
  if (build->depfile != NULL && !build->dry_run && !write_depfile (build, &error))
    return tiltas_publish_failed (error);
  return TILTAS_EXIT_OK;
}

int
tiltas_publish_build (char **argv)
{
  Build build = { .seq = 1 };
  const GOptionEntry entries[] = {
    { "publisher", 0, 0, G_OPTION_ARG_STRING_ARRAY, &build.publishers, "Only this publisher (may be repeated)", "ID" },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &build.store, "Make the bundled store FILE, with blobs/ beside it",
      "FILE" },
    { "epoch", 0, 0, G_OPTION_ARG_INT64, &build.epoch, "Published time of the store's editions, UNIX seconds", "UNIX" },
    { "date", 0, 0, G_OPTION_ARG_STRING, &build.date, "The same as a date (default: SOURCE_DATE_EPOCH, else now)",
      "YYYY-MM-DD" },
    { "seq", 0, 0, G_OPTION_ARG_INT64, &build.seq, "Number of the store's editions (default: 1)", "N" },
    TILTAS_ICONS_ENTRY (&build.icons),
    { "depfile", 0, 0, G_OPTION_ARG_FILENAME, &build.depfile, "Write what was read, for ninja (with --store)", "FILE" },
    { "lenient", 0, 0, G_OPTION_ARG_NONE, &build.lenient, "Tell faults, leave out the records that have them, go on",
      NULL },
    TILTAS_DRY_RUN_ENTRY (&build.dry_run),
    G_OPTION_ENTRY_NULL
  };
  const TiltasUsage usage = {
    entries, "CONTENT [OUT]",
    "Compiles a content folder: OUT/PUBLISHER/pack.jsonl with blobs in OUT/blobs, the bundled\n"
    "store with --store, or both. Content with faults is refused and told as by “check”.",
    1, 2
  };
  g_auto (GStrv) words = NULL;
  int code = TILTAS_EXIT_USAGE;

  if (tiltas_publish_options (&usage, argv, &words) && is_folder (words[0]) && choose_time (&build))
    {
      build.out = words[1];
      if (build.seq < 1 || (build.out == NULL && build.store == NULL) || (build.depfile != NULL && build.store == NULL))
        fputs ("tiltas-publish: name OUT or --store FILE; --seq is at least 1; --depfile needs --store.\n", stderr);
      else
        {
          build.tree = tiltas_compile (words[0], build.icons);
          code = run_build (&build);
          tiltas_tree_free (build.tree);
        }
    }
  g_free (build.icons);
  g_free (build.store);
  g_free (build.date);
  g_free (build.depfile);
  g_strfreev (build.publishers);
  return code;
}
