/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Passphrases of private keys: from a file, else from the environment (TILTAS_PASSPHRASE), else from the terminal. */
typedef struct
{
  char *file;       /* of --passphrase-file, one passphrase a line; or NULL */
  GPtrArray *known; /* of char *: found or typed so far; NULL: not looked for yet */
  char *asked;      /* the key that the terminal was last asked for */
  guint n_asked;    /* how often it was asked for that key */
} TiltasPassphrases;

void tiltas_passphrases_clear (TiltasPassphrases *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasPassphrases, tiltas_passphrases_clear)

/* The passphrase for a key that is to be made, what ("the new key"): the first of the file, the environment's, or typed
 * twice at the terminal. NULL after printing why there is none. Blocks for the terminal. Borrowed. */
const char *tiltas_passphrases_choose (TiltasPassphrases *self, const char *what);
/* A TiltasPassphraseFunc (keyring.h) over a TiltasPassphrases. A key is tried with each line of the file, else with the
 * environment's passphrase, else with what was typed for other keys; then the terminal is asked, three times. Blocks
 * for the terminal. Transfer full. */
char *tiltas_passphrases_give (const char *path, guint attempt, gpointer passphrases);

G_END_DECLS
