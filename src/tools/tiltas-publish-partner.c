/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-partner.h"

#include "publish/delegation.h"
#include "publish/handover.h"
#include "publish/publication.h"
#include "publish/quotas.h"
#include "tools/tiltas-publish-input.h"
#include "tools/tiltas-publish-signing.h"
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

/* Reads "records=500" and the like of --quota into ->change. */
static gboolean
parse_quotas (Delegate *options)
{
  static const char *const names[] = { "records", "bytes", "blobs", NULL };
  gint64 values[] = { -1, -1, -1 };

  for (guint i = 0; options->quotas != NULL && options->quotas[i] != NULL; i++)
    if (!tiltas_publish_parse_number (options->quotas[i], names, 0, G_MAXINT32, values))
      {
        fprintf (stderr, "tiltas-publish: --quota %s: write records=N, bytes=N or blobs=N.\n", options->quotas[i]);
        return FALSE;
      }
  options->change = (TiltasQuotaChange){ (const char *const *) options->names, (const char *const *) options->kinds,
                                         values[0], values[1], values[2] };
  return TRUE;
}

/* Adds the keys that may sign for publisher now. */
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

/* The keys that --public names; else the public halves of the publisher's keys in the keyring; else, when a
 * threshold is given, the keys that it has now. Transfer full. */
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
  return tiltas_public_keys_load (found, options->public_files, error) ? g_steal_pointer (&found) : NULL;
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
    return tiltas_delegation_revoke (edit, options->publisher, error);
  if (role == NULL || options->public_files != NULL || options->threshold > 0 || !sets)
    {
      keys = public_keys (options, edit, options->publisher, error);
      if (keys == NULL ||
          !tiltas_delegation_add (edit, options->publisher, keys, (guint) MAX (options->threshold, 1), error))
        return FALSE;
    }
  return tiltas_quotas_set (edit, options->publisher, change, error);
}

int
tiltas_publish_delegate (char **argv)
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
  const TiltasUsage usage = {
    entries, "REPO PUBLISHER",
    "Lets a publisher sign what lies under PUBLISHER/, with its own keys, within limits that only\n"
    "publishers.json sets; also changes keys (see rotate-key for doing that gently) and limits.",
    2, 2
  };
  g_auto (GStrv) words = NULL;

  if (!tiltas_signing_options (&signing, &usage, argv, &words) || !parse_quotas (&options))
    return TILTAS_EXIT_USAGE;
  options.publisher = words[1];
  return tiltas_signing_run (&signing, words[0], change_role, &options);
}

/* --- hand-over --- */

typedef struct
{
  TiltasInput input;
  char *publisher;
  gint64 seq;   /* the edition's number is at least this */
  gint64 above; /* the version is above this */
  TiltasPackages *packages;
} HandOver;

static void
hand_over_clear (HandOver *self)
{
  tiltas_input_clear (&self->input);
  g_free (self->publisher);
  g_clear_pointer (&self->packages, tiltas_packages_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HandOver, hand_over_clear)

static gboolean
read_own_edition (HandOver *self, GError **error)
{
  self->packages = tiltas_input_read (&self->input, error);
  if (self->packages == NULL || tiltas_packages_find (self->packages, self->publisher) != NULL)
    return self->packages != NULL;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "%s has no edition of “%s”: it needs an entry in publishers.json, and a folder of that name",
               self->input.content != NULL ? self->input.content : self->input.packs, self->publisher);
  return FALSE;
}

static gboolean
sign_alone (TiltasEdit *edit, gpointer data, GError **error)
{
  const HandOver *self = data;
  const char *const only[] = { self->publisher, NULL };
  g_autofree char *until = tiltas_expires_format (edit->validity.now + edit->validity.targets);
  json_t *role;

  if (!tiltas_publication_publish (edit, self->packages, only, self->seq, error))
    return FALSE;
  role = tiltas_edit_role (edit, self->publisher); /* also when nothing changed: its signature lasts longer */
  if (json_integer_value (json_object_get (role, "version")) <= self->above)
    json_object_set_new (role, "version", json_integer (self->above + 1));
  tiltas_edit_note (
    edit, "signs version %" JSON_INTEGER_FORMAT " of “%s”, good until %.10s; hand over %s whole, or its new files",
    json_integer_value (json_object_get (role, "version")), self->publisher, until, edit->repository->path);
  return TRUE;
}

int
tiltas_publish_hand_over (char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  g_auto (HandOver) options = { 0 };
  const GOptionEntry entries[] = {
    { "publisher", 0, 0, G_OPTION_ARG_STRING, &options.publisher, "Who you are", "ID" },
    { "content", 0, 0, G_OPTION_ARG_FILENAME, &options.input.content, "Your content folder; it must have no faults",
      "DIR" },
    { "packs", 0, 0, G_OPTION_ARG_FILENAME, &options.input.packs, "What “build” wrote", "DIR" },
    { "seq", 0, 0, G_OPTION_ARG_INT64, &options.seq, "Number a changed edition at least N", "N" },
    TILTAS_YES_ENTRY (&signing),
    { "above", 0, 0, G_OPTION_ARG_INT64, &options.above, "Sign a version above N (when FOLDER was lost)", "N" },
    TILTAS_ICONS_ENTRY (&options.input.icons),
    TILTAS_SIGNING_ENTRIES (&signing),
    G_OPTION_ENTRY_NULL
  };
  const TiltasUsage usage = {
    entries, "FOLDER",
    "For a partner library: signs its edition alone, with its own key and content, into a folder of\n"
    "its own. The National Library takes that folder in with “accept”. Keep FOLDER: it remembers\n"
    "versions and the last edition. With several keys on several machines: then “sign”.",
    1, 1
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasRepository) own = NULL;

  if (!tiltas_signing_options (&signing, &usage, argv, &words))
    return TILTAS_EXIT_USAGE;
  if (!tiltas_input_is_one (&options.input) || options.publisher == NULL)
    {
      fputs ("tiltas-publish: name --publisher ID, and --content DIR or --packs DIR.\n", stderr);
      return TILTAS_EXIT_USAGE;
    }
  own = read_own_edition (&options, &error)
          ? tiltas_handover_open (words[0], options.publisher, !signing.dry_run, &error)
          : NULL;
  if (own == NULL)
    return tiltas_publish_failed (error);
  signing.own_roles_only = TRUE;
  return tiltas_signing_edit (&signing, own, words[0], sign_alone, &options);
}

/* --- accept --- */

static gboolean
take_in (TiltasEdit *edit, gpointer data, GError **error)
{
  char **words = data;

  return tiltas_handover_accept (edit, words[1], words[2], error);
}

int
tiltas_publish_accept (char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  const GOptionEntry entries[] = { TILTAS_YES_ENTRY (&signing), TILTAS_SIGNING_ENTRIES (&signing),
                                   G_OPTION_ENTRY_NULL };
  const TiltasUsage usage = {
    entries, "REPO PUBLISHER FOLDER",
    "For the National Library: takes what a partner signed with “hand-over” into the repository.\n"
    "Signatures, paths, version, limits, kinds and every file are checked before anything is\n"
    "written. Needs only the keys of snapshot and timestamp.",
    3, 3
  };
  g_auto (GStrv) words = NULL;

  if (!tiltas_signing_options (&signing, &usage, argv, &words))
    return TILTAS_EXIT_USAGE;
  return tiltas_signing_run (&signing, words[0], take_in, words);
}
