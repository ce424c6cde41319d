/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "trust/key-kind.h"
#include "trust/private-key.h"
#include "trust/public-key.h"

G_BEGIN_DECLS

/* A folder of private keys: ROLE.pem, and ROLE.2.pem, ROLE.3.pem … for further keys of a role. Files have mode 0600
 * and are never overwritten. Beside a private key NAME.pem stands NAME.pub.json, its public half, which may be given
 * to others. */
typedef struct _TiltasKeyring TiltasKeyring;

/* Called for the passphrase of the protected key at path: attempt is 0, and 1, 2 … while the passphrase before did
 * not open the key. NULL: there is no other one, and reading the key fails. Transfer full. */
typedef char *(*TiltasPassphraseFunc) (const char *path, guint attempt, gpointer data);

/* A keyring over folder, which need not exist yet. passphrase may be NULL: protected keys cannot be read. Transfer
 * full. */
TiltasKeyring *tiltas_keyring_new (const char *folder, TiltasPassphraseFunc passphrase, gpointer data);
void tiltas_keyring_free (TiltasKeyring *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasKeyring, tiltas_keyring_free)

/* Borrowed. */
const char *tiltas_keyring_get_folder (TiltasKeyring *self);
/* The private keys of a role (TiltasPrivateKey), in the order of their numbers; empty when there are none. Read
 * once. NULL and error when a file cannot be read as a key. Blocks for the disk and in the passphrase function.
 * Borrowed. */
GPtrArray *tiltas_keyring_get (TiltasKeyring *self, const char *role, GError **error);
/* How keys are made. */
typedef struct
{
  TiltasKeyKind kind;
  const char *passphrase; /* that protects them; NULL: none */
  gboolean in_memory;     /* nothing is written (for dry runs) */
  GPtrArray *made;        /* gets the paths of the new files (char *); may be NULL */
} TiltasKeyMaking;

/* Makes keys until the role has n of them. Fails when a key of the role cannot be read or a new one cannot be written.
 * Blocks for the disk. */
gboolean
tiltas_keyring_make (TiltasKeyring *self, const char *role, guint n, const TiltasKeyMaking *making, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* Writes a private key to a new file (mode 0600), protected by passphrase unless it is NULL, and its public half
 * beside it. Fails with G_IO_ERROR_EXISTS when path exists. Blocks for the disk. */
gboolean tiltas_key_save (TiltasPrivateKey *key, const char *path, const char *passphrase, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Reads a public half (NAME.pub.json) from each of paths (NULL: none) and adds it to keys (TiltasPublicKey). Blocks
 * for the disk. */
gboolean tiltas_public_keys_load (GPtrArray *keys, char **paths, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
