/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/updater.h"

#include "simulator.h"

#include <stdlib.h>
#include <string.h>

/* Attacks by somebody who holds the server, a mirror, or some of the keys. */

/* ---- Signatures ---- */

static void
test_unsigned_roles (void)
{
  static const struct
  {
    const char *role;
    gint64 timestamp, snapshot, targets;
  } cases[] = { { "timestamp", 1, 1, 1 }, { "snapshot", 2, 1, 1 }, { "targets", 2, 2, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Repo) repo = repo_new ();
      g_autoptr (Client) client = client_new (repo);

      client_assert_fresh (client, repo);
      g_ptr_array_set_size (repo_signers (repo, cases[i].role), 0);
      g_ptr_array_add (repo_signers (repo, cases[i].role), tiltas_private_key_generate (TILTAS_KEY_ED25519, NULL));
      PUBLISH (repo, "targets", "snapshot", "timestamp");
      client_assert_refused (client, repo, TILTAS_TRUST_ERROR_SIGNATURE);
      client_expect_versions (client, 0, cases[i].timestamp, cases[i].snapshot, cases[i].targets);
    }
}

/* A key that root knows, but for another role. */
static void
test_key_of_another_role (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);
  GPtrArray *signers = repo_signers (repo, "timestamp");

  g_ptr_array_set_size (signers, 0);
  g_ptr_array_add (signers, tiltas_private_key_ref (repo_signers (repo, "targets")->pdata[0]));
  PUBLISH (repo, "timestamp");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_SIGNATURE);
}

static void
test_thresholds (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  repo_add_key (repo, "snapshot");
  repo_add_key (repo, "snapshot");
  repo_set_threshold (repo, "snapshot", 3);
  PUBLISH (repo, "root", "snapshot", "timestamp");
  client_assert_fresh (client, repo);
  g_ptr_array_set_size (repo_signers (repo, "snapshot"), 2);
  PUBLISH (repo, "snapshot", "timestamp");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_SIGNATURE);
  /* A threshold above the number of keys: no file can reach it, but the root itself is valid. */
  repo_set_threshold (repo, "snapshot", 4);
  PUBLISH (repo, "root");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_SIGNATURE);
  g_assert_cmpint (client_version (client, "root.json"), ==, 3);
}

/* One key under two ids signs twice, and still counts once. */
static void
test_one_key_twice (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);
  TiltasPrivateKey *key = repo_signers (repo, "timestamp")->pdata[0];
  json_auto_t *twin = json_deep_copy (tiltas_public_key_get_json (tiltas_private_key_get_public (key)));

  json_object_set_new (twin, "x-name", json_string ("twin"));
  g_autoptr (TiltasPublicKey) twin_key = tiltas_public_key_from_json (twin, NULL);
  tiltas_signed_add_key (repo->root, "timestamp", twin_key);
  repo_set_threshold (repo, "timestamp", 2);
  PUBLISH (repo, "root", "timestamp");

  /* Repeat the good signature under the other id. */
  GBytes *file = g_hash_table_lookup (repo->files, "timestamp.json");
  json_auto_t *json = json_loadb (g_bytes_get_data (file, NULL), g_bytes_get_size (file), 0, NULL);
  json_t *signatures = json_object_get (json, "signatures");
  json_t *copy = json_deep_copy (json_array_get (signatures, 0));
  json_object_set_new (copy, "keyid", json_string (tiltas_public_key_get_id (twin_key)));
  json_array_append_new (signatures, copy);
  char *text = json_dumps (json, JSON_COMPACT);
  g_autoptr (GBytes) doubled = g_bytes_new (text, strlen (text));
  free (text);
  repo_put (repo, "timestamp.json", doubled);
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_SIGNATURE);

  /* The other key of the same role makes it whole. */
  repo_add_key (repo, "timestamp");
  PUBLISH (repo, "root", "timestamp");
  client_assert_fresh (client, repo);
}

static void
test_repeated_signature (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  repo_spoil (repo, "timestamp.json", "\"signatures\":[{",
              "\"signatures\":[{\"keyid\":\"x\",\"sig\":\"\"},{\"keyid\":\"x\",\"sig\":\"\"},{");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_SIGNATURE);
  /* Signatures by unknown keys, or that are not hex, do no harm. */
  repo_write (repo, "timestamp");
  repo_spoil (repo, "timestamp.json", "\"signatures\":[{",
              "\"signatures\":[{\"keyid\":\"x\",\"sig\":\"\"},{\"keyid\":\"y\",\"sig\":\"zz\"},{");
  client_assert_fresh (client, repo);
}

static void
test_wrong_keyid (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);
  TiltasPublicKey *key = tiltas_private_key_get_public (repo_signers (repo, "timestamp")->pdata[0]);
  json_t *keys = json_object_get (repo->root, "keys");

  /* The signing key's object gets another member, so that its id is no longer its own. */
  json_t *object = json_deep_copy (tiltas_public_key_get_json (key));
  json_object_set_new (object, "x", json_string ("y"));
  json_object_set_new (keys, tiltas_public_key_get_id (key), object);
  PUBLISH (repo, "root", "timestamp");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_SIGNATURE);
}

static void
test_tampered (void)
{
  static const struct
  {
    const char *file, *old, *new;
  } cases[] = {
    { "timestamp.json", "\"spec_version\":\"1.0.34\"", "\"spec_version\":\"1.0.33\"" },
    { "1.snapshot.json", "\"spec_version\":\"1.0.34\"", "\"spec_version\":\"1.0.33\"" },
    { "1.targets.json", "\"targets\":{}", "\"targets\":{\"a\":{\"length\":0,\"hashes\":{\"sha256\":\"x\"}}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Repo) repo = repo_new ();
      g_autoptr (Client) client = client_new (repo);

      repo->declare_hashes = FALSE;
      PUBLISH (repo, "root");
      repo_set_version (repo, "targets", 0);
      repo_set_version (repo, "snapshot", 0);
      PUBLISH (repo, "targets", "snapshot", "timestamp");
      repo_spoil (repo, cases[i].file, cases[i].old, cases[i].new);
      client_assert_refused (client, repo, i < 2 ? TILTAS_TRUST_ERROR_SIGNATURE : TILTAS_TRUST_ERROR_FORMAT);
    }
}

/* A snapshot signed by the timestamp's key, served as a timestamp. */
static void
test_wrong_type (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);
  TiltasPrivateKey *key = repo_signers (repo, "timestamp")->pdata[0];
  json_auto_t *fake = tiltas_signed_new (TILTAS_METADATA_SNAPSHOT, 2, LATER);

  json_object_set_new (json_object_get (fake, "meta"), "snapshot.json", json_pack ("{s:i}", "version", 1));
  json_object_set_new (json_object_get (fake, "meta"), "targets.json", json_pack ("{s:i}", "version", 1));
  g_autoptr (GBytes) file = tiltas_metadata_sign (fake, &key, 1, NULL);
  repo_put (repo, "timestamp.json", file);
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_FORMAT);
}

/* ---- Rollback ---- */

static void
test_timestamp_rollback (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  PUBLISH (repo, "timestamp");
  client_assert_fresh (client, repo);
  repo_set_version (repo, "timestamp", 1);
  repo_write (repo, "timestamp");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_ROLLBACK);
  client_expect_versions (client, 0, 2, 1, 1);
}

static void
test_same_timestamp_version (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  client_assert_fresh (client, repo);
  g_free (client_requests (client));
  json_object_set_new (json_object_get (json_object_get (repo->timestamp, "meta"), "snapshot.json"), "version",
                       json_integer (100));
  repo_write (repo, "timestamp");
  g_autoptr (GBytes) before = g_bytes_ref (g_hash_table_lookup (client->kept, "timestamp.json"));
  client_assert_fresh (client, repo);
  g_assert_true (g_bytes_equal (before, g_hash_table_lookup (client->kept, "timestamp.json")));
  client_expect_requests (client, "2.root.json timestamp.json");

  /* A timestamp of the same version that declares an older snapshot does not matter either. */
  PUBLISH (repo, "snapshot", "timestamp");
  client_assert_fresh (client, repo);
  json_object_set_new (json_object_get (json_object_get (repo->timestamp, "meta"), "snapshot.json"), "version",
                       json_integer (1));
  repo_write (repo, "timestamp");
  client_assert_fresh (client, repo);
}

static void
test_snapshot_rollback (void)
{
  for (int hashes = 0; hashes < 2; hashes++)
    {
      g_autoptr (Repo) repo = repo_new ();
      g_autoptr (Client) client = client_new (repo);

      repo->declare_hashes = hashes;
      PUBLISH (repo, "snapshot", "timestamp");
      client_assert_fresh (client, repo);
      repo_set_version (repo, "snapshot", 0);
      PUBLISH (repo, "snapshot", "timestamp");
      client_assert_refused (client, repo, TILTAS_TRUST_ERROR_ROLLBACK);
      client_expect_versions (client, 0, 3 - 1, 2, 1);
    }
}

static void
test_targets_rollback (void)
{
  for (int hashes = 0; hashes < 2; hashes++)
    {
      g_autoptr (Repo) repo = repo_new ();
      g_autoptr (Client) client = client_new (repo);

      repo->declare_hashes = hashes;
      PUBLISH (repo, "targets", "snapshot", "timestamp");
      client_assert_fresh (client, repo);
      repo_set_version (repo, "targets", 0);
      PUBLISH (repo, "targets", "snapshot", "timestamp");
      client_assert_refused (client, repo, TILTAS_TRUST_ERROR_ROLLBACK);
      client_expect_versions (client, 0, 3, 2, 2);
    }
}

static void
test_role_vanishes (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);
  const char *const paths[] = { "rig/*", NULL };

  repo_delegate (repo, "targets", "rig", paths, FALSE);
  PUBLISH (repo, "rig", "targets", "snapshot", "timestamp");
  client_assert_fresh (client, repo);
  json_object_del (json_object_get (repo->snapshot, "meta"), "rig.json");
  PUBLISH (repo, "snapshot", "timestamp");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_ROLLBACK);
}

/* ---- Fast-forward recovery ---- */

static void
test_fast_forward_timestamp (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  repo_set_version (repo, "timestamp", 1000000);
  repo_write (repo, "timestamp");
  client_assert_fresh (client, repo);
  repo_rotate (repo, "timestamp");
  repo_set_version (repo, "timestamp", 0);
  PUBLISH (repo, "root", "timestamp");
  client_assert_fresh (client, repo);
  client_expect_versions (client, 2, 1, 1, 1);
}

static void
test_fast_forward_snapshot (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);
  const char *const paths[] = { "rig/*", NULL };

  repo_delegate (repo, "targets", "evil", paths, FALSE);
  PUBLISH (repo, "evil");
  repo_set_version (repo, "targets", 999);
  repo_set_version (repo, "snapshot", 999);
  PUBLISH (repo, "targets", "snapshot", "timestamp");
  client_assert_fresh (client, repo);
  client_expect_versions (client, 0, 2, 1000, 1000);
  repo_rotate (repo, "snapshot");
  repo_rotate (repo, "timestamp");
  json_object_del (json_object_get (repo->snapshot, "meta"), "evil.json");
  json_object_del (repo->targets, "delegations");
  repo_set_version (repo, "targets", 1);
  repo_set_version (repo, "snapshot", 1);
  PUBLISH (repo, "root", "targets", "snapshot", "timestamp");
  client_assert_fresh (client, repo);
  client_expect_versions (client, 2, 3, 2, 2);
}

/* The kept files would still verify (one of two keys stays), but the rotation drops them (section 5.3.11). */
static void
test_fast_forward_with_overlap (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  repo_add_key (repo, "timestamp");
  repo_set_version (repo, "timestamp", 999);
  PUBLISH (repo, "root", "timestamp");
  client_assert_fresh (client, repo);
  TiltasPublicKey *stolen = tiltas_private_key_get_public (repo_signers (repo, "timestamp")->pdata[0]);
  tiltas_signed_remove_key (repo->root, "timestamp", tiltas_public_key_get_id (stolen));
  repo_set_version (repo, "timestamp", 0);
  PUBLISH (repo, "root", "timestamp");
  client_assert_fresh (client, repo);
  client_expect_versions (client, 3, 1, 1, 1);
  /* After the recovery the same roots do not delete the files again. */
  PUBLISH (repo, "timestamp");
  client_assert_fresh (client, repo);
  repo_set_version (repo, "timestamp", 1);
  repo_write (repo, "timestamp");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_ROLLBACK);
}

/* root.json was lost on the disk. The kept roots of the chain still show that the recovery was done. */
static void
test_lost_root_keeps_rollback (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  repo_rotate (repo, "timestamp");
  PUBLISH (repo, "root", "timestamp");
  client_assert_fresh (client, repo);
  client_expect_versions (client, 2, 2, 1, 1);
  g_hash_table_remove (client->kept, "root.json");
  repo_set_version (repo, "timestamp", 1);
  repo_write (repo, "timestamp");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_ROLLBACK);
  client_expect_versions (client, 2, 2, 1, 1);
}

/* A new key in addition to the old ones is no rotation, and does not allow a rollback. */
static void
test_added_key_keeps_rollback (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  PUBLISH (repo, "timestamp");
  client_assert_fresh (client, repo);
  repo_add_key (repo, "timestamp");
  repo_set_version (repo, "timestamp", 0);
  PUBLISH (repo, "root", "timestamp");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_ROLLBACK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/trust/attacks/" name, function)
  ADD ("unsigned-roles", test_unsigned_roles);
  ADD ("key-of-another-role", test_key_of_another_role);
  ADD ("thresholds", test_thresholds);
  ADD ("one-key-twice", test_one_key_twice);
  ADD ("repeated-signature", test_repeated_signature);
  ADD ("wrong-keyid", test_wrong_keyid);
  ADD ("tampered", test_tampered);
  ADD ("wrong-type", test_wrong_type);
  ADD ("timestamp-rollback", test_timestamp_rollback);
  ADD ("same-timestamp-version", test_same_timestamp_version);
  ADD ("snapshot-rollback", test_snapshot_rollback);
  ADD ("targets-rollback", test_targets_rollback);
  ADD ("role-vanishes", test_role_vanishes);
  ADD ("fast-forward-timestamp", test_fast_forward_timestamp);
  ADD ("fast-forward-snapshot", test_fast_forward_snapshot);
  ADD ("fast-forward-with-overlap", test_fast_forward_with_overlap);
  ADD ("lost-root-keeps-rollback", test_lost_root_keeps_rollback);
  ADD ("added-key-keeps-rollback", test_added_key_keeps_rollback);
  return g_test_run ();
}
