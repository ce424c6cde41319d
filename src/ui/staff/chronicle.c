/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/chronicle.h"

#include "base/language.h"
#include "store/reader-branches.h"
#include "store/reader-shown.h"
#include "sync/report.h"
#include "ui/staff/words.h"

#include <glib/gi18n.h>

struct _TiltasChronicle
{
  TiltasContext *context;
  TiltasSync *sync;     /* a reference */
  TiltasReport *report; /* the state that events were last written for; NULL before the first report */
  GHashTable *editions; /* publisher → the edition for which an event was last written (gint64 *) */
};

/* Notes which edition of a publisher is shown. TRUE when another one was shown before. */
static gboolean
takes_edition (TiltasChronicle *self, const char *publisher, gint64 seq)
{
  const gint64 *before = g_hash_table_lookup (self->editions, publisher);

  if (seq <= 0 || (before != NULL && *before == seq))
    return FALSE;
  g_hash_table_replace (self->editions, g_strdup (publisher), g_memdup2 (&seq, sizeof seq));
  return TRUE;
}

/* Reads the editions from the store: before the first run the report does not name the publishers whose editions came
 * with the program. */
static void
read_editions (TiltasChronicle *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) shown = tiltas_reader_shown (self->context->reader, &error);

  if (error != NULL)
    g_warning ("editions: %s", error->message);
  for (guint i = 0; shown != NULL && i < shown->len; i++)
    takes_edition (self, ((TiltasShown *) g_ptr_array_index (shown, i))->publisher,
                   ((TiltasShown *) g_ptr_array_index (shown, i))->seq);
}

static void
note_publisher (TiltasChronicle *self, const TiltasPublisherReport *now)
{
  const TiltasPublisherReport *before = tiltas_report_find (self->report, now->publisher);
  g_autofree char *edition = g_strdup_printf ("%s %" G_GINT64_FORMAT, now->publisher, now->seq);
  g_autofree char *refusal =
    g_strdup_printf ("%s %s%s", now->publisher, now->word, now->origin == TILTAS_ORIGIN_STICK ? " stick" : "");

  if (takes_edition (self, now->publisher, now->seq))
    tiltas_events_add (self->context->events, TILTAS_EVENT_EDITION, edition);
  if (tiltas_staff_is_refusal (now->word) && g_strcmp0 (now->word, before != NULL ? before->word : NULL) != 0)
    tiltas_events_add (self->context->events, TILTAS_EVENT_REFUSED, refusal);
}

static void
note_report (TiltasChronicle *self, const TiltasReport *report)
{
  if (report->word != NULL && g_strcmp0 (report->word, self->report->word) != 0)
    tiltas_events_add (self->context->events, TILTAS_EVENT_UPDATE, report->word);
  if (report->repaired_at != self->report->repaired_at)
    tiltas_events_add (self->context->events, TILTAS_EVENT_REPAIRED, NULL);
  for (guint i = 0; i < report->publishers->len; i++)
    note_publisher (self, g_ptr_array_index (report->publishers, i));
}

static void
on_report (TiltasChronicle *self, TiltasReport *report)
{
  if (self->report != NULL)
    note_report (self, report);
  g_clear_pointer (&self->report, tiltas_report_unref);
  self->report = tiltas_report_ref (report);
}

static void
on_done (TiltasChronicle *self, int task, const char *word)
{
  static const char *const TASKS[] = {
    [TILTAS_SYNC_TASK_IMPORT] = "import", [TILTAS_SYNC_TASK_ROLLBACK] = "back", [TILTAS_SYNC_TASK_WRITE] = "write",
    [TILTAS_SYNC_TASK_PLAN] = NULL,       [TILTAS_SYNC_TASK_EXPORT] = "export", [TILTAS_SYNC_TASK_RELEASE] = "let-in",
  };
  g_autofree char *detail = NULL;

  if (TASKS[task] == NULL)
    return;
  detail = g_strdup_printf ("%s %s", TASKS[task], word);
  tiltas_events_add (self->context->events, TILTAS_EVENT_STICK, detail);
}

TiltasChronicle *
tiltas_chronicle_new (TiltasContext *context)
{
  TiltasChronicle *self = g_new0 (TiltasChronicle, 1);

  self->context = context;
  self->sync = g_object_ref (context->sync);
  self->editions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read_editions (self);
  g_signal_connect_swapped (self->sync, "reported", G_CALLBACK (on_report), self);
  g_signal_connect_swapped (self->sync, "task-done", G_CALLBACK (on_done), self);
  return self;
}

void
tiltas_chronicle_free (TiltasChronicle *self)
{
  g_signal_handlers_disconnect_by_data (self->sync, self);
  g_object_unref (self->sync);
  g_clear_pointer (&self->report, tiltas_report_unref);
  g_hash_table_unref (self->editions);
  g_free (self);
}

/* ---- In words ---- */

/* A sentence about a task of the sync thread and its result. task: as on_done () writes it; word: of sync/error.h.
 * Transfer full. */
static char *
task_words (const char *task, const char *word)
{
  static const struct
  {
    const char *task, *good, *bad;
  } WORDS[] = {
    { "import", N_ ("Content was imported from a stick."), N_ ("Import from a stick failed.") },
    { "export", N_ ("Content was copied onto a stick."), N_ ("Copying content onto a stick failed.") },
    { "write", N_ ("A file was written onto a stick."), N_ ("Writing a file onto a stick failed.") },
    { "back", N_ ("Staff went one step back."), N_ ("One step back failed.") },
    { "let-in", N_ ("Staff let in again what was held back."), N_ ("What is held back was not let in again.") },
  };
  gboolean here = g_str_equal (task, "back") || g_str_equal (task, "let-in");
  g_autofree char *fault = tiltas_staff_words (word, g_str_equal (task, "import") ? TILTAS_ORIGIN_STICK
                                                     : here                       ? TILTAS_ORIGIN_SERVER
                                                                                  : TILTAS_ORIGIN_NEW_STICK);

  for (gsize i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (g_str_equal (WORDS[i].task, task))
      return fault == NULL ? g_strdup (_ (WORDS[i].good)) : g_strdup_printf ("%s %s", _ (WORDS[i].bad), fault);
  return g_strdup (word);
}

static char *
edition_words (TiltasContext *context, const char *publisher, const char *seq)
{
  g_autofree char *name = tiltas_staff_publisher_name (context, publisher);
  g_autofree char *edition = tiltas_staff_edition (context, g_ascii_strtoll (seq, NULL, 10));

  /* Translators: a publisher, and such as “Edition 42”. */
  return g_strdup_printf (_ ("%s: %s is shown from now on."), name, edition);
}

/* what: a word of sync/error.h, followed by " stick" when the content came from a stick. Transfer full. */
static char *
refusal_words (TiltasContext *context, const char *publisher, const char *what)
{
  g_auto (GStrv) parts = g_strsplit (what, " ", 2);
  gboolean stick = parts[0] != NULL && g_strcmp0 (parts[1], "stick") == 0;
  g_autofree char *name = tiltas_staff_publisher_name (context, publisher);
  g_autofree char *refusal = tiltas_staff_words (parts[0], stick ? TILTAS_ORIGIN_STICK : TILTAS_ORIGIN_SERVER);

  return g_strdup_printf ("%s: %s", name, refusal != NULL ? refusal : what);
}

static char *
autonyms (TiltasContext *context, const char *value)
{
  g_auto (GStrv) languages = g_strsplit (value, ";", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *name = tiltas_isolate (tiltas_language_autonym (languages[i]));
      g_strv_builder_add (names, name);
    }
  g_auto (GStrv) list = g_strv_builder_end (names);
  return tiltas_list_join (tiltas_context_language (context), (const char *const *) list);
}

static char *
publishers_words (TiltasContext *context, const char *value)
{
  g_auto (GStrv) ids = g_strsplit (value, ";", -1);

  if (ids[0] == NULL || *ids[0] == '\0')
    return g_strdup ("–");
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *id = ids[i], *name = tiltas_staff_publisher_name (context, id);
      ids[i] = tiltas_isolate (name);
    }
  return tiltas_list_join (tiltas_context_language (context), (const char *const *) ids);
}

static char *
branch_words (TiltasContext *context, const char *ref)
{
  g_autoptr (TiltasBranch) branch = tiltas_reader_branch (context->reader, ref, NULL);

  return g_strdup (branch != NULL ? branch->name : ref);
}

/* "key=value" in the words of the section in which staff choose it. Transfer full. */
static char *
setting_words (TiltasContext *context, const char *detail)
{
  g_auto (GStrv) parts = g_strsplit (detail, "=", 2);
  const char *key = parts[0] != NULL ? parts[0] : "", *value = *key != '\0' && parts[1] != NULL ? parts[1] : "";
  const char *name = NULL;
  g_autofree char *words = NULL;

  if (g_str_equal (key, "languages"))
    name = _ ("Offered to visitors");
  else if (g_str_equal (key, "language"))
    name = _ ("The library’s own language");
  else if (g_str_equal (key, "branch"))
    name = _ ("Library");
  else if (g_str_equal (key, "hidden_publishers"))
    name = _ ("Hidden from visitors");
  else if (g_str_equal (key, "idle_seconds"))
    name = _ ("When nobody touches the screen");
  else if (g_str_equal (key, "reduced_motion"))
    name = C_ ("staff", "Screen");
  else
    return g_strdup (detail);
  if (g_str_equal (value, "(tiltas.conf)"))
    words = g_strdup (_ ("As the technician set it"));
  else if (g_str_has_prefix (key, "language"))
    words = autonyms (context, value);
  else if (g_str_equal (key, "hidden_publishers"))
    words = publishers_words (context, value);
  else if (g_str_equal (key, "branch"))
    words = branch_words (context, value);
  else if (g_str_equal (key, "idle_seconds"))
    words = tiltas_staff_duration (context, (int) g_ascii_strtoll (value, NULL, 10));
  else
    words = g_strdup (g_str_equal (value, "true") ? _ ("Lists stop with the finger") : _ ("Lists roll on"));
  return g_strdup_printf ("%s: %s", name, words);
}

static char *
setting_event_words (TiltasContext *context, const char *detail)
{
  g_autofree char *words = setting_words (context, detail);

  /* Translators: %s is such as “When nobody touches the screen: 3 minutes”. */
  return g_strdup_printf (_ ("Staff changed a setting: %s"), words);
}

static char *
words_of (TiltasContext *context, const TiltasEvent *event)
{
  g_auto (GStrv) parts = g_strsplit (event->detail, " ", 2);
  const char *first = parts[0] != NULL ? parts[0] : "", *second = *first != '\0' && parts[1] != NULL ? parts[1] : "";

  switch (event->kind)
    {
    case TILTAS_EVENT_CONFIG:
      return g_strdup (_ ("The configuration was read again."));
    case TILTAS_EVENT_CONFIG_FAULT:
      /* Translators: %s names a file, a line and the fault, in English. */
      return g_strdup_printf (_ ("The configuration has a fault and was not taken over. For the technician: %s"),
                              event->detail);
    case TILTAS_EVENT_SETTING:
      return setting_event_words (context, event->detail);
    case TILTAS_EVENT_SETTING_FAILED:
      /* Translators: %s is a message of the system. */
      return g_strdup_printf (_ ("A setting could not be saved. For the technician: %s"), event->detail);
    case TILTAS_EVENT_UPDATE:
      return tiltas_sync_sentence (first) != NULL ? tiltas_staff_words (first, TILTAS_ORIGIN_SERVER)
                                                  : g_strdup (_ ("The update server answered; all is well."));
    case TILTAS_EVENT_EDITION:
      return edition_words (context, first, second);
    case TILTAS_EVENT_REFUSED:
      return refusal_words (context, first, second);
    case TILTAS_EVENT_REPAIRED:
      return g_strdup (_ ("The content was damaged and repaired by itself."));
    case TILTAS_EVENT_LOCKED:
      return g_strdup (_ ("The staff area was locked after wrong PINs."));
    case TILTAS_EVENT_STICK:
      return task_words (first, second);
    case TILTAS_EVENT_START:
    default:
      return g_strdup (_ ("The program was started."));
    }
}

char *
tiltas_chronicle_words (TiltasContext *context, const TiltasEvent *event)
{
  g_autofree char *words = words_of (context, event);
  g_autofree char *number = tiltas_number_format (tiltas_context_language (context), event->times);

  if (event->times <= 1)
    return g_steal_pointer (&words);
  /* Translators: a sentence about what happened, and how often it did one after the other. */
  return g_strdup_printf (ngettext ("%s (%s time in a row)", "%s (%s times in a row)", (gulong) event->times), words,
                          number);
}
