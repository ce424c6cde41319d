/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "base/files.h"
#include "base/trace.h"
#include "kiosk/config-file.h"
#include "kiosk/updates.h"
#include "tools/tiltasctl-export.h"
#include "tools/tiltasctl-rollback.h"
#include "tools/tiltasctl-setup.h"
#include "tools/tiltasctl-staff.h"
#include "tools/tiltasctl-status.h"
#include "tools/tiltasctl-sync.h"
#include "tools/tiltasctl-user.h"
#include "tools/tiltasctl-verify.h"

#include <glib/gprintf.h>
#include <signal.h>

typedef struct
{
  const char *name;
  int arguments; /* after the name */
  const char *usage;
  CtlExit (*run) (Ctl *self);
  CtlUser user; /* as whom it works when root calls */
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

static int
usage (GOptionContext *context)
{
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

  g_fprintf (stderr, "%s", help);
  return CTL_USAGE;
}

/* Refuses options that the verb does not have: it would do what --dry-run says it does not. FALSE after saying so. */
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

/* Refuses arguments that are empty or not in UTF-8: answers repeat them, and programs read the answers. FALSE after
 * saying so. */
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

/* Root becomes the owner of the state folder before it reads anything there, also the settings of staff. */
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
