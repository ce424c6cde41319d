/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulator.h"

#include <string.h>

static TiltasPrivateKey *
new_key (void)
{
  g_autoptr (GError) error = NULL;
  TiltasPrivateKey *key = tiltas_private_key_generate (TILTAS_KEY_ED25519, &error);

  g_assert_no_error (error);
  return key;
}

/* ---- Repository ---- */

Repo *
repo_new (void)
{
  static const char *const roles[] = { "root", "timestamp", "snapshot", "targets" };
  Repo *self = g_new0 (Repo, 1);

  self->root = tiltas_signed_new (TILTAS_METADATA_ROOT, 0, LATER);
  self->timestamp = tiltas_signed_new (TILTAS_METADATA_TIMESTAMP, 0, LATER);
  self->snapshot = tiltas_signed_new (TILTAS_METADATA_SNAPSHOT, 0, LATER);
  self->targets = tiltas_signed_new (TILTAS_METADATA_TARGETS, 0, LATER);
  self->delegated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_decref);
  self->signers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->declare_hashes = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    repo_add_key (self, roles[i]);
  PUBLISH (self, "root", "targets", "snapshot", "timestamp");
  return self;
}

void
repo_free (Repo *self)
{
  json_decref (self->root);
  json_decref (self->timestamp);
  json_decref (self->snapshot);
  json_decref (self->targets);
  g_hash_table_unref (self->delegated);
  g_hash_table_unref (self->signers);
  g_hash_table_unref (self->files);
  g_free (self);
}

json_t *
repo_signed (Repo *self, const char *role)
{
  if (g_str_equal (role, "root"))
    return self->root;
  if (g_str_equal (role, "timestamp"))
    return self->timestamp;
  if (g_str_equal (role, "snapshot"))
    return self->snapshot;
  if (g_str_equal (role, "targets"))
    return self->targets;
  return g_hash_table_lookup (self->delegated, role);
}

GPtrArray *
repo_signers (Repo *self, const char *role)
{
  GPtrArray *keys = g_hash_table_lookup (self->signers, role);

  if (keys == NULL)
    {
      keys = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_private_key_unref);
      g_hash_table_insert (self->signers, g_strdup (role), keys);
    }
  return keys;
}

TiltasPrivateKey *
repo_add_key (Repo *self, const char *role)
{
  TiltasPrivateKey *key = new_key ();

  g_ptr_array_add (repo_signers (self, role), key);
  tiltas_signed_add_key (self->root, role, tiltas_private_key_get_public (key));
  return key;
}

void
repo_rotate (Repo *self, const char *role)
{
  GPtrArray *signers = repo_signers (self, role);

  for (guint i = 0; i < signers->len; i++)
    tiltas_signed_remove_key (self->root, role,
                              tiltas_public_key_get_id (tiltas_private_key_get_public (signers->pdata[i])));
  if (!g_str_equal (role, "root"))
    g_ptr_array_set_size (signers, 0);
  repo_add_key (self, role);
}

void
repo_set_threshold (Repo *self, const char *role, int threshold)
{
  tiltas_signed_set_threshold (self->root, role, threshold);
}

static gint64
version_of (json_t *signed_part)
{
  return json_integer_value (json_object_get (signed_part, "version"));
}

void
repo_set_expires (Repo *self, const char *role, gint64 expires)
{
  json_t *part = repo_signed (self, role);

  tiltas_signed_set (part, version_of (part), expires);
}

void
repo_set_version (Repo *self, const char *role, gint64 version)
{
  json_object_set_new (repo_signed (self, role), "version", json_integer (version));
}

void
repo_delegate (Repo *self, const char *from, const char *role, const char *const *paths, gboolean terminating)
{
  TiltasPrivateKey *key = new_key ();
  TiltasPublicKey *public_key = tiltas_private_key_get_public (key);

  g_ptr_array_add (repo_signers (self, role), key);
  if (repo_signed (self, role) == NULL)
    g_hash_table_insert (self->delegated, g_strdup (role), tiltas_signed_new (TILTAS_METADATA_TARGETS, 0, LATER));
  tiltas_signed_set_delegation (repo_signed (self, from), role, &public_key, 1, 1, paths, terminating);
}

void
repo_add_target (Repo *self, const char *role, const char *path, const char *content)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1);

  tiltas_signed_set_target (repo_signed (self, role), path, strlen (content), hash, NULL);
}

void
repo_put (Repo *self, const char *name, GBytes *bytes)
{
  g_hash_table_replace (self->files, g_strdup (name), g_bytes_ref (bytes));
}

void
repo_remove (Repo *self, const char *name)
{
  g_assert_true (g_hash_table_remove (self->files, name));
}

void
repo_spoil (Repo *self, const char *name, const char *old, const char *new)
{
  GBytes *bytes = g_hash_table_lookup (self->files, name);
  g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_autoptr (GBytes) spoilt = NULL;

  g_assert_cmpuint (g_string_replace (text, old, new, 1), ==, 1);
  spoilt = g_string_free_to_bytes (g_steal_pointer (&text));
  repo_put (self, name, spoilt);
}

GBytes *
repo_write (Repo *self, const char *role)
{
  g_autoptr (GError) error = NULL;
  json_t *part = repo_signed (self, role);
  GPtrArray *signers = repo_signers (self, role);
  g_autoptr (GBytes) file =
    tiltas_metadata_sign (part, (TiltasPrivateKey *const *) signers->pdata, signers->len, &error);
  g_autofree char *name = tiltas_metadata_file_name (role, version_of (part));

  g_assert_no_error (error);
  repo_put (self, name, file);
  return g_hash_table_lookup (self->files, name);
}

static void
declare (Repo *self, json_t *in, const char *role, GBytes *file)
{
  g_autofree char *name = g_strconcat (role, ".json", NULL);

  tiltas_signed_set_file (in, role, version_of (repo_signed (self, role)), file);
  if (!self->declare_hashes)
    {
      json_object_del (json_object_get (json_object_get (in, "meta"), name), "length");
      json_object_del (json_object_get (json_object_get (in, "meta"), name), "hashes");
    }
}

void
repo_publish (Repo *self, const char *const *roles)
{
  for (guint i = 0; roles[i] != NULL; i++)
    {
      repo_set_version (self, roles[i], version_of (repo_signed (self, roles[i])) + 1);
      GBytes *file = repo_write (self, roles[i]);
      if (g_str_equal (roles[i], "snapshot"))
        declare (self, self->timestamp, "snapshot", file);
      else if (!g_str_equal (roles[i], "root") && !g_str_equal (roles[i], "timestamp"))
        declare (self, self->snapshot, roles[i], file);
    }
}

/* ---- Client ---- */

Client *
client_new (Repo *repo)
{
  Client *self = g_new0 (Client, 1);

  self->installed = g_bytes_ref (g_hash_table_lookup (repo->files, "1.root.json"));
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->now = NOW;
  return self;
}

void
client_free (Client *self)
{
  g_bytes_unref (self->installed);
  g_hash_table_unref (self->kept);
  g_ptr_array_unref (self->requests);
  g_clear_pointer (&self->updater, tiltas_updater_free);
  g_free (self);
}

static void
do_keep (Client *self, const TiltasKeep *keep)
{
  for (guint i = 0; keep->drop != NULL && keep->drop[i] != NULL; i++)
    g_hash_table_remove (self->kept, keep->drop[i]);
  if (keep->chain_name != NULL)
    g_hash_table_replace (self->kept, g_strdup (keep->chain_name), g_bytes_ref (keep->bytes));
  if (keep->name != NULL)
    g_hash_table_replace (self->kept, g_strdup (keep->name), g_bytes_ref (keep->bytes));
}

static gboolean
run (Client *self, Repo *repo, GError **error)
{
  TiltasRequest request;
  TiltasKeep keep;

  while (tiltas_updater_next (self->updater, &request))
    {
      GBytes *kept = g_hash_table_lookup (self->kept, request.keep_name);
      if (kept != NULL && tiltas_updater_offer (self->updater, kept, &keep))
        {
          do_keep (self, &keep);
          continue;
        }
      g_ptr_array_add (self->requests, g_strdup (request.name));
      if (!tiltas_updater_feed (self->updater, g_hash_table_lookup (repo->files, request.name), &keep, error))
        {
          g_assert_null (keep.name);
          return FALSE;
        }
      do_keep (self, &keep);
    }
  return TRUE;
}

gboolean
client_refresh (Client *self, Repo *repo, GError **error)
{
  g_clear_pointer (&self->updater, tiltas_updater_free);
  self->updater = tiltas_updater_new (self->installed, self->now, error);
  if (self->updater == NULL)
    return FALSE;
  tiltas_updater_set_last_root (self->updater, g_hash_table_lookup (self->kept, "root.json"));
  gboolean done = run (self, repo, error);
  g_assert_cmpint (done, ==, tiltas_updater_is_fresh (self->updater));
  return done;
}

TiltasTarget *
client_find (Client *self, Repo *repo, const char *path, GError **error)
{
  if (!tiltas_updater_search (self->updater, path, error) || !run (self, repo, error))
    return NULL;
  return tiltas_updater_finish_search (self->updater, error);
}

gint64
client_version (Client *self, const char *name)
{
  GBytes *bytes = g_hash_table_lookup (self->kept, name);
  json_auto_t *json = bytes ? json_loadb (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 0, NULL) : NULL;

  return json ? version_of (json_object_get (json, "signed")) : 0;
}

char *
client_requests (Client *self)
{
  g_ptr_array_add (self->requests, NULL);
  char *joined = g_strjoinv (" ", (char **) self->requests->pdata);

  g_ptr_array_set_size (self->requests, 0);
  return joined;
}

void
client_assert_refused (Client *self, Repo *repo, TiltasTrustError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (client_refresh (self, repo, &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, (int) code);
  g_test_message ("%s", error->message);
}

void
client_assert_fresh (Client *self, Repo *repo)
{
  g_autoptr (GError) error = NULL;

  client_refresh (self, repo, &error);
  g_assert_no_error (error);
}

void
client_expect_requests (Client *self, const char *expected)
{
  g_autofree char *found = client_requests (self);

  g_assert_cmpstr (found, ==, expected);
}

void
client_expect_versions (Client *self, gint64 root, gint64 timestamp, gint64 snapshot, gint64 targets)
{
  g_assert_cmpint (client_version (self, "root.json"), ==, root);
  g_assert_cmpint (client_version (self, "timestamp.json"), ==, timestamp);
  g_assert_cmpint (client_version (self, "snapshot.json"), ==, snapshot);
  g_assert_cmpint (client_version (self, "targets.json"), ==, targets);
}
