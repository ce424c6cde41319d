/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-partner.h"

#include "publish/handover.h"
#include "publish/publication.h"
#include "publish/quotas.h"
#include "tools/tiltas-publish-common.h"
#include "tools/tiltas-publish.h"
#include "trust/expires.h"
#include "trust/writer.h"

#include <stdio.h>

/* --- delegate --- */

typedef struct
{
  GStrv public_files, quotas, kinds, names;
  int threshold;
  gboolean revoke;
  const char *publisher; /* borrowed */
  TiltasQuotaChange change;
} Delegate;

static void
delegate_clear (Delegate *self)
{
  g_strfreev (self->public_files);
  g_strfreev (self->quotas);
  g_strfreev (self->kinds);
  g_strfreev (self->names);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Delegate, delegate_clear)

/* "records=500" … into options->change. */
static gboolean
parse_quotas (Delegate *options)
{
  TiltasQuotaChange *change = &options->change;
  static const char *const names[] = { "records", "bytes", "blobs" };
  gint64 *const fields[] = { &change->records, &change->bytes, &change->blobs };

  *change =
    (TiltasQuotaChange){ (const char *const *) options->names, (const char *const *) options->kinds, -1, -1, -1 };
  for (guint i = 0; options->quotas != NULL && options->quotas[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (options->quotas[i], "=", 2);
      guint64 number = 0;
      gboolean known = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        if (g_strcmp0 (parts[0], names[j]) == 0 && parts[1] != NULL &&
            g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXINT32, &number, NULL))
          {
            *fields[j] = (gint64) number;
            known = TRUE;
          }
      if (known)
        continue;
      fprintf (stderr, "tiltas-publish: --quota %s: write records=N, bytes=N or blobs=N.\n", options->quotas[i]);
      return FALSE;
    }
  return TRUE;
}

/* Those that may sign now. */
static void
add_present_keys (GPtrArray *found, TiltasMetadata *targets, const char *publisher)
{
  const TiltasRole *role = tiltas_metadata_get_role (targets, publisher);

  for (guint i = 0; role != NULL && role->keyids[i] != NULL; i++)
    {
      TiltasPublicKey *key = tiltas_metadata_get_key (targets, role->keyids[i]);

      if (key != NULL)
        g_ptr_array_add (found, key);
    }
}

/* The public keys that are named, else the public halves of the publisher's keys in the keyring, else, where only the
 * threshold changes, the keys that it has. */
static GPtrArray *
public_keys (const Delegate *options, TiltasEdit *edit, const char *publisher, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_public_key_unref);
  GPtrArray *own = options->public_files == NULL ? tiltas_keyring_get (edit->keys, publisher, error) : NULL;

  if (options->public_files == NULL && own == NULL)
    return NULL;
  if (own != NULL && own->len == 0 && options->threshold > 0)
    add_present_keys (found, edit->repository->targets, publisher);
  for (guint i = 0; own != NULL && i < own->len; i++)
    g_ptr_array_add (found, tiltas_public_key_ref (tiltas_private_key_get_public (own->pdata[i])));
  for (guint i = 0; options->public_files != NULL && options->public_files[i] != NULL; i++)
    {
      TiltasPublicKey *key = tiltas_public_key_load (options->public_files[i], error);

      if (key == NULL)
        return NULL;
      g_ptr_array_add (found, key);
    }
  return g_steal_pointer (&found);
}

static gboolean
change_role (TiltasEdit *edit, gpointer data, GError **error)
{
  const Delegate *options = data;
  const TiltasQuotaChange *change = &options->change;
  const TiltasRole *role = tiltas_metadata_get_role (edit->repository->targets, options->publisher);
  gboolean sets = options->names != NULL || options->kinds != NULL || change->records >= 0 || change->bytes >= 0 ||
                  change->blobs >= 0;
  g_autoptr (GPtrArray) keys = NULL;

  if (options->revoke)
    return tiltas_publication_revoke (edit, options->publisher, error);
  if (role == NULL || options->public_files != NULL || options->threshold > 0 || !sets)
    {
      keys = public_keys (options, edit, options->publisher, error);
      if (keys == NULL ||
          !tiltas_publication_delegate (edit, options->publisher, keys, (guint) MAX (options->threshold, 1), error))
        return FALSE;
    }
  return tiltas_quotas_set (edit, options->publisher, change, error);
}

int
tiltas_publish_delegate (int argc, char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  g_auto (Delegate) options = { 0 };
  const GOptionEntry entries[] = {
    { "public", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.public_files,
      "Public key of the publisher, NAME.pub.json from keygen (may be repeated; default: PUBLISHER.pem in --keys)",
      "FILE" },
    { "threshold", 0, 0, G_OPTION_ARG_INT, &options.threshold, "Signatures that the publisher needs (default: 1)",
      "N" },
    { "quota", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.quotas,
      "Most records=N (50000), bytes=N of pack.jsonl (64 MiB), or blobs=N bytes of pictures and sounds (256 MiB); may "
      "be "
      "repeated; 0: no limit",
      "WHAT=N" },
    { "kind", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.kinds,
      "A kind of records that it may ship (may be repeated; default: announcements, branches and services)", "KIND" },
    { "name", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.names, "The publisher's name (may be repeated)", "LANG=TEXT" },
    { "revoke", 0, 0, G_OPTION_ARG_NONE, &options.revoke, "Take the right to publish away", NULL },
    TILTAS_SIGNING_ENTRIES (&signing),
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) rest = NULL;
  TiltasTerms terms;

  if (!tiltas_publish_options (
        entries, "REPO PUBLISHER",
        "Lets a publisher sign what lies under PUBLISHER/, with its own keys, within limits that only\n"
        "publishers.json sets; also changes keys (see rotate-key for doing that gently) and limits.",
        argc, argv, 2, 2, &rest) ||
      !parse_quotas (&options) || !tiltas_signing_terms (&signing, &terms))
    return TILTAS_EXIT_USAGE;
  options.publisher = rest[1];
  return tiltas_signing_run (&signing, &terms, rest[0], FALSE, change_role, &options);
}

/* --- hand-over --- */

typedef struct
{
  char *content, *packs, *icons, *publisher;
  gint64 seq, above;
} HandOver;

static void
hand_over_clear (HandOver *self)
{
  g_free (self->content);
  g_free (self->packs);
  g_free (self->icons);
  g_free (self->publisher);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HandOver, hand_over_clear)

static gboolean
sign_alone (TiltasSigning *signing,
            const HandOver *options,
            const char *folder,
            const TiltasTerms *terms,
            GError **error)
{
  const char *const only[] = { options->publisher, NULL };
  g_autoptr (TiltasKeyring) keys = tiltas_signing_keyring (signing);
  g_autoptr (TiltasPackages) packages =
    tiltas_publish_packages (options->content, options->packs, options->icons, error);
  g_autoptr (TiltasRepository) own = NULL;
  g_autoptr (TiltasEdit) edit = NULL;
  json_t *role;

  if (packages == NULL)
    return FALSE;
  if (tiltas_packages_find (packages, options->publisher) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "%s has no edition of “%s”: it needs an entry in publishers.json, and a folder of that name",
                   options->content != NULL ? options->content : options->packs, options->publisher);
      return FALSE;
    }
  own = tiltas_handover_open (folder, options->publisher, !signing->dry_run, error);
  if (own == NULL)
    return FALSE;
  edit = tiltas_edit_new (own, folder, keys, terms);
  if (!tiltas_publication_publish (edit, packages, only, options->seq, error))
    return FALSE;
  role = tiltas_edit_role (edit, options->publisher); /* also when nothing changed: its signature lasts longer */
  if (json_integer_value (json_object_get (role, "version")) <= options->above)
    json_object_set_new (role, "version", json_integer (options->above + 1));
  g_autofree char *until = tiltas_expires_format (terms->now + terms->targets);
  tiltas_edit_note (
    edit, "signs version %" JSON_INTEGER_FORMAT " of “%s”, good until %.10s; hand over %s whole, or its new files",
    json_integer_value (json_object_get (role, "version")), options->publisher, until, folder);
  return tiltas_edit_finish (edit, TRUE, error) && tiltas_signing_write (signing, edit, error);
}

int
tiltas_publish_hand_over (int argc, char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  g_auto (HandOver) options = { 0 };
  const GOptionEntry entries[] = {
    { "publisher", 0, 0, G_OPTION_ARG_STRING, &options.publisher, "Who you are", "ID" },
    { "content", 0, 0, G_OPTION_ARG_FILENAME, &options.content, "Your content folder; it must have no faults", "DIR" },
    { "packs", 0, 0, G_OPTION_ARG_FILENAME, &options.packs, "What “build” wrote", "DIR" },
    { "seq", 0, 0, G_OPTION_ARG_INT64, &options.seq, "Number a changed edition at least N", "N" },
    TILTAS_YES_ENTRY (&signing),
    { "above", 0, 0, G_OPTION_ARG_INT64, &options.above, "Sign a version above N (when FOLDER was lost)", "N" },
    { "icons", 0, 0, G_OPTION_ARG_FILENAME, &options.icons, "Folder of the pictograms (default: CONTENT/../icons)",
      "DIR" },
    TILTAS_SIGNING_ENTRIES (&signing),
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) rest = NULL;
  g_autoptr (GError) error = NULL;
  TiltasTerms terms;

  if (!tiltas_publish_options (
        entries, "FOLDER",
        "For a partner library: signs its edition alone, with its own key and content, into a folder of\n"
        "its own. The National Library takes that folder in with “accept”. Keep FOLDER: it remembers\n"
        "versions and the last edition. With several keys on several machines: then “sign”.",
        argc, argv, 1, 1, &rest) ||
      !tiltas_signing_terms (&signing, &terms))
    return TILTAS_EXIT_USAGE;
  if ((options.content == NULL) == (options.packs == NULL) || options.publisher == NULL)
    {
      fputs ("tiltas-publish: name --publisher ID, and --content DIR or --packs DIR.\n", stderr);
      return TILTAS_EXIT_USAGE;
    }
  if (!sign_alone (&signing, &options, rest[0], &terms, &error))
    return tiltas_publish_failed (error);
  return TILTAS_EXIT_OK;
}

/* --- accept --- */

static gboolean
take_in (TiltasEdit *edit, gpointer data, GError **error)
{
  char **words = data;

  return tiltas_handover_accept (edit, words[1], words[2], error);
}

int
tiltas_publish_accept (int argc, char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  const GOptionEntry entries[] = { TILTAS_YES_ENTRY (&signing), TILTAS_SIGNING_ENTRIES (&signing),
                                   G_OPTION_ENTRY_NULL };
  g_auto (GStrv) rest = NULL;
  TiltasTerms terms;

  if (!tiltas_publish_options (
        entries, "REPO PUBLISHER FOLDER",
        "For the National Library: takes what a partner signed with “hand-over” into the repository.\n"
        "Signatures, paths, version, limits, kinds and every file are checked before anything is\n"
        "written. Needs only the keys of snapshot and timestamp.",
        argc, argv, 3, 3, &rest) ||
      !tiltas_signing_terms (&signing, &terms))
    return TILTAS_EXIT_USAGE;
  return tiltas_signing_run (&signing, &terms, rest[0], FALSE, take_in, rest);
}
