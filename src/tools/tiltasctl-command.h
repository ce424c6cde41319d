/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "base/clock.h"
#include "kiosk/config.h"
#include "store/store.h"
#include "sync/context.h"
#include "sync/words.h"

G_BEGIN_DECLS

/* What the verbs of tiltasctl, the command line of branch IT, share: what a verb gets, and how it answers. None needs a
 * display. One file per verb or kind of verbs. */

/* Exit codes. data/man/tiltasctl.1 documents them; they never change. */
typedef enum
{
  CTL_OK = 0,
  CTL_REFUSED = 1,   /* an update was refused, or the command failed */
  CTL_USAGE = 2,     /* the command line is wrong */
  CTL_OFF = 3,       /* updates are off */
  CTL_NETWORK = 4,   /* the server cannot be reached or does not have it */
  CTL_BUSY = 5,      /* another program is updating */
  CTL_DISK = 6,      /* disk full or failing, or folder not writable */
  CTL_DAMAGED = 7,   /* the stored content is damaged */
  CTL_CONFIG = 8,    /* faults in the configuration */
  CTL_ATTENTION = 9, /* status: it works, but somebody should look */
} CtlExit;

/* What every verb gets. */
typedef struct
{
  TiltasConfig *config;
  TiltasSyncConfig *sync;
  TiltasClock *clock;
  gboolean json, dry_run, csv, undo;
  gboolean installed; /* neither --config nor --state-dir was given: the machine's own files are used */
  char *sha256;       /* --sha256 or NULL */
  int n_arguments;
  char **arguments;
} Ctl;

/* Prints object and a newline, and frees it. */
void ctl_print_json (json_t *object);
/* "2026-11-22 10:15 UTC", or "never" for 0. Transfer full. */
char *ctl_time (gint64 unix_seconds);
/* The exit code of an error word (sync/error.h). */
CtlExit ctl_exit_of_word (const char *word);
/* Adds the members sentence and advice to object, when the word has them. */
void ctl_set_words (json_t *object, const char *word, TiltasOrigin origin);
/* Prints lines with the sentence, advice and detail (may be NULL) of a word; "ok" when it has no sentence. label: at
 * most 14 letters. */
void ctl_print_words (const char *label, const char *word, TiltasOrigin origin, const char *detail);
/* Says that the command was refused, in a sentence of its own: what was not done, why, and the next step. Returns code.
 */
CtlExit ctl_refuse (Ctl *self, CtlExit code, const char *word, const char *sentence, const char *detail);
/* Says what went wrong: sentence, advice and detail of the error; as JSON with the members result, sentence, advice and
 * detail. Returns the exit code. origin: where the files came from; ctl_fail: from a server. */
CtlExit ctl_fail (Ctl *self, const GError *error);
CtlExit ctl_fail_at (Ctl *self, TiltasOrigin origin, const GError *error);
/* Opens the store, and takes over what a newer package brings. On failure says why, sets *code and returns NULL.
 * Transfer full. */
TiltasStore *ctl_open_store (Ctl *self, CtlExit *code);
/* What a run, an export or a repair of this command works with. cancellable may be NULL. Borrows from self and store.
 */
TiltasSyncContext ctl_context (const Ctl *self, TiltasStore *store, GCancellable *cancellable);

G_END_DECLS
