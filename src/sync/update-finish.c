/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/update-finish.h"

#include "sync/blobs.h"
#include "sync/edition.h"
#include "sync/offer.h"
#include "sync/publisher-limits.h"
#include "sync/stored-editions.h"

#include <glib/gstdio.h>
#include <string.h>

/* While not all offers are known, a download is removed only when it is older than this. */
#define DOWNLOAD_SECONDS (14 * 24 * 60 * 60)

/* Scans the stored edition: writes it into a file first, because a list of its blobs is missing. */
static TiltasPackScan *
scan_stored (TiltasAttempt *self, const char *publisher, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.jsonl", self->downloads, publisher);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) out = NULL;
  g_autoptr (GFileInputStream) in = NULL;
  TiltasPackScan *scan = NULL;

  if (!tiltas_attempt_open_importer (self, error))
    return NULL;
  out = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, self->in->context->cancellable, error);
  if (out != NULL && tiltas_importer_write_pack (self->importer, publisher, G_OUTPUT_STREAM (out), error) &&
      g_output_stream_close (G_OUTPUT_STREAM (out), self->in->context->cancellable, error))
    in = g_file_read (file, self->in->context->cancellable, error);
  if (in != NULL)
    scan = tiltas_pack_scan (G_INPUT_STREAM (in), self->in->context->cancellable, error);
  g_unlink (path);
  return scan;
}

static gboolean
fetch_blobs_of (TiltasAttempt *self, const TiltasPublisherLimits *limits, const TiltasEdition *edition, GError **error)
{
  TiltasUpdate *in = self->in;
  TiltasSignedFiles files = tiltas_attempt_files (self);
  g_autoptr (TiltasPackScan) scan = tiltas_blobs_read_list (in->state_dir, edition->publisher, edition->state);

  /* A rollback may have been cut off after its commit, before it restored the list. */
  if (scan == NULL && tiltas_blobs_restore_list (in->state_dir, edition->publisher, edition->state))
    scan = tiltas_blobs_read_list (in->state_dir, edition->publisher, edition->state);
  if (scan == NULL)
    {
      scan = scan_stored (self, edition->publisher, error);
      if (scan == NULL || !tiltas_blobs_write_list (in->state_dir, edition->publisher, edition->state, scan, error))
        return FALSE;
    }
  return tiltas_quota_check (&limits->quota, scan, edition->publisher, error) &&
         tiltas_blobs_fetch (in->state_dir, scan, (const char *const *) in->context->config->languages, &files, error);
}

gboolean
tiltas_update_finish_blobs (TiltasAttempt *self)
{
  for (guint i = 0; i < self->publishers->len; i++)
    {
      const TiltasPublisherLimits *limits = g_ptr_array_index (self->publishers, i);
      const TiltasEdition *edition = tiltas_stored_editions_find (self->editions, limits->publisher);
      GError *error = NULL;
      if (edition != NULL && !fetch_blobs_of (self, limits, edition, &error) &&
          !tiltas_attempt_refuse (self, limits->publisher, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_old (const char *path)
{
  GStatBuf info;

  return g_lstat (path, &info) == 0 && g_get_real_time () / G_USEC_PER_SEC - info.st_mtime > DOWNLOAD_SECONDS;
}

/* Adds the hashes of what the offer downloads. */
static void
want_downloads (GHashTable *wanted, const TiltasOffer *offer)
{
  g_hash_table_add (wanted, tiltas_offer_download (offer)->sha256);
  for (guint i = 0; i < offer->deltas->len; i++)
    g_hash_table_add (wanted, ((TiltasTarget *) g_ptr_array_index (offer->deltas, i))->sha256);
}

/* Removes downloads that no offered edition needs. Those of an edition that is needed but was refused stay, so that the
 * next run need not fetch them again. While not all offers are known, only old downloads are removed. */
static void
prune_downloads (TiltasAttempt *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->downloads, 0, NULL);
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  const char *name;

  for (guint i = 0; i < self->offers->len; i++)
    {
      const TiltasOffer *offer = g_ptr_array_index (self->offers, i);
      const TiltasEdition *edition = tiltas_stored_editions_find (self->editions, offer->edition->publisher);
      if (edition == NULL || (offer->needed && !g_str_equal (edition->state, offer->edition->state)))
        want_downloads (wanted, offer);
    }
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->downloads, name, NULL);
      g_autofree char *sha256 = g_strndup (name, strcspn (name, "."));
      if (g_str_has_suffix (name, ".jsonl") ||
          (!g_hash_table_contains (wanted, sha256) && (self->complete || is_old (path))))
        g_unlink (path);
    }
}

void
tiltas_update_finish_prune (TiltasAttempt *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  prune_downloads (self);
  if (!self->in->changed)
    return;
  for (guint i = 0; i < self->editions->len; i++)
    g_strv_builder_add (builder, ((TiltasEdition *) g_ptr_array_index (self->editions, i))->publisher);
  g_auto (GStrv) publishers = g_strv_builder_end (builder);
  tiltas_blobs_prune (self->in->state_dir, (const char *const *) publishers);
}
