/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-keys.h"

#include "base/hash.h"
#include "publish/publication.h"
#include "tools/tiltas-publish-common.h"
#include "tools/tiltas-publish.h"

#include <stdio.h>
#include <string.h>

/* keygen and init: the verbs that make keys. */

static gboolean
parse_kind (const char *text, TiltasKeyKind *kind)
{
  *kind = g_strcmp0 (text, "ecdsa") == 0 ? TILTAS_KEY_ECDSA : TILTAS_KEY_ED25519;
  if (text == NULL || strcmp (text, "ed25519") == 0 || strcmp (text, "ecdsa") == 0)
    return TRUE;
  fprintf (stderr, "tiltas-publish: --type %s: write ed25519 or ecdsa.\n", text);
  return FALSE;
}

static int
keygen (TiltasSigning *signing, const char *path, TiltasKeyKind kind, gboolean protect)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasPrivateKey) key = NULL;
  const char *passphrase;

  if (signing->dry_run)
    {
      printf ("would write %s and its public half\n", path);
      return TILTAS_EXIT_OK;
    }
  passphrase = protect ? tiltas_signing_new_passphrase (signing, "the new key") : NULL;
  if (protect && passphrase == NULL)
    return TILTAS_EXIT_FAULT;
  key = tiltas_private_key_generate (kind, &error);
  if (key == NULL || !tiltas_key_save (key, path, passphrase, &error))
    return tiltas_publish_failed (error);
  printf ("%s\n  key id %s\n", path, tiltas_public_key_get_id (tiltas_private_key_get_public (key)));
  return TILTAS_EXIT_OK;
}

int
tiltas_publish_keygen (int argc, char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  g_autofree char *type = NULL;
  gboolean protect = FALSE;
  const GOptionEntry entries[] = {
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, "ed25519 (default) or ecdsa (P-256)", "TYPE" },
    { "protect", 0, 0, G_OPTION_ARG_NONE, &protect, "Protect the private key by a passphrase", NULL },
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &signing.passphrase_file,
      "The passphrase, first line (else TILTAS_PASSPHRASE, else the terminal is asked)", "FILE" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &signing.dry_run, "Write nothing, say what would be written", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) rest = NULL;
  TiltasKeyKind kind;

  if (!tiltas_publish_options (
        entries, "FILE",
        "Makes a key pair: FILE (private, mode 0600, PEM) and, beside it, NAME.pub.json to hand on.\n"
        "A file that is there is never written over. Name it ROLE.pem in the folder of --keys.",
        argc, argv, 1, 1, &rest) ||
      !parse_kind (type, &kind))
    return TILTAS_EXIT_USAGE;
  return keygen (&signing, rest[0], kind, protect);
}

typedef struct
{
  TiltasKeyKind kind;
  gboolean protect;
  guint thresholds[4];
  GStrv root_keys;        /* files of public halves, or NULL */
  GPtrArray *root_halves; /* of TiltasPublicKey */
} Init;

/* How many keys root has, here and elsewhere. */
static guint
count_root_keys (TiltasEdit *edit)
{
  json_t *role = json_object_get (json_object_get (tiltas_edit_root (edit), "roles"), "root");

  return (guint) json_array_size (json_object_get (role, "keyids"));
}

static void
warn_of_loss (guint n, guint threshold)
{
  if (n > threshold)
    return;
  printf ("warning: %s\n  no terminal can be given other keys but by hand, one by one, and nothing brings it back.\n"
          "  Better three keys on three machines or sticks, of which two sign: make each with keygen, and then\n"
          "  init REPO --root-key A.pub.json --root-key B.pub.json --root-key C.pub.json --threshold 2\n",
          n == 1 ? "the root has one key. If it is lost," : "all keys of the root must sign. If one of them is lost,");
}

static gboolean
read_root_keys (Init *init, GError **error)
{
  for (guint i = 0; init->root_keys != NULL && init->root_keys[i] != NULL; i++)
    {
      TiltasPublicKey *key = tiltas_public_key_load (init->root_keys[i], error);

      if (key == NULL)
        return FALSE;
      g_ptr_array_add (init->root_halves, key);
    }
  return TRUE;
}

static gboolean
make_keys (TiltasSigning *signing, TiltasKeyring *keys, const Init *init, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);
  gboolean protect = init->protect && !signing->dry_run;
  const char *passphrase = protect ? tiltas_signing_new_passphrase (signing, "the new keys") : NULL;

  if (protect && passphrase == NULL)
    {
      g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_PASSPHRASE, "no key was made");
      return FALSE;
    }
  for (guint i = init->root_keys != NULL ? 1 : 0; tiltas_top_roles[i] != NULL; i++)
    if (!tiltas_keyring_make (keys, tiltas_top_roles[i], init->thresholds[i], init->kind, passphrase, !signing->dry_run,
                              made, error))
      return FALSE;
  for (guint i = 0; i < made->len; i++)
    printf ("%s %s\n", signing->dry_run ? "would make key" : "made key", (const char *) made->pdata[i]);
  return TRUE;
}

static int
init (TiltasSigning *signing, const char *path, Init *options, const TiltasTerms *terms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasKeyring) keys = tiltas_signing_keyring (signing);
  g_autoptr (TiltasEdit) edit = tiltas_edit_new (NULL, path, keys, terms);
  g_autofree char *hash = NULL;
  g_autofree char *root = g_build_filename (path, "metadata", "1.root.json", NULL);
  g_autofree char *data = NULL;
  gsize length = 0;

  if (!tiltas_repository_is_vacant (path))
    {
      fprintf (stderr, "tiltas-publish: %s holds a repository already; it is left as it is.\n", path);
      return TILTAS_EXIT_FAULT;
    }
  if (!read_root_keys (options, &error) || !make_keys (signing, keys, options, &error) ||
      !tiltas_publication_init (edit, options->thresholds, options->root_halves, &error) ||
      !tiltas_edit_finish (edit, FALSE, &error) || !tiltas_signing_write (signing, edit, &error))
    return tiltas_publish_failed (error);
  warn_of_loss (count_root_keys (edit), options->thresholds[0]);
  if (signing->dry_run)
    return TILTAS_EXIT_OK;
  if (!g_file_get_contents (root, &data, &length, &error))
    return tiltas_publish_failed (error);
  hash = tiltas_sha256_hex (data, length);
  printf ("root %s\n  SHA-256 %s\n  on each terminal: tiltasctl trust 1.root.json --sha256 %s\n", root, hash, hash);
  return TILTAS_EXIT_OK;
}

int
tiltas_publish_init (int argc, char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  g_autofree char *type = NULL;
  g_auto (GStrv) thresholds = NULL;
  g_autoptr (GPtrArray) halves = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_public_key_unref);
  g_auto (GStrv) root_keys = NULL;
  Init options = { TILTAS_KEY_ED25519, FALSE, { 1, 1, 1, 1 }, NULL, halves };
  const GOptionEntry entries[] = {
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, "Type of new keys: ed25519 (default) or ecdsa (P-256)", "TYPE" },
    { "protect", 0, 0, G_OPTION_ARG_NONE, &options.protect, "Protect new keys by a passphrase", NULL },
    { "threshold", 0, 0, G_OPTION_ARG_STRING_ARRAY, &thresholds,
      "Signatures that a role needs (may be repeated); N alone is of the root", "ROLE=N" },
    { "root-key", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &root_keys,
      "Public half of a key of the root, kept by one person each (may be repeated); as many private ones as must sign "
      "are "
      "needed in --keys this once: root.pem, root.2.pem …",
      "FILE" },
    TILTAS_SIGNING_ENTRIES (&signing),
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) rest = NULL;
  TiltasTerms terms;

  if (!tiltas_publish_options (
        entries, "REPO",
        "Makes a repository: its root with the keys of root, targets, snapshot and timestamp.\n"
        "Keys that are not in the folder of --keys are made. Prints the SHA-256 of the root, which\n"
        "branch IT compares before it trusts it.",
        argc, argv, 1, 1, &rest) ||
      !parse_kind (type, &options.kind) || !tiltas_signing_counts (thresholds, tiltas_top_roles, options.thresholds) ||
      !tiltas_signing_terms (&signing, &terms))
    return TILTAS_EXIT_USAGE;
  options.root_keys = root_keys;
  return init (&signing, rest[0], &options, &terms);
}
