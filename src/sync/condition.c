/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/condition.h"

#include "base/files.h"
#include "store/reader-editions.h"
#include "store/reader.h"
#include "sync/disk-space.h"
#include "sync/error.h"
#include "sync/stored-editions.h"
#include "trust/metadata.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define STALE_LEAST (2 * 24 * 60 * 60)
#define STALE_INTERVALS 3

/* Words of an attention that no run reports. */
static const struct
{
  const char *word, *sentence;
} attentions[] = {
  { "store-replaced", "The stored content was damaged and replaced. Look for updates now, and have the disk checked if "
                      "it happens again." },
  { "store-old", "The store is of another version of this program. It is made anew when the kiosk starts." },
  { "store-none", "There is no store yet. It is made when the kiosk starts, or by “tiltasctl sync”." },
  { "never-updated", "This terminal has not taken in any update yet. Run “tiltasctl sync” with a connection." },
  { "stale", "Nothing new was taken in for a long time. Check the connection and run “tiltasctl sync”." },
  { "held",
    "An edition was rolled back and is held: the newest one is not shown. “tiltasctl rollback --undo PUBLISHER” "
    "lets it in again." },
  { "disk-low", "There is too little free disk space for the next update. Make room on the disk." },
  { "clock", "The clock of this terminal stands before its own content. Set date and time." },
};

static void
reason_free (gpointer data)
{
  TiltasReason *self = data;

  g_free (self->word);
  g_free (self->detail);
  g_free (self);
}

/* NULL for the word of an error. */
static const char *
attention_of (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (attentions); i++)
    if (g_str_equal (attentions[i].word, word))
      return attentions[i].sentence;
  return NULL;
}

/* Takes detail. */
static TiltasReason *
reason_new (const char *word, char *detail)
{
  TiltasReason *reason = g_new0 (TiltasReason, 1);

  reason->word = g_strdup (word);
  reason->sentence = attention_of (word);
  if (reason->sentence == NULL)
    {
      reason->sentence = tiltas_word_sentence (word, TILTAS_ORIGIN_SERVER);
      reason->advice = tiltas_word_advice (word, TILTAS_ORIGIN_SERVER);
    }
  reason->detail = detail;
  return reason;
}

static void
add (TiltasCondition *self, const char *word, char *detail)
{
  g_ptr_array_add (self->reasons, reason_new (word, detail));
}

/* The same for what keeps the terminal from its work: the first one is the verdict. word is static. */
static void
add_fault (TiltasCondition *self, const char *word, char *detail)
{
  if (self->verdict == NULL)
    self->verdict = word;
  g_ptr_array_insert (self->reasons, (gint) self->n_faults++, reason_new (word, detail));
}

static char *
date_of (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (unix_seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M UTC") : g_strdup ("an impossible date");
}

gint64
tiltas_condition_stale_after (int interval)
{
  return MAX ((gint64) interval * STALE_INTERVALS, STALE_LEAST);
}

/* ---- The store ---- */

static void
read_editions (TiltasCondition *self, TiltasStore *store, TiltasClock *clock)
{
  g_autoptr (TiltasReader) reader = store != NULL ? tiltas_reader_open (store, FALSE, NULL) : NULL;
  g_autofree char *path = store != NULL ? tiltas_store_path (store) : NULL;
  GPtrArray *editions = reader != NULL ? tiltas_stored_editions_read (store, clock, NULL) : NULL;
  guint64 bytes = 0;

  if (editions == NULL)
    return;
  g_ptr_array_unref (self->editions);
  self->editions = editions;
  self->store_name = g_path_get_basename (path);
  self->bundled_only = tiltas_store_is_read_only (store);
  if (tiltas_reader_pack_bytes (reader, &bytes, NULL))
    self->disk_needed = tiltas_disk_space_needed (bytes, 0);
}

static void
look_at_store (TiltasCondition *self, const TiltasSyncConfig *config, const char *bundled_path, TiltasClock *clock)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (TiltasStore) store = NULL;

  self->store = tiltas_store_look (config->state_dir, bundled_path, &store, &fault);
  read_editions (self, store, clock);
  switch (self->store)
    {
    case TILTAS_STORE_SOUND:
      break;
    case TILTAS_STORE_NONE:
      add (self, "store-none", g_strdup (fault->message));
      break;
    case TILTAS_STORE_OTHER_VERSION:
      add (self, "store-old", g_strdup (fault->message));
      break;
    case TILTAS_STORE_DAMAGED:
      add_fault (self, tiltas_sync_error_word_of (TILTAS_SYNC_ERROR_STORE_DAMAGED), g_strdup (fault->message));
      break;
    case TILTAS_STORE_UNREADABLE:
    default:
      add_fault (self, tiltas_sync_error_word (fault), g_strdup (fault->message));
      break;
    }
}

/* Since then no run has confirmed that what is shown is the newest. */
static void
look_for_replacement (TiltasCondition *self)
{
  const TiltasReport *report = self->report;

  if (!report->replaced)
    return;
  g_autofree char *date = date_of (report->repaired_at);
  add (self, "store-replaced",
       g_strdup_printf ("%s, the damaged one is kept as %s", date,
                        report->set_aside != NULL ? report->set_aside : "nothing"));
}

static void
look_for_holds (TiltasCondition *self)
{
  for (guint i = 0; i < self->editions->len; i++)
    {
      const TiltasEdition *edition = g_ptr_array_index (self->editions, i);
      if (edition->held > edition->seq)
        add (self, "held",
             g_strdup_printf ("%s: edition %" G_GINT64_FORMAT " is shown, up to %" G_GINT64_FORMAT " is held",
                              edition->publisher, edition->seq, edition->held));
    }
}

/* ---- The disk ---- */

static gboolean
may_write (const char *folder, const char *name)
{
  g_autofree char *path = name != NULL ? g_build_filename (folder, name, NULL) : g_strdup (folder);

  return faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) == 0 || errno == ENOENT;
}

/* What a run writes to: one file that root left behind keeps everything from being updated. */
static void
look_at_disk (TiltasCondition *self, const TiltasSyncConfig *config)
{
  static const char *const names[] = { NULL, "lock", "store.lock", "tuf", "downloads", "blobs", "status.json" };
  const char *read_only = tiltas_sync_error_word_of (TILTAS_SYNC_ERROR_READ_ONLY);

  self->disk_writable = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (names) && self->disk_writable; i++)
    if (!may_write (config->state_dir, names[i]))
      {
        int code = errno;
        self->disk_writable = FALSE;
        add_fault (self, read_only,
                   g_strdup_printf ("%s%s%s: %s", config->state_dir, names[i] != NULL ? "/" : "",
                                    names[i] != NULL ? names[i] : "", g_strerror (code)));
      }
  self->disk_free = tiltas_disk_free (config->state_dir);
  if (self->disk_free < self->disk_needed)
    add (self, "disk-low",
         g_strdup_printf ("%" G_GUINT64_FORMAT " MiB are free, an update of everything needs %" G_GUINT64_FORMAT " MiB",
                          self->disk_free >> 20, self->disk_needed >> 20));
}

/* ---- Trust, time and the last runs ---- */

static TiltasMetadata *
read_metadata (const char *state_dir, const char *name, TiltasMetadataType type)
{
  g_autofree char *path = g_build_filename (state_dir, "tuf", name, NULL);
  g_autoptr (GBytes) bytes = tiltas_file_read (path, tiltas_metadata_type_max (type), NULL);

  return bytes != NULL ? tiltas_metadata_parse (bytes, type, tiltas_metadata_type_name (type), NULL) : NULL;
}

/* What was accepted last; before the first run the installed root. */
static void
look_at_trust (TiltasCondition *self, const TiltasSyncConfig *config)
{
  g_autoptr (TiltasMetadata) root = read_metadata (config->state_dir, "root.json", TILTAS_METADATA_ROOT);
  g_autoptr (TiltasMetadata) timestamp = read_metadata (config->state_dir, "timestamp.json", TILTAS_METADATA_TIMESTAMP);
  g_autoptr (GBytes) installed = root == NULL ? tiltas_sync_config_read_root (config, NULL) : NULL;

  if (installed != NULL)
    root = tiltas_metadata_parse (installed, TILTAS_METADATA_ROOT, "root", NULL);
  if (root != NULL)
    {
      self->root_version = tiltas_metadata_get_version (root);
      self->root_expires = tiltas_metadata_get_expires (root);
    }
  if (timestamp != NULL)
    self->signed_until = tiltas_metadata_get_expires (timestamp);
}

static void
look_at_runs (TiltasCondition *self, const TiltasSyncConfig *config)
{
  const TiltasReport *report = self->report;
  g_autoptr (GError) off = NULL;

  self->result = report->word;
  self->result_detail = g_strdup (report->detail);
  if (!tiltas_sync_config_is_on (config, &off))
    {
      self->result = tiltas_sync_error_word (off);
      g_free (self->result_detail);
      self->result_detail = g_strdup (off->message);
      add_fault (self, self->result, g_strdup (off->message));
    }
  else if (tiltas_sync_sentence (report->word) != NULL)
    add_fault (self, tiltas_sync_error_word_of (tiltas_sync_error_of_word (report->word)), g_strdup (report->detail));
}

/* A signature that has ended is a sign, too: whoever may reach the server gets a newer one long before. */
static void
look_for_age (TiltasCondition *self, const TiltasSyncConfig *config)
{
  gint64 age = self->now - self->last_fresh;
  g_autofree char *date = date_of (self->last_fresh);

  if (!self->clock_trusted)
    add (self, "clock", date_of (self->now));
  if (!tiltas_sync_config_is_on (config, NULL))
    return;
  if (self->last_fresh == 0)
    add (self, "never-updated", NULL);
  else if (age > tiltas_condition_stale_after (config->interval))
    add (self, "stale", g_strdup_printf ("the last time was %s", date));
  else if (self->signed_until != 0 && self->signed_until <= self->now)
    {
      g_autofree char *until = date_of (self->signed_until);
      add (self, "stale", g_strdup_printf ("the signature of what is here ended %s", until));
    }
}

TiltasCondition *
tiltas_condition_new (const TiltasSyncConfig *config, const char *bundled_path, TiltasClock *clock)
{
  TiltasCondition *self = g_new0 (TiltasCondition, 1);

  self->reasons = g_ptr_array_new_with_free_func (reason_free);
  self->editions = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_edition_free);
  self->report = tiltas_report_read (config->state_dir);
  self->last_fresh = self->report->last_success;
  if (g_strcmp0 (self->report->stick_word, "ok") == 0)
    self->last_fresh = MAX (self->last_fresh, self->report->stick_run);
  look_at_store (self, config, bundled_path, clock);
  self->now = tiltas_clock_now (clock);
  self->clock_trusted = tiltas_clock_is_trusted (clock);
  look_at_disk (self, config);
  look_at_trust (self, config);
  look_at_runs (self, config);
  look_for_replacement (self);
  look_for_holds (self);
  look_for_age (self, config);
  if (self->verdict == NULL)
    self->verdict = self->reasons->len > 0 ? "attention" : "ok";
  return self;
}

void
tiltas_condition_free (TiltasCondition *self)
{
  g_ptr_array_unref (self->reasons);
  g_ptr_array_unref (self->editions);
  tiltas_report_unref (self->report);
  g_free (self->store_name);
  g_free (self->result_detail);
  g_free (self);
}
