/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/stick-plan.h"

#include "base/files.h"
#include "content/pack-reader.h"
#include "content/record.h"
#include "sync/blobs.h"
#include "sync/delta-update.h"
#include "sync/disk-space.h"
#include "sync/edition.h"
#include "sync/source-folder.h"
#include "sync/trust-copy.h"
#include "sync/update.h"

#include <string.h>

#define PIECE (64 * 1024)

/* ---- The plan ---- */

static void
counts_free (gpointer data)
{
  TiltasStickCounts *counts = data;

  g_free (counts->language);
  g_free (counts);
}

static void
publisher_free (gpointer data)
{
  TiltasStickPublisher *publisher = data;

  g_free (publisher->publisher);
  g_ptr_array_unref (publisher->counts);
  g_free (publisher);
}

static void
plan_clear (gpointer data)
{
  g_ptr_array_unref (((TiltasStickPlan *) data)->publishers);
}

TiltasStickPlan *
tiltas_stick_plan_ref (TiltasStickPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
tiltas_stick_plan_unref (TiltasStickPlan *self)
{
  g_atomic_rc_box_release_full (self, plan_clear);
}

static TiltasStickPublisher *
publisher_new (const char *name)
{
  TiltasStickPublisher *self = g_new0 (TiltasStickPublisher, 1);

  self->publisher = g_strdup (name);
  self->counts = g_ptr_array_new_with_free_func (counts_free);
  return self;
}

/* The counts of a language (or NULL), made when they are not there. */
static TiltasStickCounts *
counts_of (TiltasStickPublisher *self, const char *language)
{
  TiltasStickCounts *counts;

  for (guint i = 0; i < self->counts->len; i++)
    {
      counts = g_ptr_array_index (self->counts, i);
      if (g_strcmp0 (counts->language, language) == 0)
        return counts;
    }
  counts = g_new0 (TiltasStickCounts, 1);
  counts->language = g_strdup (language);
  g_ptr_array_add (self->counts, counts);
  return counts;
}

static int
by_language (gconstpointer a, gconstpointer b)
{
  const TiltasStickCounts *first = *(TiltasStickCounts *const *) a, *second = *(TiltasStickCounts *const *) b;

  if (first->language == NULL || second->language == NULL)
    return (first->language == NULL) - (second->language == NULL);
  return strcmp (first->language, second->language);
}

/* ---- The difference of two editions ---- */

typedef struct
{
  GHashTable *lines; /* of the stored edition: key → SHA-256 of the line. Lines found on the stick are removed. */
  TiltasStickPublisher *publisher;
} Difference;

static char *
hash_line (const char *line, gsize length)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) line, length);
}

static gboolean
remember_line (const TiltasPackLine *line, gpointer data, GError **error G_GNUC_UNUSED)
{
  Difference *self = data;

  g_hash_table_insert (self->lines, g_strdup (line->key->key), hash_line (line->text, line->length));
  return TRUE;
}

static gboolean
compare_line (const TiltasPackLine *line, gpointer data, GError **error G_GNUC_UNUSED)
{
  Difference *self = data;
  const char *old = g_hash_table_lookup (self->lines, line->key->key);
  g_autofree char *now = hash_line (line->text, line->length);

  if (old == NULL)
    {
      self->publisher->added++;
      counts_of (self->publisher, line->key->lang)->added++;
    }
  else if (!g_str_equal (old, now))
    {
      self->publisher->changed++;
      counts_of (self->publisher, line->key->lang)->changed++;
    }
  g_hash_table_remove (self->lines, line->key->key);
  return TRUE;
}

/* Calls line for every line of a pack. */
static gboolean
read_pack (const char *path, const char *publisher, TiltasPackLineFunc on_line, gpointer data, GError **error)
{
  g_autoptr (TiltasPackReader) reader = tiltas_pack_reader_new (publisher, on_line, data);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *piece = g_malloc (PIECE);
  gssize got = -1;

  while (stream != NULL && (got = g_input_stream_read (G_INPUT_STREAM (stream), piece, PIECE, NULL, error)) > 0)
    if (!tiltas_pack_reader_feed (reader, piece, (gsize) got, error))
      return FALSE;
  return got == 0 && tiltas_pack_reader_finish (reader, NULL, error);
}

/* The language of a key "publisher/kind/id/lang", or NULL for a key without one. Borrowed from key. */
static const char *
language_of_key (const char *key)
{
  const char *end = key;

  for (int i = 0; i < 3 && end != NULL; i++)
    end = strchr (i == 0 ? end : end + 1, '/');
  return end != NULL ? end + 1 : NULL;
}

/* ---- The dry run ---- */

typedef struct
{
  const TiltasSyncContext *context;
  TiltasSource *source;
  TiltasImporter *importer; /* NULL until it is needed */
  GPtrArray *publishers;    /* of TiltasStickPublisher */
  guint64 pack_bytes;       /* of all editions to import */
  guint64 blob_bytes;       /* of their pictures and sounds that are not here yet */
} DryRun;

/* Remembers the lines of the edition that the store has. */
static gboolean
read_stored (DryRun *self, const char *publisher, const char *folder, Difference *difference, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.stored", folder, publisher);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) out = NULL;

  if (self->importer == NULL)
    self->importer = tiltas_importer_open (self->context->store, error);
  out = self->importer != NULL ? g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error) : NULL;
  return out != NULL && tiltas_importer_write_pack (self->importer, publisher, G_OUTPUT_STREAM (out), error) &&
         g_output_stream_close (G_OUTPUT_STREAM (out), NULL, error) &&
         read_pack (path, publisher, remember_line, difference, error);
}

/* Counts the pictures and sounds that are not here yet. FALSE when one of them is not on the stick either. */
static gboolean
count_blobs (DryRun *self, const TiltasPackScan *scan, GError **error)
{
  GHashTableIter iter;
  gpointer sha256, length;

  g_hash_table_iter_init (&iter, scan->blobs);
  while (g_hash_table_iter_next (&iter, &sha256, &length))
    {
      g_autofree char *here = tiltas_blob_path (self->context->config->state_dir, sha256);
      g_autofree char *there = tiltas_blob_path (tiltas_source_address (self->source), sha256);
      if (g_file_test (here, G_FILE_TEST_IS_REGULAR))
        continue;
      if (!g_file_test (there, G_FILE_TEST_IS_REGULAR))
        {
          g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MISSING, "%s: there is no such file", there);
          return FALSE;
        }
      self->blob_bytes += *(guint64 *) length;
    }
  return TRUE;
}

/* TRUE when the deltas on the stick can replace its whole edition, which failed with fault. */
static gboolean
deltas_will_do (const TiltasOffer *offer, const TiltasSignedFiles *files, const GError *fault)
{
  if (offer->deltas->len == 0 || !tiltas_delta_update_can_fall_back (fault))
    return FALSE;
  g_autoptr (GPtrArray) deltas = tiltas_delta_update_fetch (offer, files, NULL);
  return deltas != NULL;
}

/* Counts the stored lines that are not on the stick. */
static void
count_removed (const Difference *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      self->publisher->removed++;
      counts_of (self->publisher, language_of_key (key))->removed++;
    }
}

/* Compares the edition on the stick with the stored one (or NULL), line by line. Where the whole edition is damaged or
 * missing but deltas will do, nothing is counted. */
static gboolean
compare (DryRun *self,
         const TiltasOffer *offer,
         const TiltasEdition *stored,
         const TiltasSignedFiles *files,
         TiltasStickPublisher *publisher,
         GError **error)
{
  const char *name = offer->edition->publisher;
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Difference difference = { lines, publisher };
  GError *fault = NULL;
  g_autoptr (TiltasVerifiedPack) pack = tiltas_edition_fetch (offer, files, &fault);

  self->pack_bytes += offer->pack->length;
  if (pack == NULL && deltas_will_do (offer, files, fault))
    {
      g_error_free (fault);
      return TRUE;
    }
  if (pack == NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  if ((stored != NULL && !read_stored (self, name, files->folder, &difference, error)) ||
      !read_pack (pack->path, name, compare_line, &difference, error) || !count_blobs (self, pack->scan, error))
    return FALSE;
  count_removed (&difference);
  g_ptr_array_sort (publisher->counts, by_language);
  return TRUE;
}

static TiltasStickState
state_of (const TiltasOffer *offer, const TiltasEdition *stored)
{
  if (stored != NULL && g_str_equal (stored->state, offer->edition->state))
    return TILTAS_STICK_SAME;
  if (offer->needed)
    return stored != NULL ? TILTAS_STICK_NEWER : TILTAS_STICK_NEW;
  return stored != NULL && offer->edition->seq > stored->seq ? TILTAS_STICK_HELD : TILTAS_STICK_OLDER;
}

static gboolean
on_offer (const TiltasOffer *offer,
          const TiltasEdition *stored,
          const TiltasSignedFiles *files,
          gpointer data,
          GError **error)
{
  DryRun *self = data;
  TiltasStickPublisher *publisher = publisher_new (offer->edition->publisher);

  g_ptr_array_add (self->publishers, publisher);
  publisher->seq_here = stored != NULL ? stored->seq : 0;
  publisher->seq_there = offer->edition->seq;
  publisher->state = state_of (offer, stored);
  return !offer->needed || compare (self, offer, stored, files, publisher, error);
}

/* ---- The whole ---- */

static void
refuse (TiltasStickPublisher *self, TiltasSyncError refusal)
{
  self->state = TILTAS_STICK_REFUSED;
  self->refusal = refusal;
}

/* The entry of a publisher, made when it is not there. */
static TiltasStickPublisher *
find_publisher (GPtrArray *publishers, const char *name)
{
  for (guint i = 0; i < publishers->len; i++)
    {
      TiltasStickPublisher *publisher = g_ptr_array_index (publishers, i);
      if (g_str_equal (publisher->publisher, name))
        return publisher;
    }
  TiltasStickPublisher *publisher = publisher_new (name);
  g_ptr_array_add (publishers, publisher);
  return publisher;
}

/* Takes over refusals from the report of the dry run. */
static void
note_refusals (GPtrArray *publishers, const TiltasReport *report)
{
  for (guint i = 0; i < report->publishers->len; i++)
    {
      const TiltasPublisherReport *entry = g_ptr_array_index (report->publishers, i);
      if (tiltas_sync_sentence (entry->word) != NULL)
        refuse (find_publisher (publishers, entry->publisher), tiltas_sync_error_of_word (entry->word));
    }
}

static void
sum_up (TiltasStickPlan *self)
{
  self->state = TILTAS_STICK_SAME;
  for (guint i = 0; i < self->publishers->len; i++)
    {
      const TiltasStickPublisher *publisher = g_ptr_array_index (self->publishers, i);
      if (publisher->state == TILTAS_STICK_NEW || publisher->state == TILTAS_STICK_NEWER)
        {
          self->state = TILTAS_STICK_NEWER;
          return;
        }
      if (publisher->state == TILTAS_STICK_SAME)
        continue;
      self->state = publisher->state == TILTAS_STICK_HELD ? TILTAS_STICK_OLDER : publisher->state;
      self->refusal = publisher->refusal;
    }
}

/* copy: folder with a copy of the trust state, where the dry run keeps its files. */
static gboolean
dry_run (DryRun *self, const char *copy, GError **error)
{
  g_autoptr (TiltasReport) report = tiltas_report_read (copy);
  g_autoptr (GBytes) root = tiltas_sync_config_read_root (self->context->config, error);
  g_autoptr (TiltasMetadataStore) metadata = NULL;

  if (root == NULL || !tiltas_source_find_repository (self->source, error))
    return FALSE;
  metadata = tiltas_metadata_store_open (copy, error);
  TiltasUpdate update = { .context = self->context,
                          .state_dir = copy,
                          .metadata = metadata,
                          .source = self->source,
                          .root = root,
                          .report = report };
  if (metadata == NULL || !tiltas_metadata_store_use_root (metadata, root, TRUE, error) ||
      !tiltas_update_dry_run (&update, on_offer, self, error))
    return FALSE;
  note_refusals (self->publishers, report);
  return TRUE;
}

static void
plan_refuse (TiltasStickPlan *self, TiltasSyncError refusal)
{
  self->state = TILTAS_STICK_REFUSED;
  self->refusal = refusal;
}

static void
check_space (TiltasStickPlan *self, const DryRun *run)
{
  if (run->pack_bytes > 0)
    self->bytes_needed = tiltas_disk_space_needed (run->pack_bytes, run->blob_bytes);
  self->bytes_free = tiltas_disk_free (run->context->config->state_dir);
  if (self->bytes_needed > self->bytes_free && tiltas_stick_plan_is_useful (self))
    plan_refuse (self, TILTAS_SYNC_ERROR_DISK_FULL);
}

TiltasStickPlan *
tiltas_stick_plan_new (const TiltasSyncContext *context, const char *folder, GError **error)
{
  TiltasStickPlan *plan = g_atomic_rc_box_new0 (TiltasStickPlan);
  g_autoptr (TiltasSource) source = tiltas_source_new_folder (folder);
  DryRun run = { .context = context, .source = source };
  GError *local = NULL;
  g_autoptr (TiltasTrustCopy) copy = tiltas_trust_copy_new (context->config->state_dir, &local);

  plan->publishers = g_ptr_array_new_with_free_func (publisher_free);
  run.publishers = plan->publishers;
  if (copy != NULL && dry_run (&run, copy->folder, &local))
    sum_up (plan);
  else
    {
      plan_refuse (plan, tiltas_sync_error_code (local));
      g_propagate_error (error, tiltas_sync_error_take (local));
    }
  check_space (plan, &run);
  g_clear_pointer (&run.importer, tiltas_importer_free);
  return plan;
}

gboolean
tiltas_stick_plan_is_useful (const TiltasStickPlan *self)
{
  return self->state == TILTAS_STICK_NEWER;
}

static const char *
word_of (TiltasStickState state, TiltasSyncError refusal)
{
  static const char *const words[] = {
    [TILTAS_STICK_NEW] = "new",     [TILTAS_STICK_NEWER] = "newer", [TILTAS_STICK_SAME] = "same",
    [TILTAS_STICK_OLDER] = "older", [TILTAS_STICK_HELD] = "held",
  };

  return state == TILTAS_STICK_REFUSED ? tiltas_sync_error_word_of (refusal) : words[state];
}

const char *
tiltas_stick_plan_word (const TiltasStickPlan *self)
{
  return word_of (self->state, self->refusal);
}

const char *
tiltas_stick_publisher_word (const TiltasStickPublisher *self)
{
  return word_of (self->state, self->refusal);
}
