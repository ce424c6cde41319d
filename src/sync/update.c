/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/update.h"

#include "base/files.h"
#include "content/grants.h"
#include "store/reader-editions.h"
#include "sync/blobs.h"
#include "sync/delta-update.h"
#include "sync/disk-space.h"
#include "sync/edition.h"
#include "sync/error.h"
#include "sync/part.h"
#include "sync/publisher-limits.h"
#include "sync/refresh.h"
#include "sync/stored-editions.h"
#include "sync/update-finish.h"

#define PUBLISHERS_TARGET "publishers.json"

/* Reads publishers.json, which names the publishers and their limits. A copy is kept in the state folder; it is fetched
 * only when the copy does not have the signed hash. */
static gboolean
read_publishers (TiltasAttempt *self, GError **error)
{
  TiltasSignedFiles files = tiltas_attempt_files (self);
  g_autofree char *path = g_build_filename (self->in->state_dir, "publishers", NULL);
  g_autoptr (GBytes) bytes = tiltas_file_read (path, TILTAS_PUBLISHERS_BYTES_MAX, NULL);
  g_autoptr (TiltasTarget) target = NULL;

  if (!tiltas_refresh_find (&self->refresh, PUBLISHERS_TARGET, &target, error))
    return FALSE;
  if (target == NULL || !g_str_equal (target->role, "targets"))
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_FORMAT,
                   "the top-level targets do not name " PUBLISHERS_TARGET);
      return FALSE;
    }
  if (bytes == NULL || !tiltas_target_check (target, bytes, NULL))
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      bytes = tiltas_signed_files_read_target (&files, target, TILTAS_PUBLISHERS_BYTES_MAX, error);
      if (bytes == NULL || !tiltas_file_replace (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
        return FALSE;
    }
  self->publishers = tiltas_publisher_limits_parse (bytes, error);
  return self->publishers != NULL;
}

/* Finds the offer of a publisher. *offer stays NULL when the publisher has published nothing yet. */
static gboolean
find_offer (TiltasAttempt *self, const TiltasPublisherLimits *limits, TiltasOffer **offer, GError **error)
{
  g_autofree char *path = g_strconcat (limits->publisher, "/pack.jsonl", NULL);
  g_autofree char *compressed_path = g_strconcat (path, ".zst", NULL);
  g_autoptr (TiltasTarget) pack = NULL, compressed = NULL;
  gint64 latest = tiltas_metadata_get_expires (tiltas_updater_get_metadata (self->refresh.updater, "timestamp"));

  if (!tiltas_refresh_find (&self->refresh, path, &pack, error) ||
      !tiltas_refresh_find (&self->refresh, compressed_path, &compressed, error))
    return FALSE;
  if (pack == NULL)
    return TRUE;
  *offer = tiltas_offer_new (limits, pack, compressed, latest, error);
  const TiltasEdition *stored = tiltas_stored_editions_find (self->editions, limits->publisher);
  return *offer != NULL && tiltas_offer_compare (*offer, stored, error) &&
         tiltas_delta_update_find (*offer, stored, &self->refresh, error);
}

/* The edition that came with the program has a number of its own. When the publisher offers the same content (the same
 * state) under a higher number, the stored edition takes that number, so that both count alike from then on. */
static gboolean
adopt_number (TiltasAttempt *self, const TiltasOffer *offer, GError **error)
{
  const TiltasEdition *stored = tiltas_stored_editions_find (self->editions, offer->edition->publisher);

  return stored == NULL || g_strcmp0 (stored->state, offer->edition->state) != 0 ||
         offer->edition->seq <= MAX (stored->seq, stored->held) ||
         (tiltas_attempt_open_importer (self, error) &&
          tiltas_importer_renumber (self->importer, offer->edition, error));
}

static gboolean
plan_one (TiltasAttempt *self, const TiltasPublisherLimits *limits)
{
  g_autoptr (TiltasOffer) offer = NULL;
  GError *error = NULL;

  if (!find_offer (self, limits, &offer, &error) || (offer != NULL && !adopt_number (self, offer, &error)))
    {
      self->complete = FALSE;
      return tiltas_attempt_refuse (self, limits->publisher, error);
    }
  self->n_cut = 0;
  tiltas_publisher_report_set_result (tiltas_report_publisher (self->in->report, limits->publisher), NULL);
  if (offer != NULL && offer->needed)
    self->total += offer->deltas->len > 0 ? tiltas_delta_update_length (offer) : tiltas_offer_download (offer)->length;
  if (offer != NULL)
    g_ptr_array_add (self->offers, g_steal_pointer (&offer));
  return TRUE;
}

/* Begins the report's list of publishers anew, and puts publishers last that were refused something in the last run, so
 * that whatever it was holds up no other publisher. */
static void
sort_publishers (TiltasAttempt *self)
{
  TiltasReport *report = self->in->report;
  g_autoptr (GPtrArray) prompt = g_ptr_array_new (), late = g_ptr_array_new ();

  for (guint i = 0; i < self->publishers->len; i++)
    {
      TiltasPublisherLimits *limits = g_ptr_array_index (self->publishers, i);
      const char *word = tiltas_report_publisher (report, limits->publisher)->word;
      g_ptr_array_add (word == NULL || g_str_equal (word, "ok") ? prompt : late, limits);
    }
  g_ptr_array_set_size (report->publishers, 0);
  for (guint i = 0; i < self->publishers->len; i++)
    {
      const TiltasPublisherLimits *limits = g_ptr_array_index (self->publishers, i);
      tiltas_report_publisher (report, limits->publisher)->origin = tiltas_source_origin (self->in->source);
    }
  self->n_prompt = prompt->len;
  g_ptr_array_extend_and_steal (prompt, g_steal_pointer (&late));
  for (guint i = 0; i < prompt->len; i++)
    self->publishers->pdata[i] = prompt->pdata[i];
}

/* Plans for the publishers with index from to to - 1. FALSE when the attempt has to end. */
static gboolean
plan (TiltasAttempt *self, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    if (!plan_one (self, g_ptr_array_index (self->publishers, i)))
      {
        self->complete = FALSE;
        return FALSE;
      }
  return TRUE;
}

/* Checks the space for one edition alone (formats.md, "Repository"): when it is too little for one publisher it may be
 * enough for another. The lengths of all are not summed up, because a publisher could claim any length. */
static gboolean
check_disk (TiltasAttempt *self, const TiltasOffer *offer, GError **error)
{
  guint64 free_bytes = tiltas_disk_free (self->in->state_dir), length = offer->pack->length;

  if (free_bytes >= tiltas_disk_space_needed (length, 0))
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_DISK_FULL,
               "%s: %" G_GUINT64_FORMAT " MiB are free in %s, twice %" G_GUINT64_FORMAT " MiB and 64 MiB are needed",
               offer->edition->publisher, free_bytes >> 20, self->in->state_dir, (length >> 20) + 1);
  return FALSE;
}

static void
on_progress (guint64 done, guint64 total G_GNUC_UNUSED, gpointer data)
{
  TiltasAttempt *self = data;
  const TiltasSyncContext *context = self->in->context;

  if (context->progress != NULL)
    context->progress (self->fetching, self->done + done, MAX (self->total, self->done + done), context->data);
}

static TiltasSignedFiles
files_with_progress (TiltasAttempt *self)
{
  TiltasSignedFiles files = tiltas_attempt_files (self);

  files.progress = on_progress;
  files.data = self;
  return files;
}

static void
note_import (TiltasAttempt *self, const TiltasOffer *offer, const TiltasImportCounts *counts)
{
  self->in->changed = TRUE;
  tiltas_clock_raise_floor (self->in->context->clock, tiltas_edition_published (offer->edition));
  g_message ("%s: edition %" G_GINT64_FORMAT " imported: %u added, %u changed, %u removed", offer->edition->publisher,
             offer->edition->seq, counts->added, counts->changed, counts->removed);
}

static gboolean
import_pack (TiltasAttempt *self, const TiltasOffer *offer, const TiltasVerifiedPack *pack, GError **error)
{
  GCancellable *cancellable = self->in->context->cancellable;
  TiltasImportCounts counts = { 0 };
  g_autoptr (GFile) file = g_file_new_for_path (pack->path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);

  if (stream == NULL || !tiltas_attempt_open_importer (self, error) ||
      !tiltas_importer_import (self->importer, offer->edition, &offer->limits->quota, G_INPUT_STREAM (stream),
                               cancellable, &counts, error))
    return FALSE;
  note_import (self, offer, &counts);
  return TRUE;
}

static gboolean
import_deltas (TiltasAttempt *self, const TiltasOffer *offer, GError **error)
{
  TiltasSignedFiles files = files_with_progress (self);
  TiltasImportCounts counts = { 0 };
  const TiltasEdition *stored = tiltas_stored_editions_find (self->editions, offer->edition->publisher);
  g_autoptr (GPtrArray) deltas = tiltas_delta_update_fetch (offer, &files, error);

  if (deltas == NULL || !tiltas_attempt_open_importer (self, error) ||
      !tiltas_importer_apply (self->importer, offer->edition, stored->state, deltas, &offer->limits->quota, &counts,
                              error))
    return FALSE;
  self->done += tiltas_delta_update_length (offer);
  note_import (self, offer, &counts);
  return TRUE;
}

static gboolean
import_whole (TiltasAttempt *self, const TiltasOffer *offer, GError **error)
{
  TiltasSignedFiles files = files_with_progress (self);
  g_autoptr (TiltasVerifiedPack) pack = tiltas_edition_fetch (offer, &files, error);

  self->done += tiltas_offer_download (offer)->length;
  return pack != NULL && import_pack (self, offer, pack, error) &&
         tiltas_blobs_write_list (self->in->state_dir, offer->edition->publisher, offer->edition->state, pack->scan,
                                  error);
}

static gboolean
import_offer (TiltasAttempt *self, const TiltasOffer *offer, GError **error)
{
  GError *fault = NULL;

  if (offer->deltas->len == 0)
    return import_whole (self, offer, error);
  if (import_deltas (self, offer, &fault))
    return TRUE;
  if (!tiltas_delta_update_can_fall_back (fault))
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  g_message ("%s: the whole edition is fetched: %s", offer->edition->publisher, fault->message);
  g_error_free (fault);
  return import_whole (self, offer, error);
}

/* After a full disk: what is there of this download must not take the space of the next publisher. */
static void
remove_downloads_of (TiltasAttempt *self, const TiltasOffer *offer)
{
  const char *const hashes[] = { offer->pack->sha256, offer->compressed != NULL ? offer->compressed->sha256 : NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (hashes) && hashes[i] != NULL; i++)
    {
      g_autofree char *part = tiltas_part_path (self->downloads, hashes[i]);
      tiltas_part_remove (part);
    }
}

static gboolean
serve_one (TiltasAttempt *self, const TiltasOffer *offer)
{
  GError *error = NULL;

  self->fetching = offer->edition->publisher;
  if (!offer->needed)
    return TRUE;
  if (check_disk (self, offer, &error) && import_offer (self, offer, &error))
    {
      self->n_cut = 0;
      return TRUE;
    }
  if (tiltas_sync_error_code (error) == TILTAS_SYNC_ERROR_DISK_FULL)
    remove_downloads_of (self, offer);
  return tiltas_attempt_refuse (self, offer->limits->publisher, error);
}

static gboolean
serve_offers (TiltasAttempt *self)
{
  while (self->n_served < self->offers->len)
    if (!serve_one (self, g_ptr_array_index (self->offers, self->n_served++)))
      return FALSE;
  return TRUE;
}

/* Removes the content of publishers that the National Library has taken off publishers.json. */
static gboolean
remove_unlisted (TiltasAttempt *self, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean all = TRUE;

  for (guint i = 0; i < self->publishers->len; i++)
    {
      const TiltasPublisherLimits *limits = g_ptr_array_index (self->publishers, i);
      g_strv_builder_add (builder, limits->publisher);
      g_hash_table_add (listed, limits->publisher);
    }
  for (guint i = 0; i < self->editions->len; i++)
    all = all && g_hash_table_contains (listed, ((TiltasEdition *) g_ptr_array_index (self->editions, i))->publisher);
  if (all)
    return TRUE;
  g_auto (GStrv) publishers = g_strv_builder_end (builder);
  if (!tiltas_attempt_open_importer (self, error) ||
      !tiltas_importer_retain (self->importer, (const char *const *) publishers, error))
    return FALSE;
  self->in->changed = TRUE;
  return TRUE;
}

/* Does everything that comes before the first publisher. A failure here fails the attempt. */
static gboolean
prepare (TiltasAttempt *self, GError **error)
{
  TiltasUpdate *in = self->in;

  self->downloads = g_build_filename (in->state_dir, "downloads", NULL);
  self->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_offer_free);
  self->refused = g_hash_table_new (g_str_hash, g_str_equal);
  self->complete = TRUE;
  self->editions = tiltas_stored_editions_read (in->context->store, in->context->clock, error);
  if (self->editions == NULL || !tiltas_folder_make (self->downloads, error))
    return FALSE;
  self->refresh =
    (TiltasRefresh){ .metadata = in->metadata, .source = in->source, .cancellable = in->context->cancellable };
  if (!tiltas_refresh_top_level (&self->refresh, in->root, tiltas_clock_now (in->context->clock), error) ||
      !read_publishers (self, error))
    return FALSE;
  sort_publishers (self);
  return TRUE;
}

/* Reads the list of editions again, because imports may have changed it. */
static gboolean
reread_editions (TiltasAttempt *self, GError **error)
{
  g_clear_pointer (&self->editions, g_ptr_array_unref);
  self->editions = tiltas_stored_editions_read (self->in->context->store, self->in->context->clock, error);
  return self->editions != NULL;
}

gboolean
tiltas_update_run (TiltasUpdate *in, GError **error)
{
  g_auto (TiltasAttempt) self = { .in = in };
  gboolean goes_on;

  if (!prepare (&self, error))
    return FALSE;
  goes_on = plan (&self, 0, self.n_prompt) && serve_offers (&self) &&
            plan (&self, self.n_prompt, self.publishers->len) && serve_offers (&self);
  if (goes_on && (!remove_unlisted (&self, error) || !reread_editions (&self, error)))
    return FALSE;
  goes_on = goes_on && tiltas_update_finish_blobs (&self);
  if (goes_on)
    tiltas_update_finish_prune (&self);
  if (self.first == NULL)
    return TRUE;
  tiltas_attempt_propagate_refusal (&self, goes_on, error);
  return FALSE;
}

gboolean
tiltas_update_dry_run (TiltasUpdate *in, TiltasOfferFunc each, gpointer data, GError **error)
{
  g_auto (TiltasAttempt) self = { .in = in };
  gboolean goes_on;

  if (!prepare (&self, error))
    return FALSE;
  TiltasSignedFiles files = tiltas_attempt_files (&self);
  goes_on = plan (&self, 0, self.publishers->len);
  for (guint i = 0; goes_on && i < self.offers->len; i++)
    {
      const TiltasOffer *offer = g_ptr_array_index (self.offers, i);
      const TiltasEdition *stored = tiltas_stored_editions_find (self.editions, offer->edition->publisher);
      GError *fault = NULL;
      if (!each (offer, stored, &files, data, &fault))
        goes_on = tiltas_attempt_refuse (&self, offer->edition->publisher, fault);
    }
  return TRUE;
}
