/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/canonical-json.h"

#include "simulator.h"

#include <string.h>

/* What tests/data/trust/make-vectors.py wrote: other code made the canonical form and the signatures. */

static GBytes *
load (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("TILTAS_TEST_DATA"), "trust", name, NULL);
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static Repo *
load_repo (void)
{
  static const char *const names[] = { "1.root.json",     "2.root.json",    "timestamp.json",
                                       "1.snapshot.json", "1.targets.json", "1.partner.json" };
  Repo *repo = repo_new ();

  g_hash_table_remove_all (repo->files);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = load (names[i]);

      repo_put (repo, names[i], bytes);
    }
  return repo;
}

static void
test_repository (void)
{
  g_autoptr (Repo) repo = load_repo ();
  g_autoptr (Client) client = client_new (repo);
  g_autoptr (GError) error = NULL;

  client_assert_fresh (client, repo);
  client_expect_versions (client, 2, 1, 1, 1);
  g_autoptr (TiltasTarget) plain = client_find (client, repo, "plain.txt", &error);
  g_assert_no_error (error);
  g_assert_null (plain->sha256);
  g_assert_true (g_str_has_prefix (plain->url, plain->sha512));
  g_autoptr (TiltasTarget) partner = client_find (client, repo, "partner/ąčę \"x\".txt", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (partner->role, ==, "partner");
  g_assert_cmpint (json_integer_value (json_object_get (partner->custom, "seq")), ==,
                   G_GINT64_CONSTANT (9007199254740991));
  g_autoptr (GBytes) hello = g_bytes_new_static ("hello", 5);
  g_assert_true (tiltas_target_check (plain, hello, &error));
  g_assert_true (tiltas_target_check (partner, hello, &error));
}

/* Each file matters: with one letter changed it is refused. */
static void
test_changed (void)
{
  static const char *const names[] = { "1.root.json", "2.root.json", "timestamp.json", "1.snapshot.json",
                                       "1.targets.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (Repo) repo = load_repo ();
      repo_spoil (repo, names[i], "2099-12-31", "2099-12-30");
      g_autoptr (Client) client = client_new (repo);
      client_assert_refused (client, repo, i < 3 ? TILTAS_TRUST_ERROR_SIGNATURE : TILTAS_TRUST_ERROR_HASH);
    }
}

static void
test_twins (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = load ("twins.root.json");
  g_autoptr (TiltasMetadata) root = tiltas_metadata_parse (bytes, TILTAS_METADATA_ROOT, "root", &error);
  int good;
  gint64 threshold;

  g_assert_no_error (error);
  const TiltasRole *role = tiltas_metadata_get_role (root, "root");
  for (guint i = 0; i < 2; i++) /* both are good keys, each by itself */
    {
      g_autoptr (TiltasPublicKey) key = tiltas_metadata_get_key (root, role->keyids[i]);
      g_assert_nonnull (key);
    }
  g_assert_true (tiltas_metadata_count_signatures (root, "root", root, &good, &threshold));
  g_assert_cmpint (good, ==, 1);
  g_assert_cmpint (threshold, ==, 2);
}

static void
test_bad_keys (void)
{
  g_autoptr (GBytes) bytes = load ("bad-keys.json");
  json_auto_t *json = tiltas_trust_json_parse (bytes, NULL);
  json_t *object;
  size_t index;

  g_assert_cmpuint (json_array_size (json_object_get (json, "keys")), ==, 4);
  json_array_foreach (json_object_get (json, "keys"), index, object)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TiltasPublicKey) key = tiltas_public_key_from_json (object, &error);

      g_assert_null (key);
      g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY);
      g_test_message ("%s", error->message);
    }
}

static void
test_canonical (void)
{
  g_autoptr (GBytes) bytes = load ("canonical.json");
  json_auto_t *json = tiltas_trust_json_parse (bytes, NULL);
  json_t *item;
  size_t index;

  g_assert_cmpuint (json_array_size (json_object_get (json, "cases")), ==, 6);
  json_array_foreach (json_object_get (json, "cases"), index, item)
    {
      g_autoptr (GError) error = NULL;
      const char *text = json_string_value (json_object_get (item, "text"));
      g_autoptr (GBytes) source = g_bytes_new (text, strlen (text));
      json_auto_t *value = tiltas_trust_json_parse (source, &error);
      g_assert_no_error (error);
      g_autoptr (GBytes) canonical = tiltas_trust_json_canonical (value, &error);
      g_assert_no_error (error);
      g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, canonical);
      g_assert_cmpstr (hash, ==, json_string_value (json_object_get (item, "sha256")));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/vectors/repository", test_repository);
  g_test_add_func ("/trust/vectors/changed", test_changed);
  g_test_add_func ("/trust/vectors/twins", test_twins);
  g_test_add_func ("/trust/vectors/bad-keys", test_bad_keys);
  g_test_add_func ("/trust/vectors/canonical", test_canonical);
  return g_test_run ();
}
