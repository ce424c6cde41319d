/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl-status.h"

#include "base/files.h"
#include "base/hash.h"
#include "sync/condition.h"
#include "sync/error.h"
#include "sync/lock.h"
#include "trust/metadata.h"

#include <glib/gprintf.h>

static void
set_string (json_t *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_new (object, name, json_string (value));
}

static const char *const store_words[] = {
  [TILTAS_STORE_SOUND] = "sound",
  [TILTAS_STORE_NONE] = "none",
  [TILTAS_STORE_OTHER_VERSION] = "other-version",
  [TILTAS_STORE_DAMAGED] = "damaged",
  [TILTAS_STORE_UNREADABLE] = "unreadable",
};

/* What the last run reported about a publisher, or NULL. */
static const TiltasPublisherReport *
reported (const TiltasReport *report, const char *publisher)
{
  for (guint i = 0; i < report->publishers->len; i++)
    {
      const TiltasPublisherReport *entry = g_ptr_array_index (report->publishers, i);
      if (g_str_equal (entry->publisher, publisher))
        return entry;
    }
  return NULL;
}

static gboolean
is_stored (const TiltasCondition *condition, const char *publisher)
{
  for (guint i = 0; i < condition->editions->len; i++)
    if (g_str_equal (((const TiltasEdition *) g_ptr_array_index (condition->editions, i))->publisher, publisher))
      return TRUE;
  return FALSE;
}

/* edition NULL: nothing of the publisher is stored; entry NULL: no run has reported about it. */
static json_t *
publisher_json (const char *id, const TiltasEdition *edition, const TiltasPublisherReport *entry)
{
  json_t *object = json_pack ("{s:s, s:I}", "id", id, "seq", (json_int_t) (edition != NULL ? edition->seq : 0));

  if (edition != NULL)
    {
      set_string (object, "state", edition->state);
      set_string (object, "published", edition->published);
      if (edition->held > edition->seq)
        json_object_set_new (object, "held", json_integer (edition->held));
    }
  if (entry != NULL)
    {
      set_string (object, "result", entry->word);
      ctl_set_words (object, entry->word, entry->origin);
      set_string (object, "detail", entry->detail);
    }
  return object;
}

static json_t *
publishers_json (const TiltasCondition *condition)
{
  json_t *array = json_array ();

  for (guint i = 0; i < condition->editions->len; i++)
    {
      const TiltasEdition *edition = g_ptr_array_index (condition->editions, i);
      json_array_append_new (
        array, publisher_json (edition->publisher, edition, reported (condition->report, edition->publisher)));
    }
  for (guint i = 0; i < condition->report->publishers->len; i++)
    {
      const TiltasPublisherReport *entry = g_ptr_array_index (condition->report->publishers, i);
      if (!is_stored (condition, entry->publisher))
        json_array_append_new (array, publisher_json (entry->publisher, NULL, entry));
    }
  return array;
}

static json_t *
reasons_json (const TiltasCondition *condition)
{
  json_t *array = json_array ();

  for (guint i = 0; i < condition->reasons->len; i++)
    {
      const TiltasReason *reason = g_ptr_array_index (condition->reasons, i);
      json_t *object = json_pack ("{s:s}", "word", reason->word);
      set_string (object, "sentence", reason->sentence);
      set_string (object, "advice", reason->advice);
      set_string (object, "detail", reason->detail);
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
      ctl_set_words (object, entry->word, TILTAS_ORIGIN_MIRROR);
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
  ctl_set_words (object, report->stick_word, TILTAS_ORIGIN_STICK);
  set_string (object, "detail", report->stick_detail);
  return object;
}

static void
print_stick (const TiltasReport *report)
{
  g_autofree char *run = ctl_time (report->stick_run);

  g_printf ("Last stick     %s\n", run);
  ctl_print_words ("", report->stick_word, TILTAS_ORIGIN_STICK, report->stick_detail);
}

/* The machine: store, disk, clock, trust. */
static void
set_machine (json_t *object, const TiltasCondition *condition)
{
  json_t *store =
    json_pack ("{s:s, s:b}", "condition", store_words[condition->store], "bundled", condition->bundled_only);
  json_t *disk =
    json_pack ("{s:I, s:b}", "needed", (json_int_t) condition->disk_needed, "writable", condition->disk_writable);
  json_t *trust = json_object ();
  g_autofree char *system = ctl_time (g_get_real_time () / G_USEC_PER_SEC);

  set_string (store, "file", condition->store_name);
  if (condition->disk_free != G_MAXUINT64)
    json_object_set_new (disk, "free", json_integer ((json_int_t) condition->disk_free));
  if (condition->root_version > 0)
    {
      json_object_set_new (trust, "root_version", json_integer (condition->root_version));
      json_object_set_new (trust, "root_expires", json_integer (condition->root_expires));
    }
  if (condition->signed_until > 0)
    json_object_set_new (trust, "signed_until", json_integer (condition->signed_until));
  json_object_set_new (object, "store", store);
  json_object_set_new (object, "disk", disk);
  json_object_set_new (object, "clock",
                       json_pack ("{s:I, s:s, s:b}", "now", (json_int_t) condition->now, "text", system, "trusted",
                                  condition->clock_trusted));
  json_object_set_new (object, "trust", trust);
}

static void
print_json (Ctl *self, const TiltasCondition *condition, const char *owner, const char *root_hash)
{
  const TiltasReport *report = condition->report;
  gboolean off = ctl_exit_of_word (condition->result) == CTL_OFF;
  json_t *repositories = json_array ();
  json_t *object =
    json_pack ("{s:s, s:o, s:s, s:b, s:I, s:I}", "verdict", condition->verdict, "reasons", reasons_json (condition),
               "state_dir", self->config->state_dir, "updates", !off, "last_run", (json_int_t) report->last_run,
               "last_success", (json_int_t) report->last_success);

  for (guint i = 0; self->sync->repositories != NULL && self->sync->repositories[i] != NULL; i++)
    json_array_append_new (repositories, json_string (self->sync->repositories[i]));
  json_object_set_new (object, "repositories", repositories);
  set_string (object, "root_sha256", root_hash);
  set_machine (object, condition);
  set_string (object, "result", condition->result);
  ctl_set_words (object, condition->result, TILTAS_ORIGIN_SERVER);
  set_string (object, "detail", condition->result_detail);
  if (report->stick_run > 0)
    json_object_set_new (object, "stick", stick_json (report));
  set_string (object, "running", owner);
  if (report->repaired_at > 0)
    json_object_set_new (object, "repaired_at", json_integer (report->repaired_at));
  set_string (object, "set_aside", report->set_aside);
  json_object_set_new (object, "publishers", publishers_json (condition));
  json_object_set_new (object, "mirrors", mirrors_json (report));
  ctl_print_json (object);
}

static void
print_verdict (const TiltasCondition *condition)
{
  const char *verdict = g_str_equal (condition->verdict, "ok")          ? "all is well"
                        : g_str_equal (condition->verdict, "attention") ? "it works, but somebody should look"
                                                                        : "it does not work as it should";

  g_printf ("Verdict        %s\n", verdict);
  for (guint i = 0; i < condition->reasons->len; i++)
    {
      const TiltasReason *reason = g_ptr_array_index (condition->reasons, i);
      g_printf ("             - %s\n", reason->sentence);
      if (reason->advice != NULL)
        g_printf ("               %s\n", reason->advice);
      g_printf ("               (%s%s%s)\n", reason->word, reason->detail != NULL ? ": " : "",
                reason->detail != NULL ? reason->detail : "");
    }
}

static void
print_machine (const TiltasCondition *condition)
{
  g_autofree char *system = ctl_time (g_get_real_time () / G_USEC_PER_SEC),
                  *root_until = ctl_time (condition->root_expires);
  g_autofree char *signed_until = ctl_time (condition->signed_until);

  g_printf ("Clock          %s%s\n", system,
            condition->clock_trusted ? "" : ": it is behind, what is shown here is newer");
  if (condition->root_version > 0)
    g_printf ("Trust          root version %" G_GINT64_FORMAT ", until %s\n", condition->root_version, root_until);
  if (condition->signed_until > 0)
    g_printf ("               what is here is signed until %s\n", signed_until);
  g_printf ("Store          %s%s\n", condition->store_name != NULL ? condition->store_name : "nothing to show",
            condition->bundled_only ? " (what the program came with)" : ", sound");
  if (condition->disk_free != G_MAXUINT64)
    g_printf (
      "Disk           %" G_GUINT64_FORMAT " MiB free, an update of everything needs %" G_GUINT64_FORMAT " MiB%s\n",
      condition->disk_free >> 20, condition->disk_needed >> 20, condition->disk_writable ? "" : "; cannot be written");
}

/* The last runs. */
static void
print_runs (const TiltasCondition *condition)
{
  const TiltasReport *report = condition->report;
  g_autofree char *last_run = ctl_time (report->last_run), *last_success = ctl_time (report->last_success);

  g_printf ("Last run       %s\nLast success   %s\n", last_run, last_success);
  if (condition->result == NULL)
    g_printf ("Result         no run yet\n");
  else
    ctl_print_words ("Result", condition->result, TILTAS_ORIGIN_SERVER, condition->result_detail);
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
      g_printf ("Mirror         %s%s\n", entry->address, entry->word == NULL ? ": not asked" : "");
      if (entry->word != NULL)
        ctl_print_words ("", entry->word, TILTAS_ORIGIN_MIRROR, entry->detail);
    }
}

static void
print_publisher (const char *id, const TiltasEdition *edition, const TiltasPublisherReport *entry)
{
  if (edition == NULL)
    g_printf ("  %-12s nothing yet\n", id);
  else
    g_printf ("  %-12s edition %" G_GINT64_FORMAT "%s%s\n", id, edition->seq,
              edition->published != NULL ? ", published " : "", edition->published != NULL ? edition->published : "");
  if (edition != NULL && edition->held > edition->seq)
    g_printf ("  %-12s taken back; edition %" G_GINT64_FORMAT " is held\n", "", edition->held);
  if (entry != NULL && tiltas_sync_sentence (entry->word) != NULL)
    ctl_print_words ("", entry->word, entry->origin, entry->detail);
}

static void
print_publishers (const TiltasCondition *condition)
{
  const GPtrArray *entries = condition->report->publishers;

  g_printf ("Publishers%s\n", condition->editions->len + entries->len > 0 ? "" : "     none");
  for (guint i = 0; i < condition->editions->len; i++)
    {
      const TiltasEdition *edition = g_ptr_array_index (condition->editions, i);
      print_publisher (edition->publisher, edition, reported (condition->report, edition->publisher));
    }
  for (guint i = 0; i < entries->len; i++)
    {
      const TiltasPublisherReport *entry = g_ptr_array_index (entries, i);
      if (!is_stored (condition, entry->publisher))
        print_publisher (entry->publisher, NULL, entry);
    }
}

static void
print_text (Ctl *self, const TiltasCondition *condition, const char *owner, const char *root_hash)
{
  print_verdict (condition);
  g_printf ("State folder   %s\n", self->config->state_dir);
  for (guint i = 0; self->sync->repositories != NULL && self->sync->repositories[i] != NULL; i++)
    g_printf ("Repository     %s\n", self->sync->repositories[i]);
  g_printf ("Root           %s%s%s\n", self->sync->root_path, root_hash != NULL ? ", SHA-256 " : "",
            root_hash != NULL                                         ? root_hash
            : g_file_test (self->sync->root_path, G_FILE_TEST_EXISTS) ? " cannot be read"
                                                                      : " is missing");
  print_machine (condition);
  if (owner != NULL)
    g_printf ("Running        %s\n", owner);
  print_runs (condition);
  print_publishers (condition);
}

CtlExit
ctl_status (Ctl *self)
{
  g_autoptr (TiltasCondition) condition = tiltas_condition_new (self->sync, self->config->bundled_path, self->clock);
  g_autofree char *owner = tiltas_lock_owner (self->config->state_dir);
  g_autoptr (GBytes) root = tiltas_file_read (self->sync->root_path, TILTAS_ROOT_MAX, NULL);
  g_autofree char *root_hash =
    root != NULL ? tiltas_sha256_hex (g_bytes_get_data (root, NULL), g_bytes_get_size (root)) : NULL;

  if (self->json)
    print_json (self, condition, owner, root_hash);
  else
    print_text (self, condition, owner, root_hash);
  return g_str_equal (condition->verdict, "attention") ? CTL_ATTENTION : ctl_exit_of_word (condition->verdict);
}
