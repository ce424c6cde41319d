/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-rotate.h"

#include "base/files.h"
#include "publish/output.h"
#include "publish/root-changes.h"
#include "publish/rotate.h"
#include "tools/tiltas-publish-signing.h"
#include "trust/writer.h"

#include <stdio.h>
#include <string.h>

/* --- rotate-key --- */

typedef struct
{
  GStrv added, removed;
  int threshold;
  gboolean force;
  char *out;
  const char *role; /* borrowed */
} Rotate;

static void
rotate_clear (Rotate *self)
{
  g_strfreev (self->added);
  g_strfreev (self->removed);
  g_free (self->out);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rotate, rotate_clear)

static gboolean
change_keys (TiltasEdit *edit, gpointer data, GError **error)
{
  const Rotate *options = data;
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_public_key_unref);
  const TiltasRotation rotation = { added, (const char *const *) options->removed, options->threshold, options->force };

  return tiltas_public_keys_load (added, options->added, error) &&
         tiltas_rotate (edit, options->role, &rotation, error);
}

/* Prints what a root, in file, changes against old (NULL: not known), and how many of the needed signatures it has. */
static void
tell_signatures (TiltasMetadata *old, GBytes *file)
{
  g_autoptr (TiltasMetadata) root = tiltas_metadata_parse (file, TILTAS_METADATA_ROOT, "root", NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gint64 needed = 0;
  int good = 0;

  tiltas_root_changes (lines, old, root);
  tiltas_publish_print_lines (lines);
  if (old != NULL && tiltas_metadata_count_signatures (old, "root", root, &good, &needed))
    printf ("  %d of %" G_GINT64_FORMAT " signatures that version %" G_GINT64_FORMAT " asks for\n", good, needed,
            tiltas_metadata_get_version (old));
  if (tiltas_metadata_count_signatures (root, "root", root, &good, &needed))
    printf ("  %d of %" G_GINT64_FORMAT " signatures that it asks for itself\n", good, needed);
}

static gboolean
write_draft (TiltasSigning *signing, TiltasEdit *edit, const char *out, GError **error)
{
  g_autoptr (GBytes) draft = NULL;

  if (edit->root == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "--out is for top-level roles, whose keys stand in the root");
      return FALSE;
    }
  draft = tiltas_edit_root_draft (edit, error);
  if (draft == NULL)
    return FALSE;
  printf ("%s %s (%" G_GSIZE_FORMAT " bytes); next: sign, then adopt\n", signing->dry_run ? "would write" : "wrote",
          out, g_bytes_get_size (draft));
  tell_signatures (edit->repository->root, draft);
  return signing->dry_run || tiltas_output_write (out, draft, error);
}

/* Writes a new root for others to sign. The repository is not changed. */
static int
prepare (TiltasSigning *signing, Rotate *options, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasRepository) repository = tiltas_repository_open (path, FALSE, &error);
  g_autoptr (TiltasEdit) edit = NULL;

  if (repository == NULL)
    return tiltas_publish_failed (error);
  edit = tiltas_edit_new (repository, path, tiltas_signing_keyring (signing), &signing->validity);
  if (!change_keys (edit, options, &error) || !write_draft (signing, edit, options->out, &error))
    return tiltas_publish_failed (error);
  return TILTAS_EXIT_OK;
}

int
tiltas_publish_rotate_key (char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  g_auto (Rotate) options = { 0 };
  const GOptionEntry entries[] = {
    { "add", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.added, "Public half of a new key (may be repeated)", "FILE" },
    { "remove", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.removed,
      "Id of a key, or 8 or more digits it begins with (may be repeated)", "KEYID" },
    { "threshold", 0, 0, G_OPTION_ARG_INT, &options.threshold, "Signatures needed from now on", "N" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &options.out,
      "Only prepare the new root in FILE, signed by the keys at hand, for others to sign", "FILE" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.force,
      "Remove a publisher's key at once, though its edition must then be signed again", NULL },
    TILTAS_SIGNING_ENTRIES (&signing),
    G_OPTION_ENTRY_NULL
  };
  const TiltasUsage usage = {
    entries, "REPO ROLE",
    "Changes the keys of root, targets, snapshot, timestamp (by a new root, signed by the old keys\n"
    "and the new) or of a publisher. Make the new key before with keygen; private keys in --keys\n"
    "are ROLE.pem, ROLE.2.pem … . Terminals follow by themselves.",
    2, 2
  };
  g_auto (GStrv) words = NULL;

  if (!tiltas_signing_options (&signing, &usage, argv, &words))
    return TILTAS_EXIT_USAGE;
  if ((options.added == NULL && options.removed == NULL && options.threshold == 0) || options.threshold < 0)
    {
      fputs ("tiltas-publish: name --add FILE, --remove KEYID or --threshold N.\n", stderr);
      return TILTAS_EXIT_USAGE;
    }
  options.role = words[1];
  if (options.out != NULL)
    return prepare (&signing, &options, words[0]);
  return tiltas_signing_run (&signing, words[0], change_keys, &options);
}

/* --- sign --- */

int
tiltas_publish_sign (char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  g_autofree char *role = NULL;
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = { { "role", 0, 0, G_OPTION_ARG_STRING, &role,
                                     "Whose keys sign: root (default) or a publisher's id", "ROLE" },
                                   { "repo", 0, 0, G_OPTION_ARG_FILENAME, &path,
                                     "Tell what the root changes against the one of this repository", "REPO" },
                                   TILTAS_SIGNING_ENTRIES (&signing),
                                   G_OPTION_ENTRY_NULL };
  const TiltasUsage usage = {
    entries, "FILE",
    "Adds your signature to a metadata file that somebody else prepared: a root (rotate-key --out)\n"
    "or a partner's hand-over that several people must sign. Nothing else in FILE changes; look at\n"
    "it before you sign.",
    1, 1
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasRepository) repository = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  guint n = 0;

  if (!tiltas_signing_options (&signing, &usage, argv, &words))
    return TILTAS_EXIT_USAGE;
  repository = path != NULL ? tiltas_repository_open (path, FALSE, &error) : NULL;
  if (path != NULL && repository == NULL)
    return tiltas_publish_failed (error);
  before = tiltas_file_read (words[0], TILTAS_TARGETS_MAX, &error);
  after = before != NULL
            ? tiltas_rotate_sign (tiltas_signing_keyring (&signing), role != NULL ? role : "root", before, &n, &error)
            : NULL;
  if (before != NULL && after == NULL)
    g_prefix_error (&error, "%s: ", words[0]);
  if (after == NULL || (!signing.dry_run && !tiltas_output_write (words[0], after, &error)))
    return tiltas_publish_failed (error);
  printf ("%s %s: %u signature(s) by the keys in %s\n", signing.dry_run ? "would write" : "wrote", words[0], n,
          signing.keys);
  if (role == NULL || strcmp (role, "root") == 0)
    tell_signatures (repository != NULL ? repository->root : NULL, after);
  return TILTAS_EXIT_OK;
}

/* --- adopt --- */

static gboolean
adopt_root (TiltasEdit *edit, gpointer data, GError **error)
{
  g_autoptr (GBytes) file = tiltas_file_read (data, TILTAS_ROOT_MAX, error);

  return file != NULL && tiltas_rotate_adopt (edit, file, error);
}

int
tiltas_publish_adopt (char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  const GOptionEntry entries[] = { TILTAS_SIGNING_ENTRIES (&signing), G_OPTION_ENTRY_NULL };
  const TiltasUsage usage = {
    entries, "REPO FILE",
    "Puts a new root that enough people have signed into the repository. Signs anew what the new\n"
    "root gives other keys; needs the keys of snapshot and timestamp, and of targets if they change.",
    2, 2
  };
  g_auto (GStrv) words = NULL;

  if (!tiltas_signing_options (&signing, &usage, argv, &words))
    return TILTAS_EXIT_USAGE;
  return tiltas_signing_run (&signing, words[0], adopt_root, words[1]);
}
