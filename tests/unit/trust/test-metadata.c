/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/expires.h"
#include "trust/metadata.h"

#include "simulator.h"

#include <string.h>
#include <time.h>

/* ---- Structure ---- */

#define ROOT_ROLES                                                                                          \
  "\"roles\":{\"root\":{\"keyids\":[\"a\"],\"threshold\":1},\"timestamp\":{\"keyids\":[],\"threshold\":1}," \
  "\"snapshot\":{\"keyids\":[],\"threshold\":1},\"targets\":{\"keyids\":[],\"threshold\":1}}"
#define HEAD(type) \
  "\"_type\":\"" type "\",\"spec_version\":\"1.0.34\",\"version\":1,\"expires\":\"2030-01-01T00:00:00Z\""
#define FILE_OF(signed_part) "{\"signatures\":[],\"signed\":{" signed_part "}}"
#define HASH "\"hashes\":{\"sha256\":\"0000000000000000000000000000000000000000000000000000000000000000\"}"

static TiltasMetadata *
parse (TiltasMetadataType type, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return tiltas_metadata_parse (bytes, type, tiltas_metadata_type_name (type), error);
}

static void
check_good (TiltasMetadataType type, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasMetadata) file = parse (type, text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (file);
}

static void
check_bad (TiltasMetadataType type, const char *text, TiltasTrustError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasMetadata) file = parse (type, text, &error);

  g_assert_null (file);
  g_assert_error (error, TILTAS_TRUST_ERROR, (int) code);
  g_test_message ("%s", error->message);
}

/* Replaces old by new in a good file and expects it to be refused. */
static void
check_change (TiltasMetadataType type, const char *good, const char *old, const char *new, TiltasTrustError code)
{
  g_autoptr (GString) text = g_string_new (good);

  g_assert_cmpuint (g_string_replace (text, old, new, 1), ==, 1);
  check_bad (type, text->str, code);
}

static const char *const good_root = FILE_OF (HEAD ("root") ",\"consistent_snapshot\":true,\"keys\":{}," ROOT_ROLES);
static const char *const good_timestamp =
  FILE_OF (HEAD ("timestamp") ",\"meta\":{\"snapshot.json\":{\"version\":1,\"length\":7," HASH "}}");
static const char *const good_targets = FILE_OF (
  HEAD ("targets") ",\"targets\":{\"a/b\":{\"length\":0," HASH ",\"custom\":{\"x\":1}}},"
                   "\"delegations\":{\"keys\":{},\"roles\":[{\"name\":\"r\",\"keyids\":[\"a\"],\"threshold\":1,"
                   "\"terminating\":false,\"paths\":[\"r/*\"]}]}");

static void
test_common (void)
{
  TiltasMetadataType type = TILTAS_METADATA_ROOT;

  check_good (type, good_root);
  check_change (type, good_root, "\"signatures\":[],", "", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"signatures\":[]", "\"signatures\":{}", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"signatures\":[]", "\"signatures\":[1]", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"signatures\":[]", "\"signatures\":[{\"keyid\":\"a\"}]", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"signatures\":[]",
                "\"signatures\":[{\"keyid\":\"a\",\"sig\":\"\"},{\"keyid\":\"a\",\"sig\":\"00\"}]",
                TILTAS_TRUST_ERROR_SIGNATURE);
  check_change (type, good_root, "\"_type\":\"root\"", "\"_type\":\"targets\"", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"version\":1", "\"version\":0", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"version\":1", "\"version\":-1", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"version\":1", "\"version\":9223372036854775807", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"version\":1", "\"version\":\"1\"", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"version\":1", "\"version\":true", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"version\":1,", "", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "1.0.34", "2.0.0", TILTAS_TRUST_ERROR_SPEC);
  check_change (type, good_root, "1.0.34", "10.0.34", TILTAS_TRUST_ERROR_SPEC);
  check_change (type, good_root, "1.0.34", "1", TILTAS_TRUST_ERROR_SPEC);
  check_change (type, good_root, "1.0.34", "", TILTAS_TRUST_ERROR_SPEC);
  check_change (type, good_root, "\"consistent_snapshot\":true", "\"consistent_snapshot\":1",
                TILTAS_TRUST_ERROR_FORMAT);
}

static void
test_expires (void)
{
  static const char *const bad[] = { "2030-01-01",           "2030-01-01T00:00:00",  "2030-01-01T00:00:00.5Z",
                                     "2030-13-01T00:00:00Z", "2030-02-30T00:00:00Z", "2030-01-01T24:00:00Z",
                                     "2030-01-01T00:60:00Z", "2030-01-01 00:00:00Z", "2030-01-01T00:00:00z",
                                     "+030-01-01T00:00:00Z", "1960-01-01T00:00:00Z", "2030-01-01T00:00:00+02:00" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_cmpint (tiltas_expires_parse (bad[i]), ==, -1);
      check_change (TILTAS_METADATA_ROOT, good_root, "2030-01-01T00:00:00Z", bad[i], TILTAS_TRUST_ERROR_FORMAT);
    }
  g_assert_cmpint (tiltas_expires_parse ("1970-01-01T00:00:00Z"), ==, 0);
  g_assert_cmpint (tiltas_expires_parse ("2028-02-29T23:59:59Z"), ==, 1835481599);
  g_assert_cmpint (tiltas_expires_parse ("9999-12-31T23:59:59Z"), ==, 253402300799);
  for (gint64 time = 0; time < 253402300799; time += 86400 * 97 + 12345)
    {
      g_autofree char *text = tiltas_expires_format (time);
      g_assert_cmpint (tiltas_expires_parse (text), ==, time);
    }
}

static void
test_roles (void)
{
  TiltasMetadataType type = TILTAS_METADATA_ROOT;
  g_autoptr (GString) ids = g_string_new ("[\"k0\"");

  check_change (type, good_root, "\"threshold\":1", "\"threshold\":0", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"threshold\":1", "\"threshold\":-1", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, ",\"threshold\":1", "", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "[\"a\"]", "[\"a\",\"b\",\"a\"]", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "[\"a\"]", "[1]", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "[\"a\"]", "\"a\"", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"timestamp\":{", "\"stamp\":{", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"keys\":{}", "\"keys\":{\"a\":1}", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_root, "\"keys\":{},", "", TILTAS_TRUST_ERROR_FORMAT);
  for (int i = 1; i <= TILTAS_ROLE_KEYS_MAX; i++)
    g_string_append_printf (ids, ",\"k%d\"", i);
  g_string_append_c (ids, ']');
  check_change (type, good_root, "[\"a\"]", ids->str, TILTAS_TRUST_ERROR_LIMIT);
}

static void
test_files (void)
{
  TiltasMetadataType type = TILTAS_METADATA_TIMESTAMP;

  check_good (type, good_timestamp);
  check_change (type, good_timestamp, "snapshot.json", "targets.json", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_timestamp, "{\"version\":1,", "{\"version\":0,", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_timestamp, "{\"version\":1,", "{", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_timestamp, "\"length\":7", "\"length\":0", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_timestamp, "\"length\":7", "\"length\":null", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_timestamp, HASH, "\"hashes\":{}", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_timestamp, HASH, "\"hashes\":{\"sha256\":\"00\"}", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_timestamp, HASH, "\"hashes\":{\"sha256\":5}", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_timestamp,
                ":{\"snapshot.json\":", ":{\"x.json\":5,\"snapshot.json\":", TILTAS_TRUST_ERROR_FORMAT);
  check_bad (TILTAS_METADATA_SNAPSHOT, FILE_OF (HEAD ("snapshot") ",\"meta\":{}"), TILTAS_TRUST_ERROR_FORMAT);
}

static void
test_targets (void)
{
  TiltasMetadataType type = TILTAS_METADATA_TARGETS;
  g_autofree char *name = g_strnfill (TILTAS_ROLE_NAME_MAX + 1, 'n');
  g_autofree char *member = g_strdup_printf ("\"name\":\"%s\"", name);

  check_good (type, good_targets);
  check_good (type, FILE_OF (HEAD ("targets") ",\"targets\":{}"));
  check_change (type, good_targets, "\"length\":0,", "", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_targets, "\"length\":0", "\"length\":-1", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_targets, "," HASH, "", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_targets, "{\"x\":1}", "1", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_targets, "\"name\":\"r\"", "\"name\":\"\"", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_targets, "\"name\":\"r\"", "\"name\":\"root\"", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_targets, "\"name\":\"r\"", "\"name\":\"timestamp\"", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_targets, "\"name\":\"r\"", member, TILTAS_TRUST_ERROR_LIMIT);
  check_change (type, good_targets, "\"terminating\":false,", "", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_targets, "\"threshold\":1", "\"threshold\":0", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_targets, "\"keyids\":[\"a\"]", "\"keyids\":[\"a\",\"a\"]", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_targets,
                "\"paths\":", "\"path_hash_prefixes\":[\"00\"],\"paths\":", TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_targets, "\"paths\":[\"r/*\"]", "\"path_hash_prefixes\":[\"zz\"]",
                TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_targets, "[{\"name\"",
                "[{\"name\":\"r\",\"keyids\":[],\"threshold\":1,\"terminating\":true,\"paths\":[]},{\"name\"",
                TILTAS_TRUST_ERROR_FORMAT);
  check_change (type, good_targets, "\"roles\":[", "\"bins\":[", TILTAS_TRUST_ERROR_FORMAT);
}

static void
test_lengths (void)
{
  for (int type = TILTAS_METADATA_ROOT; type <= TILTAS_METADATA_TARGETS; type++)
    {
      gsize max = tiltas_metadata_type_max ((TiltasMetadataType) type);
      g_autofree char *blank = g_strnfill (max + 1, ' ');

      check_bad ((TiltasMetadataType) type, blank, TILTAS_TRUST_ERROR_LIMIT);
      blank[max] = '\0';
      check_bad ((TiltasMetadataType) type, blank, TILTAS_TRUST_ERROR_FORMAT);
    }
}

/* ---- Paths ---- */

static gboolean
pattern (const char *text, const char *path)
{
  char *paths[] = { (char *) text, NULL };
  TiltasRole role = { .paths = paths };

  return tiltas_role_matches (&role, path);
}

static void
test_patterns (void)
{
  /* The specification's own examples first. */
  g_assert_true (pattern ("targets/*.tgz", "targets/foo.tgz"));
  g_assert_true (pattern ("targets/*.tgz", "targets/bar.tgz"));
  g_assert_false (pattern ("targets/*.tgz", "targets/foo.txt"));
  g_assert_true (pattern ("foo-version-?.tgz", "foo-version-2.tgz"));
  g_assert_true (pattern ("foo-version-?.tgz", "foo-version-a.tgz"));
  g_assert_false (pattern ("foo-version-?.tgz", "foo-version-alpha.tgz"));
  g_assert_true (pattern ("*.tgz", "foo.tgz"));
  g_assert_false (pattern ("*.tgz", "targets/foo.tgz"));
  g_assert_true (pattern ("foo.tgz", "foo.tgz"));
  g_assert_false (pattern ("foo.tgz", "bar.tgz"));

  g_assert_false (pattern ("rig/*", "rig"));
  g_assert_false (pattern ("rig/*", "rig/a/b"));
  g_assert_false (pattern ("rig/*", "rigs/a"));
  g_assert_true (pattern ("rig/*", "rig/pack.jsonl"));
  g_assert_true (pattern ("*/*", "a/b"));
  g_assert_false (pattern ("*/*", "a/b/c"));
  g_assert_false (pattern ("*", "a/b"));
  g_assert_false (pattern ("**", "a/b"));
  g_assert_true (pattern ("**", "ab"));
  g_assert_false (pattern ("a?b", "a/b"));
  g_assert_true (pattern ("a?b", "ašb"));
  g_assert_true (pattern ("*š*", "aša"));
  g_assert_true (pattern ("a*b*c", "axbybzc"));
  g_assert_false (pattern ("a*b*c", "axbybz"));
  g_assert_true (pattern ("*/b*c/*", "a/bxc/d"));
  g_assert_false (pattern ("*/b*c/*", "a/bx/c/d"));
  g_assert_false (pattern ("", "a"));
  g_assert_false (pattern ("A", "a"));
  g_assert_false (pattern ("[ab]", "a"));
  g_assert_true (pattern ("*", ".hidden"));
}

static void
test_pattern_time (void)
{
  g_autofree char *path = g_strnfill (1000, 'a');
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 300; i++)
    g_string_append (text, "a*");
  g_string_append_c (text, 'b');
  clock_t start = clock ();
  g_assert_false (pattern (text->str, path));
  g_assert_cmpint (clock () - start, <, CLOCKS_PER_SEC); /* of the processor: a busy machine does not count */
}

static void
test_prefixes (void)
{
  /* sha256 ("a/b") = c14cddc033f64b9d... */
  char *hit[] = { (char *) "00", (char *) "c14c", NULL }, *miss[] = { (char *) "c14d", NULL },
       *all[] = { (char *) "", NULL };
  TiltasRole role = { .path_hash_prefixes = hit };

  g_assert_true (tiltas_role_matches (&role, "a/b"));
  g_assert_false (tiltas_role_matches (&role, "a/c"));
  role.path_hash_prefixes = miss;
  g_assert_false (tiltas_role_matches (&role, "a/b"));
  role.path_hash_prefixes = all;
  g_assert_true (tiltas_role_matches (&role, "a/b"));
  role.path_hash_prefixes = NULL;
  g_assert_false (tiltas_role_matches (&role, "a/b"));
}

static void
test_safe_paths (void)
{
  static const char *const bad[] = { "",     "/",     "/a",     "a/",   "a//b",  ".",    "..",   "../a",
                                     "a/..", "a/./b", "a/../b", "a\nb", "a\x7f", "\xff", "a\x01" };
  static const char *const good[] = { "a", "a/b", "...", ".a", "a..b/c", "ąč/ę", "a b", "a\\b", "%2e%2e/a" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (tiltas_target_path_is_safe (bad[i]));
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (tiltas_target_path_is_safe (good[i]));
  g_autofree char *escaped = tiltas_role_escape ("../a b%?#š");
  g_assert_cmpstr (escaped, ==, "..%2Fa%20b%25%3F%23%C5%A1");
}

/* ---- Targets ---- */

static void
test_target (void)
{
  g_autoptr (Repo) repo = repo_new ();
  g_autoptr (GError) error = NULL;
  json_auto_t *custom = json_pack ("{s:i}", "seq", 4);
  const char *hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"; /* "hello" */
  g_autoptr (GBytes) hello = g_bytes_new_static ("hello", 5), other = g_bytes_new_static ("hellO", 5);
  g_autoptr (GBytes) longer = g_bytes_new_static ("hello!", 6);

  tiltas_signed_set_target (repo->targets, "rig/a b.jsonl", 5, hash, custom);
  g_autoptr (GBytes) file = g_bytes_ref (repo_write (repo, "targets"));
  g_autoptr (TiltasMetadata) targets = tiltas_metadata_parse (file, TILTAS_METADATA_TARGETS, "targets", &error);
  g_assert_no_error (error);
  g_autoptr (TiltasTarget) target = tiltas_metadata_get_target (targets, "rig/a b.jsonl", TRUE, &error);
  g_autofree char *url = g_strdup_printf ("rig/%s.a%%20b.jsonl", hash);
  g_autofree char *name = tiltas_target_file_name ("rig/pack.jsonl", "00ff");

  g_assert_cmpstr (target->url, ==, url);
  g_assert_cmpstr (target->role, ==, "targets");
  g_assert_cmpint (json_integer_value (json_object_get (target->custom, "seq")), ==, 4);
  g_assert_true (tiltas_target_check (target, hello, &error));
  g_assert_false (tiltas_target_check (target, other, &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_HASH);
  g_clear_error (&error);
  g_assert_false (tiltas_target_check (target, longer, &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LENGTH);
  g_clear_error (&error);
  g_autoptr (TiltasTarget) plain = tiltas_metadata_get_target (targets, "rig/a b.jsonl", FALSE, &error);
  g_assert_cmpstr (plain->url, ==, "rig/a%20b.jsonl");
  g_assert_null (tiltas_metadata_get_target (targets, "rig/a", TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "rig/00ff.pack.jsonl");
}

static void
test_unknown_hash (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasMetadata) targets =
    parse (TILTAS_METADATA_TARGETS,
           FILE_OF (HEAD ("targets") ",\"targets\":{\"a\":{\"length\":5,\"hashes\":{\"md5\":\"x\"}}}"), &error);

  g_assert_no_error (error);
  g_assert_null (tiltas_metadata_get_target (targets, "a", TRUE, &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_HASH);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/metadata/common", test_common);
  g_test_add_func ("/trust/metadata/expires", test_expires);
  g_test_add_func ("/trust/metadata/roles", test_roles);
  g_test_add_func ("/trust/metadata/files", test_files);
  g_test_add_func ("/trust/metadata/targets", test_targets);
  g_test_add_func ("/trust/metadata/lengths", test_lengths);
  g_test_add_func ("/trust/metadata/patterns", test_patterns);
  g_test_add_func ("/trust/metadata/pattern-time", test_pattern_time);
  g_test_add_func ("/trust/metadata/prefixes", test_prefixes);
  g_test_add_func ("/trust/metadata/safe-paths", test_safe_paths);
  g_test_add_func ("/trust/metadata/target", test_target);
  g_test_add_func ("/trust/metadata/unknown-hash", test_unknown_hash);
  return g_test_run ();
}
