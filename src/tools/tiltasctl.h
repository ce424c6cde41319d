/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "base/clock.h"
#include "kiosk/config.h"
#include "store/store.h"
#include "sync/context.h"
#include "sync/words.h"

G_BEGIN_DECLS

/* tiltasctl, the command line of branch IT. Never needs a display. One file per verb. */

/* Exit codes, documented in data/man/tiltasctl.1: stable. */
typedef enum
{
  CTL_OK = 0,
  CTL_REFUSED = 1, /* an update was refused, or the command failed */
  CTL_USAGE = 2,
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
  gboolean installed; /* the machine's own configuration and state folder: neither --config nor --state-dir */
  char *sha256;       /* --sha256 or NULL */
  int n_arguments;
  char **arguments;
} Ctl;

/* Whose rights and files a verb takes when root calls it. */
typedef enum
{
  CTL_AS_CALLER,        /* root's: what it writes belongs to the machine. It leaves the state folder alone */
  CTL_AS_OWNER,         /* the owner's of the folder, so that the kiosk can read and write what it makes */
  CTL_AS_OWNER_LOOKING, /* the same, and a folder that is missing is not made */
  CTL_AS_OWNER_WRITING, /* the same, with a right kept for folders of others (a stick): base/power.h */
} CtlUser;
/* Called as root: becomes the owner of the folder for good, before anything in it is touched (base/owner.h). installed:
 * it is the machine's own state folder, which is the kiosk's: made when it is missing, given to it when it is root's.
 * Nothing to do for others, and where root owns a folder for trying out. Errors: G_IO_ERROR or TILTAS_SYNC_ERROR, a
 * sentence with what to do. */
gboolean ctl_become (CtlUser user, const char *folder, gboolean installed, GError **error);

/* What a run, an export or a repair of this command works with. cancellable may be NULL. Borrows from self and store.
 */
TiltasSyncContext ctl_context (const Ctl *self, TiltasStore *store, GCancellable *cancellable);

CtlExit ctl_status (Ctl *self);
CtlExit ctl_sync (Ctl *self);
CtlExit ctl_import (Ctl *self);
CtlExit ctl_export (Ctl *self);
CtlExit ctl_rollback (Ctl *self);
CtlExit ctl_verify (Ctl *self);
CtlExit ctl_trust (Ctl *self);
CtlExit ctl_config_check (Ctl *self);
CtlExit ctl_set_pin (Ctl *self);
CtlExit ctl_stats (Ctl *self);
CtlExit ctl_support_bundle (Ctl *self);

/* Opens the store; on failure says why and returns NULL. */
TiltasStore *ctl_open_store (Ctl *self, CtlExit *code);
/* The exit code of an error word. */
CtlExit ctl_exit_of_word (const char *word);
/* Says what went wrong (sentence, advice and detail; or as JSON with members result, sentence, advice, detail) and
 * returns the exit code. ctl_fail: not about a stick. */
CtlExit ctl_fail (Ctl *self, const GError *error);
/* Says that the command was refused, in words of its own: what was not done, and why, with the next step. word: as in
 * sync/error.h. Returns code. */
CtlExit ctl_refuse (Ctl *self, CtlExit code, const char *word, const char *sentence, const char *detail);
CtlExit ctl_fail_at (Ctl *self, TiltasOrigin origin, const GError *error);
/* Adds the members sentence and advice, where the word has them. */
void ctl_set_words (json_t *object, const char *word, TiltasOrigin origin);
/* Lines with sentence, advice and detail (may be NULL) of a word; "ok" when it has none. label: at most 14 letters. */
void ctl_print_words (const char *label, const char *word, TiltasOrigin origin, const char *detail);
/* Prints and frees object with a newline. */
void ctl_print_json (json_t *object);
/* "2026-11-22 10:15 UTC", or "never" for 0. Transfer full. */
char *ctl_time (gint64 unix_seconds);

G_END_DECLS
