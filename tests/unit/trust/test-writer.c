/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/canonical-json.h"
#include "trust/key-kind.h"
#include "trust/metadata-type.h"
#include "trust/private-key.h"
#include "trust/public-key.h"
#include "trust/role.h"
#include "trust/writer.h"

#include "simulator.h"

#include <string.h>

static TiltasMetadata *
parse (GBytes *bytes, TiltasMetadataType type)
{
  g_autoptr (GError) error = NULL;
  TiltasMetadata *file = tiltas_metadata_parse (bytes, type, tiltas_metadata_type_name (type), &error);

  g_assert_no_error (error);
  return file;
}

/* Two people sign one after the other, each on another computer. */
static void
test_add_signature (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasPrivateKey) first = tiltas_private_key_generate (TILTAS_KEY_ED25519, NULL);
  g_autoptr (TiltasPrivateKey) second = tiltas_private_key_generate (TILTAS_KEY_ECDSA, NULL);
  json_auto_t *part = tiltas_signed_new (TILTAS_METADATA_ROOT, 1, LATER);
  int good;
  gint64 threshold;

  tiltas_signed_add_key (part, "root", tiltas_private_key_get_public (first));
  tiltas_signed_add_key (part, "root", tiltas_private_key_get_public (second));
  tiltas_signed_set_threshold (part, "root", 2);
  g_autoptr (GBytes) none = tiltas_metadata_sign (part, NULL, 0, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) one = tiltas_metadata_add_signature (none, first, &error);
  g_assert_no_error (error);
  g_autoptr (TiltasMetadata) half = parse (one, TILTAS_METADATA_ROOT);
  g_assert_false (tiltas_metadata_verify (half, "root", half, &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_SIGNATURE);
  g_clear_error (&error);
  g_assert_true (tiltas_metadata_count_signatures (half, "root", half, &good, &threshold));
  g_assert_cmpint (good, ==, 1);
  g_assert_cmpint (threshold, ==, 2);
  g_assert_false (tiltas_metadata_count_signatures (half, "rig", half, &good, &threshold));

  g_autoptr (GBytes) two = tiltas_metadata_add_signature (one, second, &error);
  g_autoptr (GBytes) again = tiltas_metadata_add_signature (two, first, &error);
  g_autoptr (TiltasMetadata) whole = parse (again, TILTAS_METADATA_ROOT);
  g_assert_true (tiltas_metadata_verify (whole, "root", whole, &error));
  json_auto_t *json = tiltas_trust_json_parse (again, &error);
  g_assert_cmpuint (json_array_size (json_object_get (json, "signatures")), ==, 2);
}

static void
test_keys (void)
{
  g_autoptr (TiltasPrivateKey) one = tiltas_private_key_generate (TILTAS_KEY_ED25519, NULL);
  g_autoptr (TiltasPrivateKey) two = tiltas_private_key_generate (TILTAS_KEY_ED25519, NULL);
  const char *id = tiltas_public_key_get_id (tiltas_private_key_get_public (one));
  json_auto_t *root = tiltas_signed_new (TILTAS_METADATA_ROOT, 1, LATER);

  tiltas_signed_add_key (root, "timestamp", tiltas_private_key_get_public (one));
  tiltas_signed_add_key (root, "timestamp", tiltas_private_key_get_public (one));
  tiltas_signed_add_key (root, "snapshot", tiltas_private_key_get_public (one));
  tiltas_signed_add_key (root, "snapshot", tiltas_private_key_get_public (two));
  g_assert_cmpuint (json_object_size (json_object_get (root, "keys")), ==, 2);
  g_assert_true (tiltas_signed_remove_key (root, "timestamp", id));
  g_assert_false (tiltas_signed_remove_key (root, "timestamp", id));
  g_assert_cmpuint (json_object_size (json_object_get (root, "keys")), ==, 2); /* snapshot still uses it */
  g_assert_true (tiltas_signed_remove_key (root, "snapshot", id));
  g_assert_cmpuint (json_object_size (json_object_get (root, "keys")), ==, 1);
}

static void
test_delegations (void)
{
  g_autoptr (TiltasPrivateKey) one = tiltas_private_key_generate (TILTAS_KEY_ED25519, NULL);
  g_autoptr (TiltasPrivateKey) two = tiltas_private_key_generate (TILTAS_KEY_ECDSA, NULL);
  TiltasPublicKey *keys[] = { tiltas_private_key_get_public (one), tiltas_private_key_get_public (two) };
  const char *const rig[] = { "rig/*", NULL }, *const vcb[] = { "vcb/*", "vcb/*/*", NULL };
  json_auto_t *targets = tiltas_signed_new (TILTAS_METADATA_TARGETS, 1, LATER);
  g_autoptr (GError) error = NULL;
  guint n;

  tiltas_signed_set_delegation (targets, "rig", keys, 1, 1, rig, TRUE);
  tiltas_signed_set_delegation (targets, "vcb", keys, 2, 2, vcb, TRUE);
  tiltas_signed_set_delegation (targets, "rig", keys + 1, 1, 1, rig, FALSE); /* rotated, still first */
  g_autoptr (GBytes) file = tiltas_metadata_sign (targets, &one, 1, &error);
  g_assert_no_error (error);
  g_autoptr (TiltasMetadata) metadata = parse (file, TILTAS_METADATA_TARGETS);
  const TiltasRole *const *roles = tiltas_metadata_get_delegations (metadata, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (roles[0]->name, ==, "rig");
  g_assert_false (roles[0]->terminating);
  g_assert_cmpstr (roles[0]->keyids[0], ==, tiltas_public_key_get_id (keys[1]));
  g_assert_cmpint (roles[1]->threshold, ==, 2);
  g_assert_cmpstr (roles[1]->paths[1], ==, "vcb/*/*");
  g_autoptr (TiltasPublicKey) found = tiltas_metadata_get_key (metadata, roles[0]->keyids[0]);
  g_assert_nonnull (found);
  g_assert_true (tiltas_signed_remove_delegation (targets, "vcb"));
  g_assert_false (tiltas_signed_remove_delegation (targets, "vcb"));
  g_assert_cmpuint (json_object_size (json_object_get (json_object_get (targets, "delegations"), "keys")), ==, 1);
}

static void
test_targets (void)
{
  g_autoptr (GError) error = NULL;
  json_auto_t *targets = tiltas_signed_new (TILTAS_METADATA_TARGETS, 3, LATER);
  const char *hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  tiltas_signed_set_target (targets, "b", 1, hash, NULL);
  tiltas_signed_set_target (targets, "a", 5, hash, NULL);
  tiltas_signed_set_target (targets, "b", 2, hash, NULL);
  g_assert_true (tiltas_signed_remove_target (targets, "a"));
  g_assert_false (tiltas_signed_remove_target (targets, "a"));
  g_autoptr (GBytes) file = tiltas_metadata_sign (targets, NULL, 0, &error);
  g_autoptr (TiltasMetadata) metadata = parse (file, TILTAS_METADATA_TARGETS);
  g_auto (GStrv) paths = tiltas_metadata_list_targets (metadata);
  g_assert_cmpuint (g_strv_length (paths), ==, 1);
  g_autoptr (TiltasTarget) target = tiltas_metadata_get_target (metadata, "b", TRUE, &error);
  g_assert_cmpuint (target->length, ==, 2);
  g_assert_cmpint (tiltas_metadata_get_version (metadata), ==, 3);
  g_assert_cmpint (tiltas_metadata_get_expires (metadata), ==, LATER);
}

/* What no client would take is not written. */
static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  json_auto_t *timestamp = tiltas_signed_new (TILTAS_METADATA_TIMESTAMP, 1, LATER);
  json_auto_t *targets = tiltas_signed_new (TILTAS_METADATA_TARGETS, 1, LATER);
  g_autofree char *note = g_strnfill (TILTAS_TARGETS_MAX, 'x');
  g_autoptr (GBytes) nothing = g_bytes_new_static ("{}", 2);
  g_autoptr (TiltasPrivateKey) key = tiltas_private_key_generate (TILTAS_KEY_ED25519, NULL);

  g_assert_null (tiltas_metadata_sign (timestamp, NULL, 0, &error)); /* lists no snapshot */
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_FORMAT);
  g_clear_error (&error);
  json_object_set_new (targets, "note", json_string (note));
  g_assert_null (tiltas_metadata_sign (targets, NULL, 0, &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LIMIT);
  g_clear_error (&error);
  json_object_set_new (targets, "note", json_real (0.5));
  g_assert_null (tiltas_metadata_sign (targets, NULL, 0, &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (tiltas_metadata_add_signature (nothing, key, &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_FORMAT);
}

static void
test_names (void)
{
  g_autofree char *root = tiltas_metadata_file_name ("root", 3),
                  *timestamp = tiltas_metadata_file_name ("timestamp", 9);
  g_autofree char *odd = tiltas_metadata_file_name ("a/b", 7);
  g_autofree char *top = tiltas_target_file_name ("publishers.json", "ab"),
                  *deep = tiltas_target_file_name ("a/b/c.d", "ab");

  g_assert_cmpstr (root, ==, "3.root.json");
  g_assert_cmpstr (timestamp, ==, "timestamp.json");
  g_assert_cmpstr (odd, ==, "7.a%2Fb.json");
  g_assert_cmpstr (top, ==, "ab.publishers.json");
  g_assert_cmpstr (deep, ==, "a/b/ab.c.d");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/writer/add-signature", test_add_signature);
  g_test_add_func ("/trust/writer/keys", test_keys);
  g_test_add_func ("/trust/writer/delegations", test_delegations);
  g_test_add_func ("/trust/writer/targets", test_targets);
  g_test_add_func ("/trust/writer/refused", test_refused);
  g_test_add_func ("/trust/writer/names", test_names);
  return g_test_run ();
}
