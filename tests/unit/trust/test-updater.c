/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/updater.h"

#include "simulator.h"

#include <string.h>

/* ---- Good runs ---- */

static void
test_first_run (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  client_assert_fresh (client, repo);
  client_expect_requests (client, "2.root.json timestamp.json 1.snapshot.json 1.targets.json");
  client_expect_versions (client, 0, 1, 1, 1);
  g_assert_true (g_bytes_equal (g_hash_table_lookup (client->kept, "targets.json"),
                                g_hash_table_lookup (repo->files, "1.targets.json")));

  /* Nothing new: two questions. */
  client_assert_fresh (client, repo);
  client_expect_requests (client, "2.root.json timestamp.json");
  g_assert_cmpint (tiltas_metadata_get_version (tiltas_updater_get_metadata (client->updater, "targets")), ==, 1);

  PUBLISH (repo, "targets", "snapshot", "timestamp");
  client_assert_fresh (client, repo);
  client_expect_requests (client, "2.root.json timestamp.json 2.snapshot.json 2.targets.json");
  client_expect_versions (client, 0, 2, 2, 2);

  PUBLISH (repo, "timestamp");
  client_assert_fresh (client, repo);
  client_expect_requests (client, "2.root.json timestamp.json");
}

static void
test_request_fields (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasUpdater) updater =
    tiltas_updater_new (g_hash_table_lookup (repo->files, "1.root.json"), NOW, &error);
  TiltasRequest request;
  TiltasKeep keep;
  GBytes *snapshot = g_hash_table_lookup (repo->files, "1.snapshot.json");
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, snapshot);

  g_assert_true (tiltas_updater_next (updater, &request));
  g_assert_cmpstr (request.role, ==, "root");
  g_assert_cmpstr (request.keep_name, ==, "2.root");
  g_assert_true (request.may_be_missing);
  g_assert_cmpuint (request.max_length, ==, TILTAS_ROOT_MAX);
  g_assert_true (tiltas_updater_feed (updater, NULL, &keep, &error));
  g_assert_true (tiltas_updater_next (updater, &request));
  g_assert_cmpuint (request.max_length, ==, TILTAS_TIMESTAMP_MAX);
  g_assert_false (request.may_be_missing);
  g_assert_true (tiltas_updater_feed (updater, g_hash_table_lookup (repo->files, "timestamp.json"), &keep, &error));
  g_assert_cmpstr (keep.name, ==, "timestamp.json");
  g_assert_null (keep.drop);
  g_assert_true (tiltas_updater_next (updater, &request));
  g_assert_cmpuint (request.max_length, ==, g_bytes_get_size (snapshot));
  g_assert_cmpint (request.length, ==, (gint64) g_bytes_get_size (snapshot));
  g_assert_cmpstr (request.sha256, ==, hash);
  g_assert_cmpstr (request.keep_name, ==, "snapshot.json");
  g_assert_false (tiltas_updater_is_fresh (updater));
  g_assert_null (tiltas_updater_get_metadata (updater, "snapshot"));
  g_assert_false (tiltas_updater_search (updater, "a", NULL));
}

static void
test_without_consistent_snapshots (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  json_object_set_new (repo->root, "consistent_snapshot", json_false ());
  PUBLISH (repo, "root");
  repo_put (repo, "snapshot.json", g_hash_table_lookup (repo->files, "1.snapshot.json"));
  repo_put (repo, "targets.json", g_hash_table_lookup (repo->files, "1.targets.json"));
  client_assert_fresh (client, repo);
  client_expect_requests (client, "2.root.json 3.root.json timestamp.json snapshot.json targets.json");
}

static void
test_unknown_members (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);
  g_autoptr (TiltasPrivateKey) key = tiltas_private_key_generate (TILTAS_KEY_ED25519, NULL);
  json_auto_t *object = json_deep_copy (tiltas_public_key_get_json (tiltas_private_key_get_public (key)));

  json_object_set_new (repo->root, "x-note", json_pack ("{s:[i,n,b]}", "a", 1, 1));
  json_object_set_new (json_object_get (json_object_get (repo->root, "roles"), "root"), "x-note", json_string ("ą\n"));
  /* A key of an unknown kind, and one under an id that is not its own, are there but never count. */
  json_object_set_new (
    json_object_get (repo->root, "keys"), "new-kind",
    json_pack ("{s:s,s:s,s:{s:s}}", "keytype", "mldsa", "scheme", "mldsa65", "keyval", "public", "00"));
  json_object_set (json_object_get (repo->root, "keys"), "another-id", object);
  PUBLISH (repo, "root");
  json_object_set_new (repo->targets, "x-note", json_string ("new"));
  PUBLISH (repo, "targets", "snapshot", "timestamp");
  client_assert_fresh (client, repo);
  client_expect_versions (client, 2, 2, 2, 2);
}

/* ---- Installed root ---- */

static void
test_bad_installed_root (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  repo_spoil (repo, "1.root.json", "\"version\":1", "\"version\":7");
  g_bytes_unref (client->installed);
  client->installed = g_bytes_ref (g_hash_table_lookup (repo->files, "1.root.json"));
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_SIGNATURE);
  g_bytes_unref (client->installed);
  client->installed = g_bytes_new_static ("{}", 2);
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_FORMAT);
  client_expect_requests (client, "");
}

/* ---- Root chain ---- */

static void
test_root_chain (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  for (int i = 0; i < 5; i++)
    {
      repo_rotate (repo, "root");
      PUBLISH (repo, "root");
    }
  client_assert_fresh (client, repo);
  client_expect_versions (client, 6, 1, 1, 1);
  client_expect_requests (client, "2.root.json 3.root.json 4.root.json 5.root.json 6.root.json 7.root.json "
                                  "timestamp.json 1.snapshot.json 1.targets.json");
  /* The chain was kept: only what follows is asked. */
  PUBLISH (repo, "root");
  client_assert_fresh (client, repo);
  client_expect_requests (client, "7.root.json 8.root.json timestamp.json");
  /* A link of the kept chain was damaged: the server's is taken. */
  g_hash_table_replace (client->kept, g_strdup ("3.root"), g_bytes_new_static ("{}", 2));
  client_assert_fresh (client, repo);
  client_expect_requests (client, "3.root.json 8.root.json timestamp.json");
}

/* A root.json in the metadata folder is never trusted. */
static void
test_kept_root_not_trusted (void)
{
  g_autoptr (Repo) repo = repo_new (), forged = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  PUBLISH (forged, "root", "targets", "snapshot", "timestamp");
  g_hash_table_insert (client->kept, g_strdup ("root.json"),
                       g_bytes_ref (g_hash_table_lookup (forged->files, "2.root.json")));
  g_hash_table_insert (client->kept, g_strdup ("2.root"),
                       g_bytes_ref (g_hash_table_lookup (forged->files, "2.root.json")));
  client_assert_refused (client, forged, TILTAS_TRUST_ERROR_SIGNATURE);
  /* A chain that ends earlier than it once did is refused too. */
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_ROLLBACK);
}

static void
test_root_signatures (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);
  g_autoptr (GPtrArray) old = NULL;

  /* Signed by the new key only. */
  old = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_private_key_unref);
  g_ptr_array_add (old, tiltas_private_key_ref (repo_signers (repo, "root")->pdata[0]));
  repo_rotate (repo, "root");
  g_ptr_array_remove_index (repo_signers (repo, "root"), 0);
  PUBLISH (repo, "root");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_SIGNATURE);
  /* Signed by the old key only. */
  g_autoptr (TiltasPrivateKey) fresh = tiltas_private_key_ref (repo_signers (repo, "root")->pdata[0]);
  g_ptr_array_set_size (repo_signers (repo, "root"), 0);
  g_ptr_array_add (repo_signers (repo, "root"), tiltas_private_key_ref (old->pdata[0]));
  repo_write (repo, "root");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_SIGNATURE);
  client_expect_versions (client, 0, 0, 0, 0);
  /* Both. */
  g_ptr_array_add (repo_signers (repo, "root"), tiltas_private_key_ref (fresh));
  repo_write (repo, "root");
  client_assert_fresh (client, repo);
}

static void
test_root_version (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  repo_set_version (repo, "root", 3);
  g_autoptr (GBytes) third = g_bytes_ref (repo_write (repo, "root"));
  repo_put (repo, "2.root.json", third);
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_VERSION);
  repo_put (repo, "2.root.json", g_hash_table_lookup (repo->files, "1.root.json"));
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_VERSION);
}

static void
test_root_limit (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  for (int i = 0; i < TILTAS_ROOTS_MAX + 5; i++)
    PUBLISH (repo, "root");
  client_assert_fresh (client, repo);
  client_expect_versions (client, 1 + TILTAS_ROOTS_MAX, 1, 1, 1);
  client_assert_fresh (client, repo);
  client_expect_versions (client, 1 + TILTAS_ROOTS_MAX + 5, 1, 1, 1);
}

static void
test_root_expired (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  client_assert_fresh (client, repo);
  repo_set_expires (repo, "root", NOW);
  PUBLISH (repo, "root", "targets", "snapshot", "timestamp");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_EXPIRED);
  client_expect_versions (client, 2, 1, 1, 1); /* kept before expiry is looked at */
  repo_set_expires (repo, "root", NOW + 1);
  PUBLISH (repo, "root");
  client_assert_fresh (client, repo); /* an expired link in the middle does no harm */
  client_expect_versions (client, 3, 2, 2, 2);
}

/* ---- Expiry ---- */

static void
test_expired (void)
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
      repo_set_expires (repo, cases[i].role, NOW);
      PUBLISH (repo, "targets", "snapshot", "timestamp");
      client_assert_refused (client, repo, TILTAS_TRUST_ERROR_EXPIRED);
      client_expect_versions (client, 0, cases[i].timestamp, cases[i].snapshot, cases[i].targets);
      repo_set_expires (repo, cases[i].role, NOW + 1);
      PUBLISH (repo, "targets", "snapshot", "timestamp");
      client_assert_fresh (client, repo);
    }
}

/* What was kept has expired meanwhile; the server has newer. */
static void
test_expired_kept (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  repo_set_expires (repo, "timestamp", NOW + 100);
  PUBLISH (repo, "timestamp");
  client_assert_fresh (client, repo);
  client->now = NOW + 200;
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_EXPIRED);
  repo_set_expires (repo, "timestamp", NOW + 300);
  PUBLISH (repo, "timestamp");
  client_assert_fresh (client, repo);
  /* The kept file still prevents a rollback, although it has expired. */
  client->now = NOW + 400;
  repo_set_expires (repo, "timestamp", NOW + 500);
  repo_set_version (repo, "timestamp", 1);
  repo_write (repo, "timestamp");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_ROLLBACK);
}

/* ---- Mix and match, missing, hashes ---- */

static void
test_mix_and_match (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  repo->declare_hashes = FALSE;
  PUBLISH (repo, "targets", "snapshot", "timestamp");
  repo_put (repo, "2.targets.json", g_hash_table_lookup (repo->files, "1.targets.json"));
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_VERSION);
  client_expect_versions (client, 0, 2, 2, 0);
  repo_put (repo, "2.snapshot.json", g_hash_table_lookup (repo->files, "1.snapshot.json"));
  g_hash_table_remove_all (client->kept);
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_VERSION);
  client_expect_versions (client, 0, 2, 0, 0);
}

static void
test_hashes (void)
{
  static const char *const names[] = { "2.snapshot.json", "2.targets.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (Repo) repo = repo_new ();
      g_autoptr (Client) client = client_new (repo);

      PUBLISH (repo, "targets", "snapshot", "timestamp");
      /* Same length, a valid file with a valid signature, another hash: two signatures may differ in white space only.
       */
      repo_spoil (repo, names[i], "}\n", "} ");
      client_assert_refused (client, repo, TILTAS_TRUST_ERROR_HASH);
      repo_spoil (repo, names[i], "} ", "}\n\n");
      client_assert_refused (client, repo, TILTAS_TRUST_ERROR_LENGTH);
    }
}

static void
test_declared_too_long (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  json_object_set_new (json_object_get (json_object_get (repo->timestamp, "meta"), "snapshot.json"), "length",
                       json_integer (TILTAS_SNAPSHOT_MAX + 1));
  PUBLISH (repo, "timestamp");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_LIMIT);
}

static void
test_unknown_hash_kind (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  json_object_set_new (json_object_get (json_object_get (repo->timestamp, "meta"), "snapshot.json"), "hashes",
                       json_pack ("{s:s}", "md5", "00"));
  PUBLISH (repo, "timestamp");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_HASH);
}

static void
test_missing (void)
{
  static const char *const names[] = { "timestamp.json", "2.snapshot.json", "2.targets.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (Repo) repo = repo_new ();
      g_autoptr (Client) client = client_new (repo);

      client_assert_fresh (client, repo);
      PUBLISH (repo, "targets", "snapshot", "timestamp");
      repo_remove (repo, names[i]);
      client_assert_refused (client, repo, TILTAS_TRUST_ERROR_NOT_FOUND);
      client_expect_versions (client, 0, i > 0 ? 2 : 1, i > 1 ? 2 : 1, 1);
    }
}

static void
test_damaged_kept (void)
{
  static const char *const names[] = { "timestamp.json", "snapshot.json", "targets.json", "root.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (Repo) repo = repo_new ();
      g_autoptr (Client) client = client_new (repo);

      PUBLISH (repo, "root");
      client_assert_fresh (client, repo);
      g_hash_table_replace (client->kept, g_strdup (names[i]), g_bytes_new_static ("{\"half", 6));
      client_assert_fresh (client, repo);
      client_expect_versions (client, 2, 1, 1, 1);
    }
}

static void
keep (Client *client, const char *name, GBytes *bytes)
{
  g_hash_table_replace (client->kept, g_strdup (name), g_bytes_ref (bytes));
}

/* Well-formed files of somebody else are neither used nor a problem. */
static void
test_foreign_kept (void)
{
  g_autoptr (Repo) repo = repo_new (), foreign = repo_new ();
  g_autoptr (Client) client = client_new (repo);
  const char *const paths[] = { "*", NULL };

  repo_delegate (foreign, "targets", "foreign", paths, FALSE);
  PUBLISH (foreign, "foreign", "targets", "snapshot", "timestamp");
  keep (client, "timestamp.json", g_hash_table_lookup (foreign->files, "timestamp.json"));
  keep (client, "snapshot.json", g_hash_table_lookup (foreign->files, "2.snapshot.json"));
  keep (client, "targets.json", g_hash_table_lookup (foreign->files, "2.targets.json"));
  client_assert_fresh (client, repo);
  client_expect_versions (client, 0, 1, 1, 1);
}

/* The kept snapshot has the right version and a good signature, but not the declared hash. */
static void
test_other_kept_snapshot (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);
  g_autoptr (GBytes) declared = g_bytes_ref (g_hash_table_lookup (repo->files, "1.snapshot.json"));

  json_object_set_new (repo->snapshot, "note", json_string ("another one"));
  g_autoptr (GBytes) other = g_bytes_ref (repo_write (repo, "snapshot"));
  repo_put (repo, "1.snapshot.json", declared);
  keep (client, "snapshot.json", other);
  client_assert_fresh (client, repo);
  client_expect_requests (client, "2.root.json timestamp.json 1.snapshot.json 1.targets.json");
}

static void
test_expired_kept_snapshot (void)
{
  static const char *const roles[] = { "snapshot", "targets" };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr (Repo) repo = repo_new ();
      g_autoptr (Client) client = client_new (repo);

      repo_set_expires (repo, roles[i], NOW + 100);
      PUBLISH (repo, "targets", "snapshot", "timestamp");
      client_assert_fresh (client, repo);
      client->now = NOW + 100;
      PUBLISH (repo, "timestamp");
      client_assert_refused (client, repo, TILTAS_TRUST_ERROR_EXPIRED);
    }
}

static void
test_spent (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);
  TiltasRequest request;

  repo_remove (repo, "timestamp.json");
  client_assert_refused (client, repo, TILTAS_TRUST_ERROR_NOT_FOUND);
  g_assert_false (tiltas_updater_next (client->updater, &request));
  g_assert_false (tiltas_updater_is_fresh (client->updater));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/trust/updater/" name, function)
  ADD ("first-run", test_first_run);
  ADD ("request-fields", test_request_fields);
  ADD ("without-consistent-snapshots", test_without_consistent_snapshots);
  ADD ("unknown-members", test_unknown_members);
  ADD ("bad-installed-root", test_bad_installed_root);
  ADD ("root-chain", test_root_chain);
  ADD ("kept-root-not-trusted", test_kept_root_not_trusted);
  ADD ("root-signatures", test_root_signatures);
  ADD ("root-version", test_root_version);
  ADD ("root-limit", test_root_limit);
  ADD ("root-expired", test_root_expired);
  ADD ("expired", test_expired);
  ADD ("expired-kept", test_expired_kept);
  ADD ("mix-and-match", test_mix_and_match);
  ADD ("hashes", test_hashes);
  ADD ("declared-too-long", test_declared_too_long);
  ADD ("unknown-hash-kind", test_unknown_hash_kind);
  ADD ("missing", test_missing);
  ADD ("damaged-kept", test_damaged_kept);
  ADD ("foreign-kept", test_foreign_kept);
  ADD ("other-kept-snapshot", test_other_kept_snapshot);
  ADD ("expired-kept-snapshot", test_expired_kept_snapshot);
  ADD ("spent", test_spent);
  return g_test_run ();
}
