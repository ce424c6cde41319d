/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"
#include "tools/tiltas-publish-common.h"
#include "tools/tiltas-publish-passphrase.h"

G_BEGIN_DECLS

/* What the verbs that sign share: keys, passphrases, present time, periods, dry run; and the way of an edit from
 * opening a repository to writing it. */
typedef struct
{
  char *keys; /* folder of the private keys */
  TiltasPassphrases passphrases;
  GStrv expires; /* of --expires, as given */
  gint64 now;    /* of --now; 0: not given */
  gboolean dry_run;
  gboolean yes;            /* publish also when many records are lost */
  gboolean own_roles_only; /* sign publishers' own roles alone (tiltas_edit_finish) */
  TiltasValidity validity; /* from expires and now, by tiltas_signing_options */
  TiltasKeyring *keyring;  /* over keys; NULL: not asked for yet */
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
      &(self)->passphrases.file,                                                                                       \
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
    TILTAS_DRY_RUN_ENTRY (&(self)->dry_run)

#define TILTAS_YES_ENTRY(self)                                                                            \
  {                                                                                                       \
    "yes", 0, 0, G_OPTION_ARG_NONE, &(self)->yes,                                                         \
      "Do it also when over 20 records of a publisher go, or over 5 % (else the terminal is asked)", NULL \
  }

/* tiltas_publish_options, and checks --keys and --expires. */
gboolean tiltas_signing_options (TiltasSigning *self, const TiltasUsage *usage, char **argv, GStrv *words)
  G_GNUC_WARN_UNUSED_RESULT;
/* The keyring over --keys. Borrowed. */
TiltasKeyring *tiltas_signing_keyring (TiltasSigning *self);

/* What a verb changes in a repository. G_IO_ERROR_EXISTS: it is so already. */
typedef gboolean (*TiltasEditFunc) (TiltasEdit *edit, gpointer data, GError **error);
/* Lets change work on an edit of repository (NULL: one is made at path), signs what that takes, prints the notes, and
 * writes, or in a dry run prints what would be written. When many records are lost, writes only after a yes. Returns
 * the exit code, after printing what went wrong. Blocks for the disk and the terminal. */
int tiltas_signing_edit (TiltasSigning *self,
                         TiltasRepository *repository,
                         const char *path,
                         TiltasEditFunc change,
                         gpointer data) G_GNUC_WARN_UNUSED_RESULT;
/* The same with the repository at path. */
int tiltas_signing_run (TiltasSigning *self, const char *path, TiltasEditFunc change, gpointer data)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
