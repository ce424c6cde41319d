/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl.h"

#include "base/files.h"
#include "base/hash.h"
#include "sync/error.h"
#include "sync/lock.h"
#include "sync/report.h"
#include "sync/run.h"
#include "trust/metadata.h"

#include <glib/gprintf.h>

/* The word that counts: updates that are off now, else the last run's. */
static const char *
word_of (Ctl *self, const TiltasReport *report)
{
  g_autoptr (GError) off = NULL;

  return tiltas_sync_config_is_on (self->sync, &off) ? report->word : tiltas_sync_error_word (off);
}

static void
set_string (json_t *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_new (object, name, json_string (value));
}

static json_t *
publishers_json (const TiltasReport *report)
{
  json_t *array = json_array ();

  for (guint i = 0; i < report->publishers->len; i++)
    {
      const TiltasPublisherReport *entry = g_ptr_array_index (report->publishers, i);
      json_t *object = json_pack ("{s:s, s:I}", "id", entry->publisher, "seq", (json_int_t) entry->seq);
      set_string (object, "state", entry->state);
      set_string (object, "published", entry->published);
      set_string (object, "result", entry->word);
      set_string (object, "sentence", tiltas_sync_sentence (entry->word));
      set_string (object, "detail", entry->detail);
      json_array_append_new (array, object);
    }
  return array;
}

static json_t *
mirrors_json (const TiltasReport *report)
{
  json_t *array = json_array ();

  for (guint i = 0; i < report->mirrors->len; i++)
    {
      const TiltasMirrorReport *entry = g_ptr_array_index (report->mirrors, i);
      json_t *object = json_pack ("{s:s}", "address", entry->address);
      set_string (object, "result", entry->word);
      set_string (object, "detail", entry->detail);
      json_array_append_new (array, object);
    }
  return array;
}

static json_t *
stick_json (const TiltasReport *report)
{
  json_t *object = json_pack ("{s:I}", "last_run", (json_int_t) report->stick_run);

  set_string (object, "result", report->stick_word);
  set_string (object, "sentence", tiltas_sync_sentence (report->stick_word));
  set_string (object, "detail", report->stick_detail);
  return object;
}

static void
print_stick (const TiltasReport *report)
{
  g_autofree char *run = ctl_time (report->stick_run);
  const char *sentence = tiltas_sync_sentence (report->stick_word);

  g_printf ("Last stick     %s: %s\n", run, sentence != NULL ? sentence : "ok");
  if (sentence != NULL && report->stick_detail != NULL)
    g_printf ("               (%s: %s)\n", report->stick_word, report->stick_detail);
}

static void
print_json (Ctl *self, const TiltasReport *report, const char *word, const char *owner, const char *root_hash)
{
  gboolean off = ctl_exit_of_word (word) == CTL_OFF;
  json_t *repositories = json_array ();
  json_t *object = json_pack ("{s:s, s:b, s:I, s:I}", "state_dir", self->config->state_dir, "updates", !off, "last_run",
                              (json_int_t) report->last_run, "last_success", (json_int_t) report->last_success);

  for (guint i = 0; self->sync->repositories != NULL && self->sync->repositories[i] != NULL; i++)
    json_array_append_new (repositories, json_string (self->sync->repositories[i]));
  json_object_set_new (object, "repositories", repositories);
  set_string (object, "root_sha256", root_hash);
  set_string (object, "result", word);
  set_string (object, "sentence", tiltas_sync_sentence (word));
  set_string (object, "detail", off ? NULL : report->detail);
  if (report->stick_run > 0)
    json_object_set_new (object, "stick", stick_json (report));
  set_string (object, "running", owner);
  if (report->repaired_at > 0)
    json_object_set_new (object, "repaired_at", json_integer (report->repaired_at));
  set_string (object, "set_aside", report->set_aside);
  json_object_set_new (object, "publishers", publishers_json (report));
  json_object_set_new (object, "mirrors", mirrors_json (report));
  ctl_print_json (object);
}

static void
print_publisher (const TiltasPublisherReport *entry)
{
  const char *sentence = tiltas_sync_sentence (entry->word);

  if (entry->seq > 0)
    g_printf ("  %-12s edition %" G_GINT64_FORMAT "%s%s\n", entry->publisher, entry->seq,
              entry->published != NULL ? ", published " : "", entry->published != NULL ? entry->published : "");
  else
    g_printf ("  %-12s nothing yet\n", entry->publisher);
  if (sentence != NULL)
    g_printf ("  %-12s %s\n  %-12s (%s: %s)\n", "", sentence, "", entry->word,
              entry->detail != NULL ? entry->detail : "");
}

static void
print_text (Ctl *self, const TiltasReport *report, const char *word, const char *owner, const char *root_hash)
{
  g_autofree char *last_run = ctl_time (report->last_run), *last_success = ctl_time (report->last_success);
  const char *sentence = tiltas_sync_sentence (word);

  g_printf ("State folder   %s\n", self->config->state_dir);
  for (guint i = 0; self->sync->repositories != NULL && self->sync->repositories[i] != NULL; i++)
    g_printf ("Repository     %s\n", self->sync->repositories[i]);
  g_printf ("Root           %s%s%s\n", self->sync->root_path, root_hash != NULL ? ", SHA-256 " : "",
            root_hash != NULL ? root_hash : " is missing");
  if (owner != NULL)
    g_printf ("Running        %s\n", owner);
  g_printf ("Last run       %s\nLast success   %s\n", last_run, last_success);
  g_printf ("Result         %s\n", word == NULL ? "no run yet" : sentence != NULL ? sentence : "ok");
  if (sentence != NULL && report->detail != NULL && ctl_exit_of_word (word) != CTL_OFF)
    g_printf ("               (%s: %s)\n", word, report->detail);
  if (report->stick_run > 0)
    print_stick (report);
  if (report->repaired_at > 0)
    {
      g_autofree char *repaired = ctl_time (report->repaired_at);
      g_printf ("Repaired       %s; the damaged store is kept as %s\n", repaired,
                report->set_aside != NULL ? report->set_aside : "-");
    }
  for (guint i = 0; i < report->mirrors->len; i++)
    {
      const TiltasMirrorReport *entry = g_ptr_array_index (report->mirrors, i);
      g_printf ("Mirror         %s: %s%s%s%s\n", entry->address, entry->word != NULL ? entry->word : "not asked",
                entry->detail != NULL ? " (" : "", entry->detail != NULL ? entry->detail : "",
                entry->detail != NULL ? ")" : "");
    }
  g_printf ("Publishers%s\n",
            report->publishers->len > 0 ? "" : "     what the program came with, until the first run");
  for (guint i = 0; i < report->publishers->len; i++)
    print_publisher (g_ptr_array_index (report->publishers, i));
}

CtlExit
ctl_status (Ctl *self)
{
  g_autoptr (TiltasReport) report = tiltas_report_read (self->config->state_dir);
  g_autofree char *owner = tiltas_lock_owner (self->config->state_dir);
  g_autoptr (GBytes) root = tiltas_file_read (self->sync->root_path, TILTAS_ROOT_MAX, NULL);
  g_autofree char *root_hash =
    root != NULL ? tiltas_sha256_hex (g_bytes_get_data (root, NULL), g_bytes_get_size (root)) : NULL;
  const char *word = word_of (self, report);

  if (self->json)
    print_json (self, report, word, owner, root_hash);
  else
    print_text (self, report, word, owner, root_hash);
  return ctl_exit_of_word (word);
}
