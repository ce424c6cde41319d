/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/pack-reader.h"
#include "content/pack.h"
#include "content/record.h"
#include "publish/prune.h"
#include "publish/show.h"

#include "place.h"

#include <glib/gstdio.h>
#include <string.h>

static gboolean
take_line (const TiltasPackLine *line, gpointer data, GError **error)
{
  (void) error;
  ++*(guint *) data;
  return TRUE;
}

static gboolean
take_bytes (const void *data, gsize length, gpointer reader, GError **error)
{
  return tiltas_pack_reader_feed (reader, data, length, error);
}

static void
check_round_trip (Place *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) small = NULL;
  g_autoptr (GBytes) full = NULL;
  g_autoptr (GBytes) publishers = NULL;
  g_autoptr (TiltasTarget) pack = place_fetch (place, "lib/pack.jsonl", &full, &error);
  g_autoptr (TiltasTarget) compressed = NULL;
  g_autoptr (TiltasTarget) list = NULL;
  guint records = 0;
  g_autoptr (TiltasPackReader) reader = tiltas_pack_reader_new ("lib", take_line, &records);
  g_autofree char *state = NULL;

  g_assert_no_error (error);
  compressed = place_fetch (place, "lib/pack.jsonl.zst", &small, &error);
  g_assert_no_error (error);
  list = place_fetch (place, "publishers.json", &publishers, &error);
  g_assert_no_error (error);
  g_assert_true (tiltas_pack_decompress (g_bytes_get_data (small, NULL), g_bytes_get_size (small), pack->length,
                                         take_bytes, reader, &error));
  g_assert_no_error (error);
  g_assert_true (tiltas_pack_reader_finish (reader, &state, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (state, ==, pack->sha256);
  g_assert_cmpuint (records, ==, 44);
  g_assert_cmpint (json_integer_value (json_object_get (pack->custom, "format")), ==, 1);
  g_assert_cmpint (json_integer_value (json_object_get (pack->custom, "seq")), ==, 2);
  g_assert_cmpstr (json_string_value (json_object_get (pack->custom, "published")), ==, "2026-11-22T00:00:00Z");
  g_assert_true (json_equal (pack->custom, compressed->custom));
}

static void
test_round_trip (void)
{
  static const TiltasKeyKind kinds[] = { TILTAS_KEY_ED25519, TILTAS_KEY_ECDSA };
  static const guint two[4] = { 2, 2, 1, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (Place) place = { 0 };
      g_autoptr (GError) error = NULL;

      place_open (&place, kinds[i], i == 0 ? ones : two);
      g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
      g_assert_no_error (error);
      check_round_trip (&place);
    }
}

static void
test_blobs (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GBytes) blob = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, NULL));
  blob = place_read (&place, "blobs/a4", "a4d4c009619311d9b83904acfd62fe3b7f918c312522bbcc6ad51cdec4fd1edf");
  g_assert_nonnull (blob);
  g_assert_cmpuint (g_bytes_get_size (blob), ==, 67);
}

static void
test_seq (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_false (place_publish (&place, place.keys, NULL, FALSE, &error)); /* nothing has changed */
  g_assert_no_error (error);
  g_assert_cmpint (place_seq (&place, "lib/pack.jsonl"), ==, 2);
  place.now += 3600;
  place_change (&place, "Mo-Fr 08:00-17:00", "Mo-Fr 09:00-17:00");
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_cmpint (place_seq (&place, "lib/pack.jsonl"), ==, 3);
  g_assert_cmpint (place_seq (&place, "lib/pack.jsonl.zst"), ==, 3);
  g_assert_cmpint (place_seq (&place, "par/pack.jsonl"), ==, 2);
}

/* The same content, keys and time make the same files. ECDSA signatures are random, so that only Ed25519 is
 * compared. */
static void
test_deterministic (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *other = NULL;
  g_autofree char *saved = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  other = g_build_filename (place.folder, "other", NULL);
  saved = g_build_filename (place.keys, "lib.pem", NULL);
  g_unlink (saved);
  {
    g_autoptr (TiltasKeyring) keys = tiltas_keyring_new (place.keys, NULL, NULL);
    g_autofree char *half = g_build_filename (place.keys, "lib.pub.json", NULL);

    g_unlink (half);
    g_assert_true (tiltas_keyring_make (keys, "lib", 1, &(TiltasKeyMaking){ .kind = TILTAS_KEY_ED25519 }, NULL));
  }
  fixture_copy (place.repository, other);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, NULL));
  first = fixture_listing (place.repository);
  g_free (place.repository);
  place.repository = g_steal_pointer (&other);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, NULL));
  second = fixture_listing (place.repository);
  g_assert_cmpstr (first, ==, second);
}

static void
test_refresh (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TiltasTarget) target = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  place.now += 3 * DAY; /* from Friday to Monday */
  g_assert_cmpint (place_seq (&place, "lib/pack.jsonl"), ==, 2);
  place.now += 3 * DAY;
  target = place_fetch (&place, "lib/pack.jsonl", &bytes, &error);
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_EXPIRED);
  g_clear_error (&error);
  g_assert_cmpint (place_refresh (&place, &error), ==, 0);
  g_assert_cmpint (place_seq (&place, "lib/pack.jsonl"), ==, 2);
  place.now += 76 * DAY; /* targets and the publishers' roles have ten days left */
  g_assert_cmpint (place_refresh (&place, &error), ==, 0);
  place.now += 15 * DAY;
  g_assert_cmpint (place_refresh (&place, &error), ==, 0);
  g_assert_cmpint (place_seq (&place, "lib/pack.jsonl"), ==, 2);
  place.now += 250 * DAY; /* the root expires soon */
  g_assert_cmpint (place_refresh (&place, &error), ==, 0);
  place.now += 100 * DAY;
  g_assert_cmpint (place_refresh (&place, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (place_seq (&place, "par/pack.jsonl"), ==, 2);
}

static void
test_old_snapshots_go (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GArray) versions = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  for (guint i = 0; i < 20; i++)
    g_assert_cmpint (place_refresh (&place, NULL), ==, 0);
  {
    g_autoptr (TiltasRepository) repository = tiltas_repository_open (place.repository, TRUE, NULL);
    g_autoptr (TiltasPlan) plan = tiltas_plan_new (place.repository);
    gint64 now = g_get_real_time () / G_USEC_PER_SEC;
    guint n = 0;

    g_assert_true (tiltas_prune (plan, repository, &(TiltasPruneLimits){ 10, 7 * DAY, now }, &n, NULL));
    g_assert_cmpuint (n, ==, 0); /* a terminal may be fetching one */
    g_assert_true (tiltas_prune (plan, repository, &(TiltasPruneLimits){ 10, 7 * DAY, now + 8 * DAY }, &n, NULL));
    g_assert_cmpuint (n, ==, 11);
    g_assert_true (tiltas_plan_write (plan, NULL));
  }
  versions = tiltas_repository_versions (place.repository, "snapshot");
  g_assert_cmpuint (versions->len, ==, 10);
  g_assert_cmpint (g_array_index (versions, gint64, versions->len - 1), ==, 21);
}

/* When writing fails half-way, readers still get the old edition, and the next try completes it. */
static void
test_failed_write (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *obstacle = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  obstacle = g_build_filename (place.repository, "metadata", "3.snapshot.json", "x", NULL);
  g_assert_cmpint (g_mkdir_with_parents (obstacle, 0700), ==, 0);
  place_change (&place, "Mo-Fr 08:00-17:00", "Mo-Fr 09:00-17:00");
  g_assert_false (place_publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (place_seq (&place, "lib/pack.jsonl"), ==, 2);
  g_rmdir (obstacle);
  *strrchr (obstacle, '/') = '\0';
  g_rmdir (obstacle);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (place_seq (&place, "lib/pack.jsonl"), >=, 3);
}

/* A repository that a reader would refuse is not written to. */
static void
test_damaged (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *file = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  file = g_build_filename (place.repository, "metadata", "2.targets.json", NULL);
  fixture_replace (file, "\"version\":2", "\"version\":3");
  before = fixture_listing (place.repository);
  place_change (&place, "Mo-Fr 08:00-17:00", "Mo-Fr 09:00-17:00");
  g_assert_false (place_publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_nonnull (error);
  after = fixture_listing (place.repository);
  g_assert_cmpstr (before, ==, after);
}

static void
test_lock (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasRepository) first = NULL;
  g_autoptr (TiltasRepository) second = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  first = tiltas_repository_open (place.repository, TRUE, &error);
  g_assert_no_error (error);
  second = tiltas_repository_open (place.repository, TRUE, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
}

static void
test_show (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (TiltasRepository) repository = NULL;
  g_autofree char *text = NULL;
  g_autofree char *targets = NULL;
  json_t *shown;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, NULL));
  repository = tiltas_repository_open (place.repository, FALSE, NULL);
  shown = tiltas_show (repository, NOW, 0);
  g_assert_cmpuint (json_array_size (json_object_get (shown, "problems")), ==, 0);
  g_assert_cmpuint (json_array_size (json_object_get (shown, "roles")), ==, 6);
  g_assert_cmpuint (json_array_size (json_object_get (shown, "publishers")), ==, 2);
  text = tiltas_show_text (shown);
  g_assert_nonnull (
    strstr (text, "\npar                      10       8192   no limit  branch service service-text\n"));
  g_assert_cmpuint (json_array_size (json_object_get (shown, "limits")), ==, 2);
  json_decref (shown);
  shown = tiltas_show (repository, NOW + 6 * DAY, 0); /* the timestamp ran out */
  g_assert_cmpuint (json_array_size (json_object_get (shown, "problems")), ==, 1);
  json_decref (shown);
  targets = g_build_filename (place.repository, "targets", "par", NULL);
  fixture_remove (targets);
  shown = tiltas_show (repository, NOW, 0);
  g_assert_cmpuint (json_array_size (json_object_get (shown, "problems")), ==, 2);
  json_decref (shown);
}

/* What is missing is put back by publishing the same content again. */
static void
test_restore (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *targets = NULL;
  g_autofree char *old = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, NULL));
  targets = g_build_filename (place.repository, "targets", NULL);
  before = fixture_listing (targets);
  old = g_build_filename (place.repository, "targets", "par", NULL);
  fixture_remove (old);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, NULL));
  after = fixture_listing (targets);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (place_seq (&place, "par/pack.jsonl"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publish/repository/round-trip", test_round_trip);
  g_test_add_func ("/publish/repository/blobs", test_blobs);
  g_test_add_func ("/publish/repository/seq", test_seq);
  g_test_add_func ("/publish/repository/deterministic", test_deterministic);
  g_test_add_func ("/publish/repository/refresh", test_refresh);
  g_test_add_func ("/publish/repository/old-snapshots-go", test_old_snapshots_go);
  g_test_add_func ("/publish/repository/failed-write", test_failed_write);
  g_test_add_func ("/publish/repository/damaged", test_damaged);
  g_test_add_func ("/publish/repository/lock", test_lock);
  g_test_add_func ("/publish/repository/show", test_show);
  g_test_add_func ("/publish/repository/restore", test_restore);
  return g_test_run ();
}
