/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/updater.h"

#include "simulator.h"

#include <string.h>

static const char *const everything[] = { "*", NULL };
static const char *const python[] = { "*.py", NULL };

/* Publishes every delegated role once, then the rest. */
static void
publish_all (Repo *repo)
{
  GHashTableIter iterator;
  gpointer role;

  g_hash_table_iter_init (&iterator, repo->delegated);
  while (g_hash_table_iter_next (&iterator, &role, NULL))
    PUBLISH (repo, role);
  PUBLISH (repo, "targets", "snapshot", "timestamp");
}

static Client *
fresh_client (Repo *repo)
{
  Client *client = client_new (repo);

  publish_all (repo);
  client_assert_fresh (client, repo);
  g_free (client_requests (client));
  return client;
}

static void
expect_found (Client *client, Repo *repo, const char *path, const char *role, const char *requests)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasTarget) target = client_find (client, repo, path, &error);
  g_autofree char *asked = client_requests (client);

  g_assert_no_error (error);
  g_assert_cmpstr (target->path, ==, path);
  g_assert_cmpstr (target->role, ==, role);
  g_assert_cmpstr (asked, ==, requests);
}

static void
expect_missing (Client *client, Repo *repo, const char *path, TiltasTrustError code, const char *requests)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasTarget) target = client_find (client, repo, path, &error);
  g_autofree char *asked = client_requests (client);

  g_assert_null (target);
  g_assert_error (error, TILTAS_TRUST_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_cmpstr (asked, ==, requests);
}

/* ---- Order ---- */

typedef struct
{
  const char *from, *role;
  const char *const *paths;
  gboolean terminating;
} Edge;

static const struct
{
  Edge edges[8];
  const char *asked;
} graphs[] = {
  { { { "targets", "A", everything, FALSE } }, "1.A.json" },
  { { { "targets", "A", everything, FALSE }, { "targets", "B", everything, FALSE } }, "1.A.json 1.B.json" },
  { { { "targets", "A", everything, FALSE }, { "targets", "B", everything, FALSE }, { "B", "C", everything, FALSE } },
    "1.A.json 1.B.json 1.C.json" },
  { { { "targets", "A", everything, FALSE },
      { "targets", "B", everything, FALSE },
      { "A", "C", everything, FALSE },
      { "A", "D", everything, FALSE } },
    "1.A.json 1.C.json 1.D.json 1.B.json" },
  { { { "targets", "A", everything, FALSE },
      { "targets", "B", everything, FALSE },
      { "A", "C", everything, FALSE },
      { "C", "D", everything, FALSE } },
    "1.A.json 1.C.json 1.D.json 1.B.json" },
  /* With a terminating delegation, only the role and its descendants are asked. */
  { { { "targets", "A", everything, FALSE },
      { "targets", "B", everything, FALSE },
      { "A", "C", everything, TRUE },
      { "A", "D", everything, FALSE } },
    "1.A.json 1.C.json" },
  { { { "targets", "A", everything, FALSE },
      { "targets", "B", everything, FALSE },
      { "A", "C", everything, TRUE },
      { "C", "D", everything, FALSE } },
    "1.A.json 1.C.json 1.D.json" },
  /* A terminating delegation that does not match ends nothing. */
  { { { "targets", "A", python, TRUE }, { "targets", "B", everything, FALSE } }, "1.B.json" },
  { { { "targets", "A", python, FALSE }, { "targets", "B", everything, FALSE }, { "A", "C", everything, FALSE } },
    "1.B.json" },
  { { { "targets", "A", everything, FALSE },
      { "targets", "B", everything, FALSE },
      { "A", "C", python, FALSE },
      { "C", "D", everything, FALSE } },
    "1.A.json 1.B.json" },
  /* Cycles, and a role that delegates to itself. */
  { { { "targets", "A", everything, FALSE },
      { "targets", "B", everything, FALSE },
      { "B", "C", everything, FALSE },
      { "C", "D", everything, FALSE },
      { "D", "B", everything, FALSE } },
    "1.A.json 1.B.json 1.C.json 1.D.json" },
  { { { "targets", "A", everything, FALSE }, { "A", "A", everything, FALSE } }, "1.A.json" },
};

static void
test_graphs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (graphs); i++)
    {
      g_autoptr (Repo) repo = repo_new ();

      for (const Edge *edge = graphs[i].edges; edge->from != NULL; edge++)
        repo_delegate (repo, edge->from, edge->role, edge->paths, edge->terminating);
      g_autoptr (Client) client = fresh_client (repo);
      expect_missing (client, repo, "missing", TILTAS_TRUST_ERROR_NOT_FOUND, graphs[i].asked);
    }
}

static void
test_tree (void)
{
  const char *const a[] = { "*.doc", "*.md", "foo-?.tgz", NULL }, *const b[] = { "releases/*/*", NULL };
  const char *const c[] = { "releases/x/*", NULL }, *const d[] = { "releases/y/*.zip", NULL };
  g_autoptr (Repo) repo = repo_new ();

  repo_delegate (repo, "targets", "A", a, FALSE);
  repo_delegate (repo, "targets", "B", b, FALSE);
  repo_delegate (repo, "B", "C", c, FALSE);
  repo_delegate (repo, "B", "D", d, FALSE);
  repo_add_target (repo, "targets", "file", "x");
  repo_add_target (repo, "A", "README.md", "x");
  repo_add_target (repo, "A", "releases/README.md", "x");
  repo_add_target (repo, "A", "foo-1.tgz", "x");
  repo_add_target (repo, "A", "foo-alpha.tgz", "x");
  repo_add_target (repo, "C", "releases/x/v1", "x");
  repo_add_target (repo, "D", "releases/y/v1.zip", "x");
  repo_add_target (repo, "D", "releases/z/v1.zip", "x");
  g_autoptr (Client) client = fresh_client (repo);

  expect_found (client, repo, "file", "targets", "");
  expect_found (client, repo, "README.md", "A", "1.A.json");
  expect_found (client, repo, "foo-1.tgz", "A", "");
  expect_found (client, repo, "releases/x/v1", "C", "1.B.json 1.C.json");
  expect_found (client, repo, "releases/y/v1.zip", "D", "1.D.json");
  /* Not delegated by every role of the chain. */
  expect_missing (client, repo, "releases/z/v1.zip", TILTAS_TRUST_ERROR_NOT_FOUND, "");
  expect_missing (client, repo, "releases/README.md", TILTAS_TRUST_ERROR_NOT_FOUND, "");
  expect_missing (client, repo, "foo-alpha.tgz", TILTAS_TRUST_ERROR_NOT_FOUND, "");
  expect_missing (client, repo, "README.MD", TILTAS_TRUST_ERROR_NOT_FOUND, "");
  g_assert_cmpint (client_version (client, "C.json"), ==, 1);
  g_assert_nonnull (tiltas_updater_get_metadata (client->updater, "C"));

  /* The next run finds it all in the folder. */
  client_assert_fresh (client, repo);
  g_free (client_requests (client));
  expect_found (client, repo, "releases/x/v1", "C", "");
}

static void
test_first_wins (void)
{
  g_autoptr (Repo) repo = repo_new ();

  repo_delegate (repo, "targets", "A", everything, FALSE);
  repo_delegate (repo, "targets", "B", everything, FALSE);
  repo_add_target (repo, "A", "both", "of A");
  repo_add_target (repo, "B", "both", "of B");
  g_autoptr (Client) client = fresh_client (repo);
  expect_found (client, repo, "both", "A", "1.A.json");
}

static void
test_hash_bins (void)
{
  g_autoptr (Repo) repo = repo_new ();

  /* sha256 ("a/b") begins with c1. */
  repo_delegate (repo, "targets", "bin0", everything, FALSE);
  repo_delegate (repo, "targets", "binc", everything, FALSE);
  json_t *roles = json_object_get (json_object_get (repo->targets, "delegations"), "roles");
  for (size_t i = 0; i < 2; i++)
    {
      json_object_del (json_array_get (roles, i), "paths");
      json_object_set_new (json_array_get (roles, i), "path_hash_prefixes", json_pack ("[s]", i == 0 ? "0" : "C1"));
    }
  repo_add_target (repo, "binc", "a/b", "x");
  g_autoptr (Client) client = fresh_client (repo);
  expect_found (client, repo, "a/b", "binc", "1.binc.json");
}

/* ---- Refusals ---- */

static void
test_bad_paths (void)
{
  static const char *const paths[] = { "", "..", "../x", "/x", "x//y", "x/../y", "x\n" };
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = fresh_client (repo);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    expect_missing (client, repo, paths[i], TILTAS_TRUST_ERROR_NOT_FOUND, "");
}

static void
test_delegated_faults (void)
{
  g_autoptr (Repo) repo = repo_new ();

  repo_delegate (repo, "targets", "rig", everything, FALSE);
  repo_add_target (repo, "rig", "x", "x");
  repo_add_target (repo, "targets", "own", "x");
  g_autoptr (Client) client = fresh_client (repo);
  g_autoptr (GBytes) good = g_bytes_ref (g_hash_table_lookup (repo->files, "1.rig.json"));

  repo_remove (repo, "1.rig.json");
  expect_missing (client, repo, "x", TILTAS_TRUST_ERROR_NOT_FOUND, "1.rig.json");
  repo_put (repo, "1.rig.json", good);
  repo_spoil (repo, "1.rig.json", "}\n", "} ");
  expect_missing (client, repo, "x", TILTAS_TRUST_ERROR_HASH, "1.rig.json");
  /* A fault in one partner's file does not touch the others. */
  expect_found (client, repo, "own", "targets", "");
  repo_put (repo, "1.rig.json", good);
  expect_found (client, repo, "x", "rig", "1.rig.json");
}

static void
test_delegated_expired (void)
{
  g_autoptr (Repo) repo = repo_new ();

  repo_delegate (repo, "targets", "rig", everything, FALSE);
  repo_add_target (repo, "rig", "x", "x");
  repo_set_expires (repo, "rig", NOW + 100);
  g_autoptr (Client) client = fresh_client (repo);

  expect_found (client, repo, "x", "rig", "1.rig.json");
  client->now = NOW + 100; /* also what was kept is looked at again */
  client_assert_fresh (client, repo);
  g_free (client_requests (client));
  expect_missing (client, repo, "x", TILTAS_TRUST_ERROR_EXPIRED, "1.rig.json");
}

static void
test_delegated_version (void)
{
  g_autoptr (Repo) repo = repo_new ();

  repo->declare_hashes = FALSE;
  repo_delegate (repo, "targets", "rig", everything, FALSE);
  g_autoptr (Client) client = fresh_client (repo);
  PUBLISH (repo, "rig", "snapshot", "timestamp");
  repo_put (repo, "2.rig.json", g_hash_table_lookup (repo->files, "1.rig.json"));
  client_assert_fresh (client, repo);
  g_free (client_requests (client));
  expect_missing (client, repo, "x", TILTAS_TRUST_ERROR_VERSION, "2.rig.json");
}

static void
test_not_in_snapshot (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (Client) client = client_new (repo);

  repo_delegate (repo, "targets", "rig", everything, FALSE);
  PUBLISH (repo, "rig", "targets");
  json_object_del (json_object_get (repo->snapshot, "meta"), "rig.json");
  PUBLISH (repo, "snapshot", "timestamp");
  client_assert_fresh (client, repo);
  g_free (client_requests (client));
  expect_missing (client, repo, "x", TILTAS_TRUST_ERROR_NOT_FOUND, "");
  g_assert_cmpint (client_version (client, "rig.json"), ==, 0);
}

/* A role's keys change: what was kept under the old ones is refused, here because the parent no longer names them. */
static void
test_partner_key_rotated (void)
{
  g_autoptr (Repo) repo = repo_new ();

  repo->declare_hashes = FALSE;
  repo_delegate (repo, "targets", "rig", everything, FALSE);
  repo_add_target (repo, "rig", "x", "x");
  g_autoptr (Client) client = fresh_client (repo);
  expect_found (client, repo, "x", "rig", "1.rig.json");

  repo_delegate (repo, "targets", "rig", everything, FALSE); /* another key for the same role */
  PUBLISH (repo, "targets", "snapshot", "timestamp");
  client_assert_fresh (client, repo);
  g_free (client_requests (client));
  expect_missing (client, repo, "x", TILTAS_TRUST_ERROR_SIGNATURE, "1.rig.json");
}

/* Two parents, one role name, each with a key of its own for it; the role is signed with the first parent's only. */
static void
test_diamond (void)
{
  const char *const a[] = { "a/*", NULL }, *const b[] = { "b/*", NULL };
  g_autoptr (Repo) repo = repo_new ();

  repo_delegate (repo, "targets", "parent-a", a, FALSE);
  repo_delegate (repo, "targets", "parent-b", b, FALSE);
  repo_delegate (repo, "parent-a", "release", a, FALSE);
  repo_delegate (repo, "parent-b", "release", b, FALSE);
  g_ptr_array_set_size (repo_signers (repo, "release"), 1);
  repo_add_target (repo, "release", "a/x", "trusted");
  repo_add_target (repo, "release", "b/x", "malicious");
  g_autoptr (Client) client = fresh_client (repo);

  expect_found (client, repo, "a/x", "release", "1.parent-a.json 1.release.json");
  expect_missing (client, repo, "b/x", TILTAS_TRUST_ERROR_SIGNATURE, "1.parent-b.json"); /* in memory */
  client_assert_fresh (client, repo);
  g_free (client_requests (client));
  expect_missing (client, repo, "b/x", TILTAS_TRUST_ERROR_SIGNATURE, "1.release.json"); /* from the folder */
  expect_found (client, repo, "a/x", "release", "");
}

/* ---- Limits and names ---- */

static void
test_role_limit (void)
{
  g_autoptr (Repo) repo = repo_new ();

  for (int i = 0; i <= TILTAS_ROLES_MAX; i++)
    {
      g_autofree char *name = g_strdup_printf ("r%02d", i);

      repo_delegate (repo, "targets", name, everything, FALSE);
    }
  repo_add_target (repo, "r511", "within", "x");
  repo_add_target (repo, "r512", "beyond", "x");
  g_autoptr (Client) client = fresh_client (repo);
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasTarget) target = client_find (client, repo, "within", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (target->role, ==, "r511");
  g_free (client_requests (client));
  expect_missing (client, repo, "beyond", TILTAS_TRUST_ERROR_LIMIT, "");
}

static void
test_odd_names (void)
{
  static const char *const names[][3] = {
    { "?", "1.%3F.json", "%3F.json" },
    { "#", "1.%23.json", "%23.json" },
    { "/delegatedrole", "1.%2Fdelegatedrole.json", "%2Fdelegatedrole.json" },
    { "../delegatedrole", "1...%2Fdelegatedrole.json", "%2E.%2Fdelegatedrole.json" },
    { "..", "1....json", "%2E..json" },
    { "ž", "1.%C5%BE.json", "%C5%BE.json" },
    { "1.targets", "1.1.targets.json", "1.targets.json" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (Repo) repo = repo_new ();

      repo_delegate (repo, "targets", names[i][0], everything, FALSE);
      g_autoptr (Client) client = fresh_client (repo);
      expect_missing (client, repo, "x", TILTAS_TRUST_ERROR_NOT_FOUND, names[i][1]);
      g_assert_cmpint (client_version (client, names[i][2]), ==, 1);
    }
}

static void
test_url (void)
{
  const char *const paths[] = { "rig/*", NULL };
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "content", -1);
  g_autofree char *url = g_strdup_printf ("rig/%s.pack.jsonl", hash);

  repo_delegate (repo, "targets", "rig", paths, TRUE);
  repo_add_target (repo, "rig", "rig/pack.jsonl", "content");
  repo_add_target (repo, "rig", "vcb/pack.jsonl", "another's");
  g_autoptr (Client) client = fresh_client (repo);
  g_autoptr (TiltasTarget) target = client_find (client, repo, "rig/pack.jsonl", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (target->url, ==, url);
  g_assert_cmpuint (target->length, ==, 7);
  g_free (client_requests (client));
  expect_missing (client, repo, "vcb/pack.jsonl", TILTAS_TRUST_ERROR_NOT_FOUND, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/trust/search/" name, function)
  ADD ("graphs", test_graphs);
  ADD ("tree", test_tree);
  ADD ("first-wins", test_first_wins);
  ADD ("hash-bins", test_hash_bins);
  ADD ("bad-paths", test_bad_paths);
  ADD ("delegated-faults", test_delegated_faults);
  ADD ("delegated-expired", test_delegated_expired);
  ADD ("delegated-version", test_delegated_version);
  ADD ("not-in-snapshot", test_not_in_snapshot);
  ADD ("partner-key-rotated", test_partner_key_rotated);
  ADD ("diamond", test_diamond);
  ADD ("role-limit", test_role_limit);
  ADD ("odd-names", test_odd_names);
  ADD ("url", test_url);
  return g_test_run ();
}
