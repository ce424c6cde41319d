/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"
#include "publish/packages.h"

G_BEGIN_DECLS

/* What the verbs that sign have in common: keys, passphrase, time, periods, dry run. */
typedef struct
{
  char *keys;
  char *passphrase_file;
  GStrv expires;
  gint64 now;
  gboolean dry_run;
  gboolean yes; /* publish also when much goes */
  /* tiltas-publish-passphrase.c: */
  GPtrArray *passphrases; /* as found or typed so far; NULL: not looked for yet */
  char *asked;            /* the key that the terminal was last asked for */
  guint n_asked;
} TiltasSigning;

void tiltas_signing_clear (TiltasSigning *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasSigning, tiltas_signing_clear)

/* Entries for GOption, to be added to a verb's own. */
#define TILTAS_SIGNING_ENTRIES(self)                                                                                   \
  { "keys", 0, 0, G_OPTION_ARG_FILENAME, &(self)->keys, "Folder of the private keys: ROLE.pem, ROLE.2.pem …", "DIR" }, \
    { "passphrase-file",                                                                                               \
      0,                                                                                                               \
      0,                                                                                                               \
      G_OPTION_ARG_FILENAME,                                                                                           \
      &(self)->passphrase_file,                                                                                        \
      "Passphrases of protected keys, one a line (else TILTAS_PASSPHRASE, else the terminal is asked)",                \
      "FILE" },                                                                                                        \
    { "expires",                                                                                                       \
      0,                                                                                                               \
      0,                                                                                                               \
      G_OPTION_ARG_STRING_ARRAY,                                                                                       \
      &(self)->expires,                                                                                                \
      "How long signatures hold: root=365 targets=90 snapshot=7 timestamp=5 days, or 12h, 90s (may be repeated)",      \
      "ROLE=TIME" },                                                                                                   \
    { "now", 0, 0, G_OPTION_ARG_INT64, &(self)->now, "Take this for the present time, UNIX seconds", "UNIX" },         \
  {                                                                                                                    \
    "dry-run", 0, 0, G_OPTION_ARG_NONE, &(self)->dry_run, "Write nothing, say what would be written", NULL             \
  }

#define TILTAS_YES_ENTRY(self)                                                                            \
  {                                                                                                       \
    "yes", 0, 0, G_OPTION_ARG_NONE, &(self)->yes,                                                         \
      "Do it also when over 20 records of a publisher go, or over 5 % (else the terminal is asked)", NULL \
  }

/* Checks --keys and --expires; FALSE after saying what is wrong. */
gboolean tiltas_signing_terms (TiltasSigning *self, TiltasTerms *terms);
/* The passphrase for a key that is to be made: the first of the file, the environment's, or typed twice at the
 * terminal. NULL after saying why there is none. Borrowed. */
const char *tiltas_signing_new_passphrase (TiltasSigning *self, const char *what);
/* A keyring over --keys; self must outlive it. A protected key is opened with each line of the file, else with the
 * environment's passphrase, else with what was typed for another key, else the terminal is asked, three times. Transfer
 * full. */
TiltasKeyring *tiltas_signing_keyring (TiltasSigning *self);
/* Prints the notes, then writes the plan, or tells it in a dry run. */
gboolean tiltas_signing_write (TiltasSigning *self, TiltasEdit *edit, GError **error);
/* What a verb changes in a repository. G_IO_ERROR_EXISTS: it is so already. */
typedef gboolean (*TiltasChange) (TiltasEdit *edit, gpointer data, GError **error);
/* Opens the repository at path, lets change work on it, signs what that takes (role_only: only publishers' own roles)
 * and writes, or tells it in a dry run. Says what went wrong. The exit code. */
int tiltas_signing_run (TiltasSigning *self,
                        const TiltasTerms *terms,
                        const char *path,
                        gboolean role_only,
                        TiltasChange change,
                        gpointer data);
/* "ROLE=N" … into values in the order of names; "N" alone is the first. FALSE after saying what is wrong. */
gboolean tiltas_signing_counts (char **settings, const char *const *names, guint *values);
/* What is to be published: of packs, a folder that build wrote, or, when packs is NULL, of a content folder; its faults
 * are told. Transfer full. */
TiltasPackages *tiltas_publish_packages (const char *content, const char *packs, const char *icons, GError **error);

G_END_DECLS
