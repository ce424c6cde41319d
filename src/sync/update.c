/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/update.h"

#include "base/files.h"
#include "content/grants.h"
#include "store/importer.h"
#include "store/reader.h"
#include "sync/blobs.h"
#include "sync/chain.h"
#include "sync/edition.h"
#include "sync/refresh.h"

#include <glib/gstdio.h>
#include <string.h>

#define PUBLISHERS_TARGET "publishers.json"

/* What one attempt gathers. */
typedef struct
{
  TiltasUpdate *in;
  TiltasUpdater *updater;
  TiltasImporter *importer; /* opened when there is something to write */
  GPtrArray *allowances;
  GPtrArray *editions;
  GPtrArray *offers;
  char *downloads;
  guint64 done, total;  /* bytes of all needed downloads */
  const char *fetching; /* publisher, borrowed */
  gboolean complete;    /* every publisher's offer is known: downloads may be pruned */
  GError *first;        /* the first refusal */
} Attempt;

static void
attempt_clear (Attempt *self)
{
  g_clear_pointer (&self->updater, tiltas_updater_free);
  g_clear_pointer (&self->importer, tiltas_importer_free);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_clear_pointer (&self->allowances, g_ptr_array_unref);
  g_clear_pointer (&self->editions, g_ptr_array_unref);
  g_clear_pointer (&self->downloads, g_free);
  g_clear_error (&self->first);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Attempt, attempt_clear)

static const TiltasEdition *
find_edition (GPtrArray *editions, const char *publisher)
{
  for (guint i = 0; i < editions->len; i++)
    {
      const TiltasEdition *edition = g_ptr_array_index (editions, i);
      if (g_str_equal (edition->publisher, publisher))
        return edition;
    }
  return NULL;
}

GPtrArray *
tiltas_update_read_editions (TiltasStore *store, TiltasClock *clock, GError **error)
{
  g_autoptr (TiltasReader) reader = tiltas_reader_open (store, FALSE, error);
  GPtrArray *editions = reader != NULL ? tiltas_reader_editions (reader, error) : NULL;

  for (guint i = 0; editions != NULL && i < editions->len; i++)
    tiltas_clock_raise_floor (clock, tiltas_edition_published (g_ptr_array_index (editions, i)));
  return editions;
}

void
tiltas_update_note_editions (TiltasReport *report, GPtrArray *editions)
{
  for (guint i = 0; i < editions->len; i++)
    {
      const TiltasEdition *edition = g_ptr_array_index (editions, i);
      TiltasPublisherReport *entry = tiltas_report_publisher (report, edition->publisher);
      entry->seq = edition->seq;
      g_free (entry->state);
      entry->state = g_strdup (edition->state);
      g_free (entry->published);
      entry->published = g_strdup (edition->published);
    }
}

/* After these it makes no sense to go on with the next publisher. */
static gboolean
is_final (const GError *error)
{
  switch (tiltas_sync_error_of_word (tiltas_sync_error_word (error)))
    {
    case TILTAS_SYNC_ERROR_CANCELLED:
    case TILTAS_SYNC_ERROR_DISK_FULL:
    case TILTAS_SYNC_ERROR_DISK_FAULT:
    case TILTAS_SYNC_ERROR_READ_ONLY:
    case TILTAS_SYNC_ERROR_STORE_DAMAGED:
    case TILTAS_SYNC_ERROR_BUSY:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Notes why a publisher's offer was not taken. FALSE when the attempt has to end. Takes error. */
static gboolean
note_refusal (Attempt *self, const char *publisher, GError *error)
{
  gboolean goes_on = !is_final (error);

  g_message ("%s: %s: %s", publisher, tiltas_sync_error_word (error), error->message);
  if (tiltas_sync_error_of_word (tiltas_sync_error_word (error)) != TILTAS_SYNC_ERROR_CANCELLED)
    tiltas_publisher_report_set_result (tiltas_report_publisher (self->in->report, publisher), error);
  if (self->first == NULL)
    self->first = error;
  else
    g_error_free (error);
  return goes_on;
}

/* publishers.json is kept in the state folder, so that a run at rest need not fetch it; the signed hash decides. */
static gboolean
read_allowances (Attempt *self, GError **error)
{
  TiltasUpdate *in = self->in;
  g_autofree char *path = g_build_filename (in->state_dir, "publishers", NULL);
  g_autoptr (GBytes) bytes = tiltas_file_read (path, TILTAS_PUBLISHERS_BYTES_MAX, NULL);
  g_autoptr (TiltasTarget) target = NULL;

  if (!tiltas_refresh_find (self->updater, in->metadata, in->source, PUBLISHERS_TARGET, &target, in->cancellable,
                            error))
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
      bytes = tiltas_refresh_read_target (in->source, target, TILTAS_PUBLISHERS_BYTES_MAX, in->cancellable, error);
      if (bytes == NULL || !tiltas_file_replace (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
        return FALSE;
    }
  self->allowances = tiltas_allowances_parse (bytes, error);
  return self->allowances != NULL;
}

/* Finds what a publisher offers. *offer stays NULL when it has published nothing yet. */
static gboolean
find_offer (Attempt *self, const TiltasAllowance *allowance, TiltasOffer **offer, GError **error)
{
  TiltasUpdate *in = self->in;
  g_autofree char *path = g_strconcat (allowance->publisher, "/pack.jsonl", NULL);
  g_autofree char *compressed_path = g_strconcat (path, ".zst", NULL);
  g_autoptr (TiltasTarget) pack = NULL, compressed = NULL;
  gint64 latest = tiltas_metadata_get_expires (tiltas_updater_get_metadata (self->updater, "timestamp"));

  if (!tiltas_refresh_find (self->updater, in->metadata, in->source, path, &pack, in->cancellable, error) ||
      !tiltas_refresh_find (self->updater, in->metadata, in->source, compressed_path, &compressed, in->cancellable,
                            error))
    return FALSE;
  if (pack == NULL)
    return TRUE;
  *offer = tiltas_offer_new (allowance, pack, compressed, latest, error);
  const TiltasEdition *stored = find_edition (self->editions, allowance->publisher);
  return *offer != NULL && tiltas_offer_compare (*offer, stored, error) &&
         tiltas_chain_find (*offer, stored, self->updater, in->metadata, in->source, in->cancellable, error);
}

static gboolean
plan_one (Attempt *self, const TiltasAllowance *allowance)
{
  g_autoptr (TiltasOffer) offer = NULL;
  GError *error = NULL;

  if (!find_offer (self, allowance, &offer, &error))
    {
      self->complete = FALSE;
      return note_refusal (self, allowance->publisher, error);
    }
  tiltas_publisher_report_set_result (tiltas_report_publisher (self->in->report, allowance->publisher), NULL);
  if (offer != NULL && offer->needed)
    self->total += offer->deltas->len > 0 ? tiltas_chain_length (offer) : tiltas_offer_download (offer)->length;
  if (offer != NULL)
    g_ptr_array_add (self->offers, g_steal_pointer (&offer));
  return TRUE;
}

static gboolean
plan (Attempt *self)
{
  self->complete = TRUE;
  g_ptr_array_set_size (self->in->report->publishers, 0);
  for (guint i = 0; i < self->allowances->len; i++)
    tiltas_report_publisher (self->in->report,
                             ((TiltasAllowance *) g_ptr_array_index (self->allowances, i))->publisher);
  for (guint i = 0; i < self->allowances->len; i++)
    if (!plan_one (self, g_ptr_array_index (self->allowances, i)))
      return FALSE;
  return TRUE;
}

static gboolean
check_disk (Attempt *self, GError **error)
{
  guint64 sum = 0, free_bytes = tiltas_disk_free (self->in->state_dir);

  for (guint i = 0; i < self->offers->len; i++)
    {
      const TiltasOffer *offer = g_ptr_array_index (self->offers, i);
      sum += offer->needed ? offer->pack->length : 0;
    }
  if (sum == 0 || free_bytes >= 2 * sum + TILTAS_DISK_RESERVE)
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_DISK_FULL,
               "%s: %" G_GUINT64_FORMAT " MiB are free, %" G_GUINT64_FORMAT " MiB are needed", self->in->state_dir,
               free_bytes >> 20, (2 * sum + TILTAS_DISK_RESERVE) >> 20);
  return FALSE;
}

static gboolean
need_importer (Attempt *self, GError **error)
{
  if (self->importer == NULL)
    self->importer = tiltas_importer_open (self->in->store, error);
  return self->importer != NULL;
}

static void
on_progress (guint64 done, guint64 total G_GNUC_UNUSED, gpointer data)
{
  Attempt *self = data;

  if (self->in->progress != NULL)
    self->in->progress (self->fetching, self->done + done, MAX (self->total, self->done + done), self->in->data);
}

static void
note_import (Attempt *self, const TiltasOffer *offer, const TiltasImportCounts *counts)
{
  self->in->changed = TRUE;
  tiltas_clock_raise_floor (self->in->clock, tiltas_edition_published (offer->edition));
  g_message ("%s: edition %" G_GINT64_FORMAT " imported: %u added, %u changed, %u removed", offer->edition->publisher,
             offer->edition->seq, counts->added, counts->changed, counts->removed);
}

static gboolean
import_pack (Attempt *self, const TiltasOffer *offer, const TiltasVerifiedPack *pack, GError **error)
{
  TiltasUpdate *in = self->in;
  TiltasImportCounts counts = { 0 };
  g_autoptr (GFile) file = g_file_new_for_path (pack->path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, in->cancellable, error);

  if (stream == NULL || !need_importer (self, error) ||
      !tiltas_importer_import (self->importer, offer->edition, &offer->allowance->quota, G_INPUT_STREAM (stream),
                               in->cancellable, &counts, error))
    return FALSE;
  note_import (self, offer, &counts);
  return TRUE;
}

static gboolean
take_deltas (Attempt *self, const TiltasOffer *offer, GError **error)
{
  TiltasUpdate *in = self->in;
  TiltasImportCounts counts = { 0 };
  const TiltasEdition *stored = find_edition (self->editions, offer->edition->publisher);
  g_autoptr (GPtrArray) deltas =
    tiltas_chain_fetch (offer, in->source, self->downloads, on_progress, self, in->cancellable, error);

  if (deltas == NULL || !need_importer (self, error) ||
      !tiltas_importer_apply (self->importer, offer->edition, stored->state, deltas, &offer->allowance->quota, &counts,
                              error))
    return FALSE;
  self->done += tiltas_chain_length (offer);
  note_import (self, offer, &counts);
  return TRUE;
}

static gboolean
take_whole (Attempt *self, const TiltasOffer *offer, GError **error)
{
  TiltasUpdate *in = self->in;
  g_autoptr (TiltasVerifiedPack) pack =
    tiltas_edition_fetch (offer, in->source, self->downloads, on_progress, self, in->cancellable, error);

  self->done += tiltas_offer_download (offer)->length;
  return pack != NULL && import_pack (self, offer, pack, error) &&
         tiltas_blobs_write_list (in->state_dir, offer->edition->publisher, offer->edition->state, pack->scan, error);
}

static gboolean
take_offer (Attempt *self, const TiltasOffer *offer, GError **error)
{
  GError *fault = NULL;

  if (offer->deltas->len == 0)
    return take_whole (self, offer, error);
  if (take_deltas (self, offer, &fault))
    return TRUE;
  if (!tiltas_chain_is_useless (fault))
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  g_message ("%s: the whole edition is fetched: %s", offer->edition->publisher, fault->message);
  g_error_free (fault);
  return take_whole (self, offer, error);
}

static gboolean
take_offers (Attempt *self)
{
  for (guint i = 0; i < self->offers->len; i++)
    {
      const TiltasOffer *offer = g_ptr_array_index (self->offers, i);
      GError *error = NULL;
      self->fetching = offer->edition->publisher;
      if (offer->needed && !take_offer (self, offer, &error) && !note_refusal (self, offer->edition->publisher, error))
        return FALSE;
    }
  return TRUE;
}

/* Publishers that the National Library has taken off the list go. */
static gboolean
retain (Attempt *self, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean all = TRUE;

  for (guint i = 0; i < self->allowances->len; i++)
    {
      const TiltasAllowance *allowance = g_ptr_array_index (self->allowances, i);
      g_strv_builder_add (builder, allowance->publisher);
      g_hash_table_add (listed, allowance->publisher);
    }
  for (guint i = 0; i < self->editions->len; i++)
    all = all && g_hash_table_contains (listed, ((TiltasEdition *) g_ptr_array_index (self->editions, i))->publisher);
  if (all)
    return TRUE;
  g_auto (GStrv) publishers = g_strv_builder_end (builder);
  if (!need_importer (self, error) || !tiltas_importer_retain (self->importer, (const char *const *) publishers, error))
    return FALSE;
  self->in->changed = TRUE;
  return TRUE;
}

/* The stored edition's own bytes, read back and scanned. */
static TiltasPackScan *
scan_stored (Attempt *self, const char *publisher, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.jsonl", self->downloads, publisher);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) out = NULL;
  g_autoptr (GFileInputStream) in = NULL;
  TiltasPackScan *scan = NULL;

  if (!need_importer (self, error))
    return NULL;
  out = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, self->in->cancellable, error);
  if (out != NULL && tiltas_importer_write_pack (self->importer, publisher, G_OUTPUT_STREAM (out), error) &&
      g_output_stream_close (G_OUTPUT_STREAM (out), self->in->cancellable, error))
    in = g_file_read (file, self->in->cancellable, error);
  if (in != NULL)
    scan = tiltas_pack_scan (G_INPUT_STREAM (in), self->in->cancellable, error);
  g_unlink (path);
  return scan;
}

static gboolean
fetch_blobs_of (Attempt *self, const TiltasAllowance *allowance, const TiltasEdition *edition, GError **error)
{
  TiltasUpdate *in = self->in;
  g_autoptr (TiltasPackScan) scan = tiltas_blobs_read_list (in->state_dir, edition->publisher, edition->state);

  /* A return to the edition before that was cut off right after its commit. */
  if (scan == NULL && tiltas_blobs_return (in->state_dir, edition->publisher, edition->state))
    scan = tiltas_blobs_read_list (in->state_dir, edition->publisher, edition->state);
  if (scan == NULL)
    {
      scan = scan_stored (self, edition->publisher, error);
      if (scan == NULL || !tiltas_blobs_write_list (in->state_dir, edition->publisher, edition->state, scan, error))
        return FALSE;
    }
  return tiltas_quota_check (&allowance->quota, scan, edition->publisher, error) &&
         tiltas_blobs_fetch (in->state_dir, scan, in->languages, in->source, NULL, NULL, in->cancellable, error);
}

static gboolean
fetch_blobs (Attempt *self)
{
  for (guint i = 0; i < self->allowances->len; i++)
    {
      const TiltasAllowance *allowance = g_ptr_array_index (self->allowances, i);
      const TiltasEdition *edition = find_edition (self->editions, allowance->publisher);
      GError *error = NULL;
      if (edition != NULL && !fetch_blobs_of (self, allowance, edition, &error) &&
          !note_refusal (self, allowance->publisher, error))
        return FALSE;
    }
  return TRUE;
}

static void
want_downloads (GHashTable *wanted, const TiltasOffer *offer)
{
  g_hash_table_add (wanted, tiltas_offer_download (offer)->sha256);
  for (guint i = 0; i < offer->deltas->len; i++)
    g_hash_table_add (wanted, ((TiltasTarget *) g_ptr_array_index (offer->deltas, i))->sha256);
}

/* Removes what no edition on offer needs. What is needed but refused stays: the next run need not fetch it again. */
static void
prune_downloads (Attempt *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->downloads, 0, NULL);
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  const char *name;

  for (guint i = 0; i < self->offers->len; i++)
    {
      const TiltasOffer *offer = g_ptr_array_index (self->offers, i);
      const TiltasEdition *edition = find_edition (self->editions, offer->edition->publisher);
      if (edition == NULL || (offer->needed && !g_str_equal (edition->state, offer->edition->state)))
        want_downloads (wanted, offer);
    }
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->downloads, name, NULL);
      g_autofree char *sha256 = g_strndup (name, strcspn (name, "."));
      if (g_str_has_suffix (name, ".jsonl") ||
          (self->complete && self->first == NULL && !g_hash_table_contains (wanted, sha256)))
        g_unlink (path);
    }
}

static void
prune (Attempt *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  prune_downloads (self);
  if (!self->in->changed || self->first != NULL)
    return;
  for (guint i = 0; i < self->editions->len; i++)
    g_strv_builder_add (builder, ((TiltasEdition *) g_ptr_array_index (self->editions, i))->publisher);
  g_auto (GStrv) publishers = g_strv_builder_end (builder);
  tiltas_blobs_prune (self->in->state_dir, (const char *const *) publishers);
}

/* Everything before the first publisher: what fails here, fails the attempt. */
static gboolean
prepare (Attempt *self, GError **error)
{
  TiltasUpdate *in = self->in;

  self->downloads = g_build_filename (in->state_dir, "downloads", NULL);
  self->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_offer_free);
  self->editions = tiltas_update_read_editions (in->store, in->clock, error);
  if (self->editions == NULL || !tiltas_folder_make (self->downloads, error))
    return FALSE;
  self->updater =
    tiltas_refresh (in->metadata, in->source, in->root, tiltas_clock_now (in->clock), in->cancellable, error);
  return self->updater != NULL && read_allowances (self, error);
}

/* Commits may have happened: from here on the store's own list counts. */
static gboolean
reread_editions (Attempt *self, GError **error)
{
  g_clear_pointer (&self->editions, g_ptr_array_unref);
  self->editions = tiltas_update_read_editions (self->in->store, self->in->clock, error);
  return self->editions != NULL;
}

gboolean
tiltas_update_run (TiltasUpdate *in, GError **error)
{
  g_auto (Attempt) self = { .in = in };
  gboolean goes_on;

  if (!prepare (&self, error))
    return FALSE;
  goes_on = plan (&self);
  if (goes_on && !check_disk (&self, error))
    return FALSE;
  goes_on = goes_on && take_offers (&self);
  if (goes_on && (!retain (&self, error) || !reread_editions (&self, error)))
    return FALSE;
  if (goes_on && fetch_blobs (&self))
    prune (&self);
  if (self.first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self.first));
  return FALSE;
}

gboolean
tiltas_update_look (TiltasUpdate *in, TiltasUpdateEach each, gpointer data, GError **error)
{
  g_auto (Attempt) self = { .in = in };
  gboolean goes_on;

  if (!prepare (&self, error))
    return FALSE;
  goes_on = plan (&self);
  for (guint i = 0; goes_on && i < self.offers->len; i++)
    {
      const TiltasOffer *offer = g_ptr_array_index (self.offers, i);
      GError *fault = NULL;
      if (!each (offer, find_edition (self.editions, offer->edition->publisher), self.downloads, data, &fault))
        goes_on = note_refusal (&self, offer->edition->publisher, fault);
    }
  return TRUE;
}
