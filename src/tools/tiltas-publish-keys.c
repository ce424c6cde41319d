/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-keys.h"

#include "base/hash.h"
#include "publish/publication.h"
#include "tools/tiltas-publish-signing.h"

#include <stdio.h>
#include <string.h>

/* Most signatures that a role may need in a new repository. */
#define THRESHOLD_MAX 16

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
keygen (const char *path, TiltasKeyKind kind, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasPrivateKey) key = tiltas_private_key_generate (kind, &error);

  if (key == NULL || !tiltas_key_save (key, path, passphrase, &error))
    return tiltas_publish_failed (error);
  printf ("%s\n  key id %s\n", path, tiltas_public_key_get_id (tiltas_private_key_get_public (key)));
  return TILTAS_EXIT_OK;
}

int
tiltas_publish_keygen (char **argv)
{
  g_auto (TiltasPassphrases) passphrases = { 0 };
  g_autofree char *type = NULL;
  gboolean protect = FALSE;
  gboolean dry_run = FALSE;
  const char *passphrase = NULL;
  const GOptionEntry entries[] = {
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, "ed25519 (default) or ecdsa (P-256)", "TYPE" },
    { "protect", 0, 0, G_OPTION_ARG_NONE, &protect, "Protect the private key by a passphrase", NULL },
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &passphrases.file,
      "The passphrase, first line (else TILTAS_PASSPHRASE, else the terminal is asked)", "FILE" },
    TILTAS_DRY_RUN_ENTRY (&dry_run),
    G_OPTION_ENTRY_NULL
  };
  const TiltasUsage usage = {
    entries, "FILE",
    "Makes a key pair: FILE (private, mode 0600, PEM) and, beside it, NAME.pub.json to hand on.\n"
    "A file that is there is never written over. Name it ROLE.pem in the folder of --keys.",
    1, 1
  };
  g_auto (GStrv) words = NULL;
  TiltasKeyKind kind;

  if (!tiltas_publish_options (&usage, argv, &words) || !parse_kind (type, &kind))
    return TILTAS_EXIT_USAGE;
  if (dry_run)
    {
      printf ("would write %s and its public half\n", words[0]);
      return TILTAS_EXIT_OK;
    }
  if (protect)
    passphrase = tiltas_passphrases_choose (&passphrases, "the new key");
  if (protect && passphrase == NULL)
    return TILTAS_EXIT_FAULT;
  return keygen (words[0], kind, passphrase);
}

typedef struct
{
  TiltasKeyKind kind;   /* of new keys */
  gboolean protect;     /* by a passphrase */
  GStrv thresholds;     /* of --threshold, as given */
  guint numbers[4];     /* the thresholds, in the order of tiltas_top_roles */
  GStrv root_files;     /* public halves of the root's keys, or NULL */
  GPtrArray *root_keys; /* of TiltasPublicKey: those of root_files */
  guint n_root_keys;    /* how many keys the root has in the end, here and elsewhere */
} Init;

static void
init_clear (Init *self)
{
  g_strfreev (self->thresholds);
  g_strfreev (self->root_files);
  g_clear_pointer (&self->root_keys, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Init, init_clear)

/* Reads "ROLE=N" of --threshold into ->numbers; "N" alone is for the root. */
static gboolean
parse_thresholds (Init *self)
{
  gint64 values[] = { 1, 1, 1, 1 };

  for (guint i = 0; self->thresholds != NULL && self->thresholds[i] != NULL; i++)
    {
      g_autofree char *of_root = g_strconcat (tiltas_top_roles[0], "=", self->thresholds[i], NULL);

      if (tiltas_publish_parse_number (self->thresholds[i], tiltas_top_roles, 1, THRESHOLD_MAX, values) ||
          tiltas_publish_parse_number (of_root, tiltas_top_roles, 1, THRESHOLD_MAX, values))
        continue;
      fprintf (stderr, "tiltas-publish: --threshold %s: write ROLE=N such as root=2.\n", self->thresholds[i]);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    self->numbers[i] = (guint) values[i];
  return TRUE;
}

/* Warns when all n keys of the root must sign: after the loss of one key nobody can sign a new root. */
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

/* Makes the keys that are missing in the folder of --keys. Keys of the root are made only when no --root-key is
 * given. */
static gboolean
make_keys (TiltasSigning *signing, const Init *self, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);
  gboolean protect = self->protect && !signing->dry_run;
  TiltasKeyMaking making = { self->kind, NULL, signing->dry_run, made };

  if (protect)
    making.passphrase = tiltas_passphrases_choose (&signing->passphrases, "the new keys");
  if (protect && making.passphrase == NULL)
    {
      g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_PASSPHRASE, "no key was made");
      return FALSE;
    }
  for (guint i = self->root_files != NULL ? 1 : 0; tiltas_top_roles[i] != NULL; i++)
    if (!tiltas_keyring_make (tiltas_signing_keyring (signing), tiltas_top_roles[i], self->numbers[i], &making, error))
      return FALSE;
  for (guint i = 0; i < made->len; i++)
    printf ("%s %s\n", signing->dry_run ? "would make key" : "made key", (const char *) made->pdata[i]);
  return TRUE;
}

static gboolean
set_up (TiltasEdit *edit, gpointer data, GError **error)
{
  Init *self = data;
  json_t *role;

  if (!tiltas_publication_init (edit, self->numbers, self->root_keys, error))
    return FALSE;
  role = json_object_get (json_object_get (tiltas_edit_root (edit), "roles"), "root");
  self->n_root_keys = (guint) json_array_size (json_object_get (role, "keyids"));
  return TRUE;
}

/* Prints what branch IT needs to trust the root of the new repository at path. */
static int
print_root (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *root = g_build_filename (path, "metadata", "1.root.json", NULL);
  g_autofree char *hash = NULL;
  g_autofree char *data = NULL;
  gsize length = 0;

  if (!g_file_get_contents (root, &data, &length, &error))
    return tiltas_publish_failed (error);
  hash = tiltas_sha256_hex (data, length);
  printf ("root %s\n  SHA-256 %s\n  on each terminal: tiltasctl trust 1.root.json --sha256 %s\n", root, hash, hash);
  return TILTAS_EXIT_OK;
}

static int
init (TiltasSigning *signing, const char *path, Init *self)
{
  g_autoptr (GError) error = NULL;
  int code;

  if (!tiltas_repository_is_vacant (path))
    {
      fprintf (stderr, "tiltas-publish: %s holds a repository already; it is left as it is.\n", path);
      return TILTAS_EXIT_FAULT;
    }
  self->root_keys = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_public_key_unref);
  if (!tiltas_public_keys_load (self->root_keys, self->root_files, &error) || !make_keys (signing, self, &error))
    return tiltas_publish_failed (error);
  code = tiltas_signing_edit (signing, NULL, path, set_up, self);
  if (code != TILTAS_EXIT_OK)
    return code;
  warn_of_loss (self->n_root_keys, self->numbers[0]);
  return signing->dry_run ? TILTAS_EXIT_OK : print_root (path);
}

int
tiltas_publish_init (char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  g_autofree char *type = NULL;
  g_auto (Init) options = { 0 };
  const GOptionEntry entries[] = {
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, "Type of new keys: ed25519 (default) or ecdsa (P-256)", "TYPE" },
    { "protect", 0, 0, G_OPTION_ARG_NONE, &options.protect, "Protect new keys by a passphrase", NULL },
    { "threshold", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.thresholds,
      "Signatures that a role needs (may be repeated); N alone is of the root", "ROLE=N" },
    { "root-key", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.root_files,
      "Public half of a key of the root, kept by one person each (may be repeated); as many private ones as must sign "
      "are "
      "needed in --keys this once: root.pem, root.2.pem …",
      "FILE" },
    TILTAS_SIGNING_ENTRIES (&signing),
    G_OPTION_ENTRY_NULL
  };
  const TiltasUsage usage = {
    entries, "REPO",
    "Makes a repository: its root with the keys of root, targets, snapshot and timestamp.\n"
    "Keys that are not in the folder of --keys are made. Prints the SHA-256 of the root, which\n"
    "branch IT compares before it trusts it.",
    1, 1
  };
  g_auto (GStrv) words = NULL;

  if (!tiltas_signing_options (&signing, &usage, argv, &words) || !parse_kind (type, &options.kind) ||
      !parse_thresholds (&options))
    return TILTAS_EXIT_USAGE;
  return init (&signing, words[0], &options);
}
