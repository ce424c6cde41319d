/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-repository.h"

#include "publish/publication.h"
#include "publish/show.h"
#include "tools/tiltas-publish-common.h"
#include "tools/tiltas-publish.h"

#include <stdio.h>

/* --- delegate --- */

typedef struct
{
  GStrv public_files;
  int threshold;
  gboolean revoke;
} Delegate;

/* The public keys that are named, else the public halves of the publisher's keys in the keyring. */
static GPtrArray *
public_keys (const Delegate *options, TiltasKeyring *keys, const char *publisher, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_public_key_unref);
  GPtrArray *own = options->public_files == NULL ? tiltas_keyring_get (keys, publisher, error) : NULL;

  if (options->public_files == NULL && own == NULL)
    return NULL;
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
change_role (TiltasEdit *edit, const Delegate *options, const char *publisher, GError **error)
{
  g_autoptr (GPtrArray) keys = NULL;

  if (options->revoke)
    return tiltas_publication_revoke (edit, publisher, error);
  keys = public_keys (options, edit->keys, publisher, error);
  return keys != NULL &&
         tiltas_publication_delegate (edit, publisher, keys, (guint) MAX (options->threshold, 1), error);
}

int
tiltas_publish_delegate (int argc, char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  Delegate options = { NULL, 1, FALSE };
  const GOptionEntry entries[] = {
    { "public", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.public_files,
      "Public key of the publisher, NAME.pub.json from keygen (may be repeated; default: PUBLISHER.pem in --keys)",
      "FILE" },
    { "threshold", 0, 0, G_OPTION_ARG_INT, &options.threshold, "Signatures that the publisher needs (default: 1)",
      "N" },
    { "revoke", 0, 0, G_OPTION_ARG_NONE, &options.revoke, "Take the right to publish away", NULL },
    TILTAS_SIGNING_ENTRIES (&signing),
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) rest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasRepository) repository = NULL;
  g_autoptr (TiltasKeyring) keys = NULL;
  g_autoptr (TiltasEdit) edit = NULL;
  g_auto (GStrv) files = NULL;
  TiltasTerms terms;

  if (!tiltas_publish_options (
        entries, "REPO PUBLISHER",
        "Lets a publisher sign what lies under PUBLISHER/, with its own keys; also changes the keys.", argc, argv, 2, 2,
        &rest) ||
      !tiltas_signing_terms (&signing, &terms))
    {
      g_strfreev (options.public_files);
      return TILTAS_EXIT_USAGE;
    }
  files = options.public_files;
  keys = tiltas_signing_keyring (&signing);
  repository = tiltas_repository_open (rest[0], !signing.dry_run, &error);
  if (repository == NULL)
    return tiltas_publish_failed (error);
  edit = tiltas_edit_new (repository, rest[0], keys, &terms);
  if (!change_role (edit, &options, rest[1], &error) || !tiltas_edit_finish (edit, FALSE, &error) ||
      !tiltas_signing_write (&signing, edit, &error))
    return tiltas_publish_failed (error);
  return TILTAS_EXIT_OK;
}

/* --- publish --- */

typedef struct
{
  char *content, *packs, *icons;
  GStrv publishers;
  gint64 seq;
  gboolean role_only;
} Publish;

static void
publish_clear (Publish *self)
{
  g_free (self->content);
  g_free (self->packs);
  g_free (self->icons);
  g_strfreev (self->publishers);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Publish, publish_clear)

static TiltasPackages *
packages_from (const Publish *options, GError **error)
{
  g_autoptr (TiltasTree) tree = NULL;
  g_autofree char *faults = NULL;
  g_autofree char *prefix = NULL;

  if (options->packs != NULL)
    return tiltas_packages_read (options->packs, error);
  tree = tiltas_tree_read (options->content, options->icons);
  if (tiltas_faults_count (tree->faults, TILTAS_FAULT_ERROR) == 0)
    return tiltas_packages_of (tree, error);
  prefix = g_strconcat (options->content, "/", NULL);
  faults = tiltas_faults_text (tree->faults, prefix);
  fputs (faults, stderr);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s has %u fault(s); nothing was published",
               options->content, tiltas_faults_count (tree->faults, TILTAS_FAULT_ERROR));
  return NULL;
}

static gboolean
knows_all (TiltasPackages *packages, char **publishers, GError **error)
{
  for (guint i = 0; publishers != NULL && publishers[i] != NULL; i++)
    if (tiltas_packages_find (packages, publishers[i]) == NULL)
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no edition of “%s” to publish", publishers[i]);
        return FALSE;
      }
  return TRUE;
}

static int
publish (TiltasSigning *signing, const Publish *options, const char *path, const TiltasTerms *terms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasKeyring) keys = tiltas_signing_keyring (signing);
  g_autoptr (TiltasPackages) packages = packages_from (options, &error);
  g_autoptr (TiltasRepository) repository = NULL;
  g_autoptr (TiltasEdit) edit = NULL;

  if (packages == NULL || !knows_all (packages, options->publishers, &error))
    return tiltas_publish_failed (error);
  repository = tiltas_repository_open (path, !signing->dry_run, &error);
  if (repository == NULL)
    return tiltas_publish_failed (error);
  edit = tiltas_edit_new (repository, path, keys, terms);
  if (!tiltas_publication_publish (edit, packages, (const char *const *) options->publishers, options->seq, &error))
    return tiltas_publish_failed (error);
  if (!tiltas_edit_is_changed (edit))
    {
      puts ("nothing has changed");
      return TILTAS_EXIT_OK;
    }
  if (!tiltas_edit_finish (edit, options->role_only, &error) || !tiltas_signing_write (signing, edit, &error))
    return tiltas_publish_failed (error);
  return TILTAS_EXIT_OK;
}

int
tiltas_publish_publish (int argc, char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  g_auto (Publish) options = { 0 };
  const GOptionEntry entries[] = {
    { "content", 0, 0, G_OPTION_ARG_FILENAME, &options.content, "Publish a content folder; it must have no faults",
      "DIR" },
    { "packs", 0, 0, G_OPTION_ARG_FILENAME, &options.packs, "Publish what “build” wrote", "DIR" },
    { "publisher", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.publishers,
      "Only this publisher, and not publishers.json (may be repeated)", "ID" },
    { "role-only", 0, 0, G_OPTION_ARG_NONE, &options.role_only,
      "Sign only the publisher's own role; the owner of the repository takes it in with refresh", NULL },
    { "seq", 0, 0, G_OPTION_ARG_INT64, &options.seq, "Number changed editions at least N", "N" },
    { "icons", 0, 0, G_OPTION_ARG_FILENAME, &options.icons, "Folder of the pictograms (default: CONTENT/../icons)",
      "DIR" },
    TILTAS_SIGNING_ENTRIES (&signing),
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) rest = NULL;
  TiltasTerms terms;

  if (!tiltas_publish_options (
        entries, "REPO",
        "Puts new editions into a repository and signs them. An edition whose state is the same stays\n"
        "as it is, with its number. Readers see all of it or nothing.",
        argc, argv, 1, 1, &rest) ||
      !tiltas_signing_terms (&signing, &terms))
    return TILTAS_EXIT_USAGE;
  if ((options.content == NULL) == (options.packs == NULL) || (options.role_only && options.publishers == NULL))
    {
      fputs ("tiltas-publish: name --content DIR or --packs DIR; --role-only needs --publisher ID.\n", stderr);
      return TILTAS_EXIT_USAGE;
    }
  return publish (&signing, &options, rest[0], &terms);
}

/* --- refresh --- */

int
tiltas_publish_refresh (int argc, char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  const GOptionEntry entries[] = { TILTAS_SIGNING_ENTRIES (&signing), G_OPTION_ENTRY_NULL };
  g_auto (GStrv) rest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasRepository) repository = NULL;
  g_autoptr (TiltasKeyring) keys = NULL;
  g_autoptr (TiltasEdit) edit = NULL;
  TiltasTerms terms;

  if (!tiltas_publish_options (
        entries, "REPO",
        "Signs snapshot and timestamp anew (run it by a timer, at least daily), takes in what publishers\n"
        "have signed alone, and lengthens other roles that run out soon when their keys are there.",
        argc, argv, 1, 1, &rest) ||
      !tiltas_signing_terms (&signing, &terms))
    return TILTAS_EXIT_USAGE;
  keys = tiltas_signing_keyring (&signing);
  repository = tiltas_repository_open (rest[0], !signing.dry_run, &error);
  if (repository == NULL)
    return tiltas_publish_failed (error);
  edit = tiltas_edit_new (repository, rest[0], keys, &terms);
  if (!tiltas_publication_refresh (edit, &error) || !tiltas_edit_finish (edit, FALSE, &error) ||
      !tiltas_signing_write (&signing, edit, &error))
    return tiltas_publish_failed (error);
  return TILTAS_EXIT_OK;
}

/* --- show --- */

int
tiltas_publish_show (int argc, char **argv)
{
  gboolean as_json = FALSE;
  gint64 now = 0;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
                                   { "now", 0, 0, G_OPTION_ARG_INT64, &now,
                                     "Take this for the present time, UNIX seconds", "UNIX" },
                                   G_OPTION_ENTRY_NULL };
  g_auto (GStrv) rest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasRepository) repository = NULL;
  json_t *shown;
  size_t problems;

  if (!tiltas_publish_options (entries, "REPO",
                               "Tells roles, signatures, expiry, editions, and every file that is missing or damaged.\n"
                               "Exit code 1 when there are problems.",
                               argc, argv, 1, 1, &rest))
    return TILTAS_EXIT_USAGE;
  repository = tiltas_repository_open (rest[0], FALSE, &error);
  if (repository == NULL)
    return tiltas_publish_failed (error);
  shown = tiltas_show (repository, now > 0 ? now : g_get_real_time () / G_USEC_PER_SEC);
  problems = json_array_size (json_object_get (shown, "problems"));
  if (as_json)
    {
      char *text = json_dumps (shown, JSON_INDENT (1) | JSON_SORT_KEYS);

      puts (text);
      free (text);
    }
  else
    {
      g_autofree char *text = tiltas_show_text (shown);

      fputs (text, stdout);
    }
  json_decref (shown);
  return problems > 0 ? TILTAS_EXIT_FAULT : TILTAS_EXIT_OK;
}
