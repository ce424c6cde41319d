/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl.h"

#include "base/files.h"
#include "base/trace.h"
#include "kiosk/config-file.h"
#include "kiosk/updates.h"
#include "sync/error.h"
#include "sync/repair.h"

#include <glib/gprintf.h>
#include <signal.h>
#include <stdlib.h>

typedef struct
{
  const char *name;
  int arguments; /* after the name */
  const char *usage;
  CtlExit (*run) (Ctl *self);
  CtlUser user; /* whose files it makes when root calls */
} Verb;

static const Verb verbs[] = {
  { "status", 0, "what this terminal shows and how the last update went", ctl_status, CTL_AS_OWNER_LOOKING },
  { "sync", 0, "look for updates now", ctl_sync, CTL_AS_OWNER },
  { "import", 1, "DIR: take updates from a folder that holds a repository, such as a stick", ctl_import, CTL_AS_OWNER },
  { "export", 1, "DIR: write what this terminal has onto a stick, for the next one", ctl_export, CTL_AS_OWNER_WRITING },
  { "rollback", 1, "PUBLISHER: show the edition before the last one again; --undo lets the newest one in", ctl_rollback,
    CTL_AS_OWNER },
  { "verify", 0, "check the stored content against what was signed", ctl_verify, CTL_AS_OWNER },
  { "trust", 1, "FILE --sha256 HASH: install the National Library's root.json", ctl_trust, CTL_AS_CALLER },
  { "config", 1, "check: name every fault in the configuration", ctl_config_check, CTL_AS_OWNER_LOOKING },
  { "set-pin", 0, "set the PIN of the staff area", ctl_set_pin, CTL_AS_OWNER },
  { "stats", 0, "how often what was used, per day", ctl_stats, CTL_AS_OWNER_LOOKING },
  { "support-bundle", 1, "FILE: everything support needs, without personal data", ctl_support_bundle, CTL_AS_CALLER },
};

static char *
summary (void)
{
  g_autoptr (GString) text = g_string_new ("Verbs:");

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_string_append_printf (text, "\n  %-14s %s", verbs[i].name, verbs[i].usage);
  return g_strdup (text->str);
}

static const Verb *
find_verb (int argc, char **argv)
{
  for (gsize i = 0; argc >= 2 && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (argv[1], verbs[i].name) && argc == 2 + verbs[i].arguments)
      return &verbs[i];
  return NULL;
}

void
ctl_print_json (json_t *object)
{
  char *text = json_dumps (object, JSON_INDENT (2));

  g_printf ("%s\n", text);
  free (text);
  json_decref (object);
}

char *
ctl_time (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = unix_seconds > 0 ? g_date_time_new_from_unix_utc (unix_seconds) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M UTC") : g_strdup ("never");
}

CtlExit
ctl_exit_of_word (const char *word)
{
  if (tiltas_sync_sentence (word) == NULL)
    return CTL_OK;
  switch (tiltas_sync_error_of_word (word))
    {
    case TILTAS_SYNC_ERROR_OFF_NO_ROOT:
    case TILTAS_SYNC_ERROR_OFF_NO_REPOSITORY:
    case TILTAS_SYNC_ERROR_OFF_ADDRESS:
      return CTL_OFF;
    case TILTAS_SYNC_ERROR_NETWORK:
    case TILTAS_SYNC_ERROR_DNS:
    case TILTAS_SYNC_ERROR_UNREACHABLE:
    case TILTAS_SYNC_ERROR_SLOW:
    case TILTAS_SYNC_ERROR_PROXY:
    case TILTAS_SYNC_ERROR_TLS:
    case TILTAS_SYNC_ERROR_CERTIFICATE_DATE:
    case TILTAS_SYNC_ERROR_CERTIFICATE_NAME:
    case TILTAS_SYNC_ERROR_CERTIFICATE:
    case TILTAS_SYNC_ERROR_CAPTIVE_PORTAL:
    case TILTAS_SYNC_ERROR_WEB_PAGE:
    case TILTAS_SYNC_ERROR_MOVED:
    case TILTAS_SYNC_ERROR_SERVER:
    case TILTAS_SYNC_ERROR_NO_REPOSITORY:
    case TILTAS_SYNC_ERROR_FORBIDDEN:
    case TILTAS_SYNC_ERROR_MISSING:
    case TILTAS_SYNC_ERROR_STICK_GONE:
      return CTL_NETWORK;
    case TILTAS_SYNC_ERROR_BUSY:
      return CTL_BUSY;
    case TILTAS_SYNC_ERROR_DISK_FULL:
    case TILTAS_SYNC_ERROR_DISK_FAULT:
    case TILTAS_SYNC_ERROR_READ_ONLY:
      return CTL_DISK;
    case TILTAS_SYNC_ERROR_STORE_DAMAGED:
      return CTL_DAMAGED;
    default:
      return CTL_REFUSED;
    }
}

void
ctl_set_words (json_t *object, const char *word, TiltasOrigin origin)
{
  const char *sentence = tiltas_word_sentence (word, origin), *advice = tiltas_word_advice (word, origin);

  if (sentence != NULL)
    json_object_set_new (object, "sentence", json_string (sentence));
  if (advice != NULL)
    json_object_set_new (object, "advice", json_string (advice));
}

void
ctl_print_words (const char *label, const char *word, TiltasOrigin origin, const char *detail)
{
  const char *sentence = tiltas_word_sentence (word, origin), *advice = tiltas_word_advice (word, origin);

  g_printf ("%-14s %s\n", label, sentence != NULL ? sentence : "ok");
  if (advice != NULL)
    g_printf ("%-14s %s\n", "", advice);
  if (sentence != NULL && detail != NULL)
    g_printf ("%-14s (%s: %s)\n", "", word, detail);
}

CtlExit
ctl_refuse (Ctl *self, CtlExit code, const char *word, const char *sentence, const char *detail)
{
  g_autofree char *valid = g_utf8_make_valid (detail, -1);

  if (self->json)
    ctl_print_json (json_pack ("{s:s, s:s, s:s}", "result", word, "sentence", sentence, "detail", valid));
  else
    g_fprintf (stderr, "tiltasctl: %s\n  %s: %s\n", sentence, word, valid);
  return code;
}

CtlExit
ctl_fail (Ctl *self, const GError *error)
{
  return ctl_fail_at (self, TILTAS_ORIGIN_SERVER, error);
}

CtlExit
ctl_fail_at (Ctl *self, TiltasOrigin origin, const GError *error)
{
  const char *word = tiltas_sync_error_word (error), *advice = tiltas_word_advice (word, origin);
  g_autofree char *detail = g_utf8_make_valid (error->message, -1);

  if (self->json)
    {
      json_t *object = json_pack ("{s:s, s:s}", "result", word, "detail", detail);
      ctl_set_words (object, word, origin);
      ctl_print_json (object);
    }
  else
    g_fprintf (stderr, "tiltasctl: %s\n  %s\n  (%s: %s)\n", tiltas_word_sentence (word, origin),
               advice != NULL ? advice : "", word, detail);
  return ctl_exit_of_word (word);
}

TiltasStore *
ctl_open_store (Ctl *self, CtlExit *code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *repaired = NULL;
  gboolean changed;
  TiltasStore *store = tiltas_store_open (self->config->state_dir, self->config->bundled_path, &repaired, &error);

  if (repaired != NULL)
    g_fprintf (stderr, "tiltasctl: the damaged store was set aside as %s\n", repaired);
  if (store == NULL)
    {
      *code = ctl_fail (self, error);
      return NULL;
    }
  gboolean caught_up = tiltas_store_catch_up (store, NULL, &changed, &error);
  tiltas_repair_note (self->config->state_dir, store, self->clock);
  if (caught_up)
    return store;
  /* There is a store, but it could not be looked at: the bundled one would be taken for it. */
  if (tiltas_store_is_read_only (store) && !g_error_matches (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FAILED))
    {
      *code = ctl_fail (self, error);
      tiltas_store_unref (store);
      return NULL;
    }
  g_message ("what a newer package brings is not taken over yet: %s", error->message);
  return store;
}

TiltasSyncContext
ctl_context (const Ctl *self, TiltasStore *store, GCancellable *cancellable)
{
  return (TiltasSyncContext){ .config = self->sync, .store = store, .clock = self->clock, .cancellable = cancellable };
}

static int
usage (GOptionContext *context)
{
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

  g_fprintf (stderr, "%s", help);
  return CTL_USAGE;
}

/* Options that the verb does not know would be taken for a promise: --dry-run above all. FALSE after saying so. */
static gboolean
options_fit (const Verb *verb, const Ctl *self)
{
  const char *wrong = NULL;

  if (self->dry_run && verb->run != ctl_import)
    wrong = "--dry-run";
  else if (self->undo && verb->run != ctl_rollback)
    wrong = "--undo";
  else if (self->csv && verb->run != ctl_stats)
    wrong = "--csv";
  else if (self->sha256 != NULL && verb->run != ctl_trust)
    wrong = "--sha256";
  if (wrong == NULL)
    return TRUE;
  g_fprintf (stderr, "tiltasctl: “%s” has no %s; nothing was done\n", verb->name, wrong);
  return FALSE;
}

/* What is answered is read by programs, and names files: it has to be text. FALSE after saying so. */
static gboolean
arguments_are_text (char **argv)
{
  for (; *argv != NULL; argv++)
    if (!g_utf8_validate (*argv, -1, NULL) || **argv == '\0')
      {
        g_fprintf (stderr, "tiltasctl: an argument is %s\n", **argv == '\0' ? "empty" : "not in UTF-8");
        return FALSE;
      }
  return TRUE;
}

/* As root, everything in the state folder comes after becoming its owner: also reading what staff have set. */
static CtlExit
run_as (const Verb *verb, Ctl *self)
{
  g_autoptr (GError) error = NULL;

  if (!ctl_become (verb->user, self->config->state_dir, self->installed, &error))
    return ctl_fail (self, error);
  if (verb->user != CTL_AS_CALLER)
    tiltas_config_add_settings (self->config);
  self->sync = tiltas_updates_config (self->config);
  CtlExit code = verb->run (self);
  tiltas_sync_config_free (self->sync);
  return code;
}

static int
run_verb (const Verb *verb, Ctl *self, const char *config_path, const char *state_dir)
{
  g_autoptr (GError) error = NULL;

  self->installed = config_path == NULL && state_dir == NULL;
  self->config = tiltas_config_load (config_path);
  if (state_dir != NULL)
    {
      g_free (self->config->state_dir);
      self->config->state_dir = g_canonicalize_filename (state_dir, NULL);
    }
  self->clock = tiltas_clock_new_system ();
  int code = run_as (verb, self);
  if (!tiltas_stdout_finish (&error))
    {
      g_fprintf (stderr, "tiltasctl: %s\n", error->message);
      code = code == CTL_OK || code == CTL_ATTENTION ? CTL_DISK : code;
    }
  tiltas_clock_unref (self->clock);
  tiltas_config_free (self->config);
  return code;
}

/* As in tiltasctl(1) and CtlExit. */
static const char EXIT_STATUS[] = "Exit status:\n"
                                  "  0  done; for status: all is well\n"
                                  "  1  an update was refused, or the command failed\n"
                                  "  2  the command line is wrong\n"
                                  "  3  updates are off: no root.json, or no repository\n"
                                  "  4  the server cannot be reached, or lacks a file\n"
                                  "  5  another program is updating\n"
                                  "  6  the disk is full or failing, or the state folder cannot be written\n"
                                  "  7  the stored content is damaged\n"
                                  "  8  the configuration has faults\n"
                                  "  9  for status: it works, but somebody should look\n";

int
main (int argc, char **argv)
{
  Ctl self = { 0 };
  g_autofree char *config_path = NULL, *state_dir = NULL, *sha256 = NULL, *text = summary ();
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &config_path, "Configuration file", "FILE" },
    { "state-dir", 's', 0, G_OPTION_ARG_FILENAME, &state_dir, "State folder instead of the configured one", "DIR" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &self.json, "Write one JSON object", NULL },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &self.dry_run, "Change nothing, say what would change (import)", NULL },
    { "undo", 0, 0, G_OPTION_ARG_NONE, &self.undo, "Let in again what was rolled back from (rollback)", NULL },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &self.csv, "Write CSV (stats)", NULL },
    { "sha256", 0, 0, G_OPTION_ARG_STRING, &sha256, "SHA-256 that the file must have (trust)", "HASH" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, "Say the version", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("VERB");
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN); /* a file size limit is an error like a full disk, not an end */
  tiltas_trace_open ();
  if (!arguments_are_text (argv))
    return CTL_USAGE;
  g_option_context_set_summary (context, text);
  g_option_context_set_description (context, EXIT_STATUS);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_fprintf (stderr, "tiltasctl: %s\n", error->message);
      return CTL_USAGE;
    }
  if (version)
    {
      g_printf ("tiltasctl %s\n", TILTAS_VERSION);
      return CTL_OK;
    }
  const Verb *verb = find_verb (argc, argv);
  if (verb == NULL)
    return usage (context);
  self.sha256 = sha256;
  if (!options_fit (verb, &self))
    return CTL_USAGE;
  self.n_arguments = argc - 2;
  self.arguments = argv + 2;
  return run_verb (verb, &self, config_path, state_dir);
}
