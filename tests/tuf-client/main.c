/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tuf-client"

#include "base/files.h"
#include "sync/fetch.h"
#include "sync/part.h"
#include "sync/url.h"
#include "trust/updater.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

/* The kiosk's own TUF client behind a plain interface, so that suites made for other clients can try it:
 *
 *   tuf-client --metadata-dir D init ROOT
 *   tuf-client --metadata-dir D --metadata-url U refresh
 *   tuf-client --metadata-dir D --metadata-url U --target-name T… --target-base-url B --target-dir X download
 *
 * D holds what is trusted, byte for byte, under unversioned names ("root.json", "a%2Fb.json"); besides it
 * "installed-root" (what init was given) and the links of the root chain ("2.root"). Exit code 0, or 1 with a sentence
 * on standard error. The time is the C library's, so that it can be shifted from outside. */

#define INSTALLED "installed-root"
#define NAME_MAX_BYTES 200

typedef struct
{
  char *metadata_dir, *metadata_url, *target_dir, *target_url;
  GStrv targets;
  TiltasFetcher *fetcher;
} Client;

/* ---- The metadata folder ---- */

static GBytes *
read_kept (const Client *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->metadata_dir, name, NULL);

  return tiltas_file_read (path, TILTAS_TARGETS_MAX, NULL);
}

static gboolean
write_kept (const Client *self, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (self->metadata_dir, name, NULL);

  return tiltas_file_replace (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

static void
drop_kept (const Client *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->metadata_dir, name, NULL);

  g_unlink (path);
}

static gboolean
do_keep (const Client *self, const TiltasKeep *keep, GError **error)
{
  for (guint i = 0; keep->drop != NULL && keep->drop[i] != NULL; i++)
    drop_kept (self, keep->drop[i]);
  return (keep->chain_name == NULL || write_kept (self, keep->chain_name, keep->bytes, error)) &&
         (keep->name == NULL || write_kept (self, keep->name, keep->bytes, error));
}

/* ---- The loop of trust/updater.h ---- */

static gboolean
answer (const Client *self, TiltasUpdater *updater, const TiltasRequest *request, GError **error)
{
  g_autoptr (GBytes) kept = read_kept (self, request->keep_name);
  g_autofree char *url = tiltas_url_join (self->metadata_url, request->name);
  g_auto (TiltasReply) reply = { 0 };
  TiltasKeep keep;

  if (kept != NULL && tiltas_updater_offer (updater, kept, &keep))
    return do_keep (self, &keep, error);
  return tiltas_fetcher_get (self->fetcher, &(TiltasGet){ url, request->max_length, NULL, NULL }, &reply, error) &&
         tiltas_updater_feed (updater, reply.body, &keep, error) && do_keep (self, &keep, error);
}

static gboolean
run (const Client *self, TiltasUpdater *updater, GError **error)
{
  TiltasRequest request;

  while (tiltas_updater_next (updater, &request))
    if (!answer (self, updater, &request, error))
      return FALSE;
  return TRUE;
}

static TiltasUpdater *
refresh (const Client *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->metadata_dir, INSTALLED, NULL);
  g_autoptr (GBytes) root = tiltas_file_read (path, TILTAS_ROOT_MAX, error);
  g_autoptr (GBytes) last = read_kept (self, "root.json");
  g_autoptr (TiltasUpdater) updater = root ? tiltas_updater_new (root, (gint64) time (NULL), error) : NULL;

  if (updater == NULL)
    return NULL;
  tiltas_updater_set_last_root (updater, last);
  if (!run (self, updater, error))
    return NULL;
  return g_steal_pointer (&updater);
}

/* ---- Targets ---- */

/* The file name for a whole path; it is the same for every download. */
static char *
local_name (const char *path)
{
  char *escaped = g_uri_escape_string (path, NULL, FALSE);

  if (strlen (escaped) <= NAME_MAX_BYTES && *escaped != '.')
    return escaped;
  g_free (escaped);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
}

static gboolean
file_fits (const char *path, const TiltasTarget *target, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = file ? g_mapped_file_get_bytes (file) : NULL;

  return bytes != NULL && tiltas_target_check (target, bytes, error);
}

static gboolean
fetch_target (const Client *self, const TiltasTarget *target, const char *path, GError **error)
{
  g_autofree char *url = tiltas_url_join (self->target_url, target->url);
  g_autofree char *hidden = g_strdup_printf (".%s.part", target->sha256 ? target->sha256 : target->sha512);
  g_autofree char *part = g_build_filename (self->target_dir, hidden, NULL);

  if (!tiltas_fetcher_download (self->fetcher, &(TiltasDownload){ .from = url, .to = part, .length = target->length },
                                error))
    return FALSE; /* the part stays, so that the next call goes on */
  if (!file_fits (part, target, error))
    {
      tiltas_part_remove (part);
      return FALSE;
    }
  if (g_rename (part, path) < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
      return FALSE;
    }
  tiltas_part_remove (part);
  return TRUE;
}

static gboolean
download (const Client *self, TiltasUpdater *updater, const char *name, GError **error)
{
  g_autoptr (TiltasTarget) target = NULL;
  g_autofree char *local = local_name (name);
  g_autofree char *path = g_build_filename (self->target_dir, local, NULL);

  if (!tiltas_updater_search (updater, name, error) || !run (self, updater, error))
    return FALSE;
  target = tiltas_updater_finish_search (updater, error);
  if (target == NULL)
    return FALSE;
  return file_fits (path, target, NULL) || fetch_target (self, target, path, error);
}

/* ---- Commands ---- */

static gboolean
command_init (const Client *self, const char *file, GError **error)
{
  static const char *const stale[] = { "timestamp.json", "snapshot.json", "targets.json" };
  g_autoptr (GBytes) root = tiltas_file_read (file, TILTAS_ROOT_MAX, error);
  g_autoptr (TiltasUpdater) updater = root ? tiltas_updater_new (root, 0, error) : NULL;

  if (updater == NULL || !tiltas_folder_make (self->metadata_dir, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (stale); i++)
    drop_kept (self, stale[i]);
  return write_kept (self, "root.json", root, error) && write_kept (self, INSTALLED, root, error);
}

static gboolean
command_download (const Client *self, GError **error)
{
  g_autoptr (TiltasUpdater) updater = refresh (self, error);

  if (updater == NULL || !tiltas_folder_make (self->target_dir, error))
    return FALSE;
  for (guint i = 0; self->targets[i] != NULL; i++)
    if (!download (self, updater, self->targets[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
command_refresh (const Client *self, GError **error)
{
  g_autoptr (TiltasUpdater) updater = refresh (self, error);

  return updater != NULL;
}

static gboolean
usage (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, sentence);
  return FALSE;
}

static gboolean
execute (Client *self, int argc, char *argv[], GError **error)
{
  const char *command = argc > 1 ? argv[1] : "";

  if (self->metadata_dir == NULL)
    return usage (error, "--metadata-dir is missing");
  if (g_str_equal (command, "init"))
    return argc == 3 ? command_init (self, argv[2], error) : usage (error, "init needs the file of a root");
  if (argc != 2 || self->metadata_url == NULL)
    return usage (error, "a command is missing (init ROOT, refresh, download), or --metadata-url");
  if (!tiltas_url_check (self->metadata_url, error))
    return FALSE;
  self->fetcher = tiltas_fetcher_new (NULL);
  if (g_str_equal (command, "refresh"))
    return command_refresh (self, error);
  if (!g_str_equal (command, "download"))
    return usage (error, "the command is not one of init, refresh, download");
  if (self->targets == NULL || self->target_dir == NULL || self->target_url == NULL)
    return usage (error, "download needs --target-name, --target-dir and --target-base-url");
  return tiltas_url_check (self->target_url, error) && command_download (self, error);
}

int
main (int argc, char *argv[])
{
  Client self = { 0 };
  g_autoptr (GError) error = NULL;
  /* Arguments are taken as bytes in any locale: paths of targets are UTF-8. */
  const GOptionEntry entries[] = {
    { "metadata-dir", 0, 0, G_OPTION_ARG_FILENAME, &self.metadata_dir, "Folder of trusted metadata", "D" },
    { "metadata-url", 0, 0, G_OPTION_ARG_FILENAME, &self.metadata_url, "Where metadata are fetched", "URL" },
    { "target-name", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self.targets, "Path of a target; may be repeated", "PATH" },
    { "target-dir", 0, 0, G_OPTION_ARG_FILENAME, &self.target_dir, "Folder for targets", "X" },
    { "target-base-url", 0, 0, G_OPTION_ARG_FILENAME, &self.target_url, "Where targets are fetched", "URL" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("init ROOT | refresh | download");

  g_option_context_add_main_entries (context, entries, NULL);
  gboolean done = g_option_context_parse (context, &argc, &argv, &error) && execute (&self, argc, argv, &error);
  if (!done)
    g_printerr ("tuf-client: %s\n", error->message);
  g_clear_pointer (&self.fetcher, tiltas_fetcher_free);
  g_free (self.metadata_dir);
  g_free (self.metadata_url);
  g_free (self.target_dir);
  g_free (self.target_url);
  g_strfreev (self.targets);
  return done ? 0 : 1;
}
