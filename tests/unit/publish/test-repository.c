/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/pack.h"
#include "content/record.h"
#include "publish/publication.h"
#include "publish/show.h"
#include "trust/updater.h"
#include "trust/writer.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW 1795305600 /* 2026-11-22 */
#define DAY 86400

/* A repository with keys of every role and of both publishers, in a new folder. */
typedef struct
{
  char *folder, *content, *repository, *keys;
  gint64 now;
} Place;

static void
place_clear (Place *place)
{
  fixture_remove (place->folder);
  g_free (place->folder);
  g_free (place->content);
  g_free (place->repository);
  g_free (place->keys);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static TiltasEdit *
begin (Place *place, TiltasKeyring *keys, TiltasRepository *repository)
{
  TiltasTerms terms = tiltas_terms_default (place->now);

  return tiltas_edit_new (repository, place->repository, keys, &terms);
}

static void
place_open (Place *place, TiltasKeyKind kind, const guint thresholds[4])
{
  g_autoptr (TiltasKeyring) keys = NULL;
  g_autoptr (TiltasEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  place->folder = fixture_good ();
  place->content = g_build_filename (place->folder, "content", NULL);
  place->repository = g_build_filename (place->folder, "repo", NULL);
  place->keys = g_build_filename (place->folder, "keys", NULL);
  place->now = NOW;
  keys = tiltas_keyring_new (place->keys, NULL, NULL);
  for (guint i = 0; tiltas_top_roles[i] != NULL; i++)
    g_assert_true (tiltas_keyring_make (keys, tiltas_top_roles[i], thresholds[i], kind, NULL, TRUE, NULL, NULL));
  g_assert_true (tiltas_keyring_make (keys, "lib", 1, TILTAS_KEY_ECDSA, NULL, TRUE, NULL, NULL));
  g_assert_true (tiltas_keyring_make (keys, "par", 1, TILTAS_KEY_ED25519, NULL, TRUE, NULL, NULL));
  edit = begin (place, keys, NULL);
  tiltas_publication_init (edit, thresholds, &error);
  g_assert_no_error (error);
  tiltas_edit_finish (edit, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (tiltas_plan_write (edit->plan, &error));
}

static const guint ones[4] = { 1, 1, 1, 1 };

/* only: one publisher's id, or NULL. TRUE when something was written. */
static gboolean
publish (Place *place, const char *keys_folder, const char *only, gboolean role_only, GError **error)
{
  g_autoptr (TiltasKeyring) keys = tiltas_keyring_new (keys_folder, NULL, NULL);
  g_autoptr (TiltasTree) tree = tiltas_tree_read (place->content, NULL);
  g_autoptr (TiltasPackages) packages = tiltas_packages_of (tree, error);
  g_autoptr (TiltasRepository) repository = tiltas_repository_open (place->repository, TRUE, error);
  g_autoptr (TiltasEdit) edit = NULL;
  const char *const list[] = { only, NULL };

  g_assert_cmpuint (tiltas_faults_count (tree->faults, TILTAS_FAULT_ERROR), ==, 0);
  if (repository == NULL)
    return FALSE;
  edit = begin (place, keys, repository);
  if (!tiltas_publication_publish (edit, packages, only != NULL ? list : NULL, 0, error) ||
      !tiltas_edit_is_changed (edit))
    return FALSE;
  return tiltas_edit_finish (edit, role_only, error) && tiltas_plan_write (edit->plan, error);
}

static gboolean
refresh (Place *place, GError **error)
{
  g_autoptr (TiltasKeyring) keys = tiltas_keyring_new (place->keys, NULL, NULL);
  g_autoptr (TiltasRepository) repository = tiltas_repository_open (place->repository, TRUE, error);
  g_autoptr (TiltasEdit) edit = NULL;

  if (repository == NULL)
    return FALSE;
  edit = begin (place, keys, repository);
  return tiltas_publication_refresh (edit, error) && tiltas_edit_finish (edit, FALSE, error) &&
         tiltas_plan_write (edit->plan, error);
}

/* --- The reader: what a terminal does --- */

static GBytes *
read_file (Place *place, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (place->repository, folder, name, NULL);
  char *data = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &data, &length, NULL) ? g_bytes_new_take (data, length) : NULL;
}

static gboolean
run (Place *place, TiltasUpdater *updater, GError **error)
{
  TiltasRequest request;
  TiltasKeep keep;

  while (tiltas_updater_next (updater, &request))
    {
      g_autoptr (GBytes) bytes = read_file (place, "metadata", request.name);

      if (!tiltas_updater_feed (updater, bytes, &keep, error))
        return FALSE;
    }
  return TRUE;
}

/* The target as a terminal gets it that trusts 1.root.json; NULL and error when it is refused. */
static TiltasTarget *
fetch (Place *place, const char *path, GBytes **bytes, GError **error)
{
  g_autoptr (GBytes) root = read_file (place, "metadata", "1.root.json");
  g_autoptr (TiltasUpdater) updater = tiltas_updater_new (root, place->now, error);
  g_autoptr (TiltasTarget) target = NULL;

  if (updater == NULL || !run (place, updater, error) || !tiltas_updater_search (updater, path, error) ||
      !run (place, updater, error))
    return NULL;
  target = tiltas_updater_finish_search (updater, error);
  if (target == NULL)
    return NULL;
  *bytes = read_file (place, "targets", target->url);
  g_assert_nonnull (*bytes);
  if (tiltas_target_check (target, *bytes, error))
    return g_steal_pointer (&target);
  g_clear_pointer (bytes, g_bytes_unref);
  return NULL;
}

static gint64
seq_of (Place *place, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TiltasTarget) target = fetch (place, path, &bytes, &error);

  g_assert_no_error (error);
  return json_integer_value (json_object_get (target->custom, "seq"));
}

static gboolean
take_line (const TiltasKey *key, json_t *record, const char *line, gsize length, gpointer data, GError **error)
{
  (void) key;
  (void) record;
  (void) line;
  (void) length;
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
  g_autoptr (TiltasTarget) pack = fetch (place, "lib/pack.jsonl", &full, &error);
  g_autoptr (TiltasTarget) compressed = NULL;
  g_autoptr (TiltasTarget) list = NULL;
  guint records = 0;
  g_autoptr (TiltasPackReader) reader = tiltas_pack_reader_new ("lib", take_line, &records);
  g_autofree char *state = NULL;

  g_assert_no_error (error);
  compressed = fetch (place, "lib/pack.jsonl.zst", &small, &error);
  g_assert_no_error (error);
  list = fetch (place, "publishers.json", &publishers, &error);
  g_assert_no_error (error);
  tiltas_pack_decompress (g_bytes_get_data (small, NULL), g_bytes_get_size (small), pack->length, take_bytes, reader,
                          &error);
  g_assert_no_error (error);
  tiltas_pack_reader_finish (reader, &state, &error);
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
      g_assert_true (publish (&place, place.keys, NULL, FALSE, &error));
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
  g_assert_true (publish (&place, place.keys, NULL, FALSE, NULL));
  blob = read_file (&place, "blobs/a4", "a4d4c009619311d9b83904acfd62fe3b7f918c312522bbcc6ad51cdec4fd1edf");
  g_assert_nonnull (blob);
  g_assert_cmpuint (g_bytes_get_size (blob), ==, 67);
}

static void
change_service (Place *place, const char *from, const char *to)
{
  g_autofree char *file = g_build_filename (place->content, "lib/services/services.csv", NULL);

  fixture_replace (file, from, to);
}

static void
test_seq (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_false (publish (&place, place.keys, NULL, FALSE, &error)); /* nothing has changed */
  g_assert_no_error (error);
  g_assert_cmpint (seq_of (&place, "lib/pack.jsonl"), ==, 2);
  place.now += 3600;
  change_service (&place, "Mo-Fr 08:00-17:00", "Mo-Fr 09:00-17:00");
  g_assert_true (publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_cmpint (seq_of (&place, "lib/pack.jsonl"), ==, 3);
  g_assert_cmpint (seq_of (&place, "lib/pack.jsonl.zst"), ==, 3);
  g_assert_cmpint (seq_of (&place, "par/pack.jsonl"), ==, 2);
}

/* Same content, keys and time: the same files. Signatures of ECDSA are random, so only Ed25519 is held against itself.
 */
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
    g_assert_true (tiltas_keyring_make (keys, "lib", 1, TILTAS_KEY_ED25519, NULL, TRUE, NULL, NULL));
  }
  fixture_copy (place.repository, other);
  g_assert_true (publish (&place, place.keys, NULL, FALSE, NULL));
  first = fixture_listing (place.repository);
  g_free (place.repository);
  place.repository = g_steal_pointer (&other);
  g_assert_true (publish (&place, place.keys, NULL, FALSE, NULL));
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
  g_assert_true (publish (&place, place.keys, NULL, FALSE, &error));
  place.now += 2 * DAY;
  target = fetch (&place, "lib/pack.jsonl", &bytes, &error);
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_EXPIRED);
  g_clear_error (&error);
  g_assert_true (refresh (&place, &error));
  g_assert_cmpint (seq_of (&place, "lib/pack.jsonl"), ==, 2);
  place.now += 80 * DAY; /* targets and the publishers' roles have ten days left */
  g_assert_true (refresh (&place, &error));
  place.now += 15 * DAY;
  g_assert_true (refresh (&place, &error));
  g_assert_cmpint (seq_of (&place, "lib/pack.jsonl"), ==, 2);
  place.now += 250 * DAY; /* root is close to its end */
  g_assert_true (refresh (&place, &error));
  place.now += 100 * DAY;
  g_assert_true (refresh (&place, &error));
  g_assert_no_error (error);
  g_assert_cmpint (seq_of (&place, "par/pack.jsonl"), ==, 2);
}

static void
test_old_snapshots_go (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GArray) versions = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  for (guint i = 0; i < 20; i++)
    g_assert_true (refresh (&place, NULL));
  versions = tiltas_repository_versions (place.repository, "snapshot");
  g_assert_cmpuint (versions->len, <=, 12);
  g_assert_cmpint (g_array_index (versions, gint64, versions->len - 1), ==, 21);
}

/* A folder with the keys of some roles only. */
static char *
some_keys (Place *place, const char *name, const char *const *roles)
{
  char *folder = g_build_filename (place->folder, name, NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; roles[i] != NULL; i++)
    {
      g_autofree char *file = g_strconcat (roles[i], ".pem", NULL);
      g_autofree char *from = g_build_filename (place->keys, file, NULL);
      g_autofree char *to = g_build_filename (folder, file, NULL);
      g_autofree char *data = NULL;

      g_assert_true (g_file_get_contents (from, &data, NULL, NULL));
      g_assert_true (g_file_set_contents (to, data, -1, NULL));
    }
  return folder;
}

/* A library signs its own edition and nothing else; the owner takes it in. */
static void
test_partner (void)
{
  static const char *const roles[] = { "par", NULL };
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *own = NULL;
  g_autofree char *file = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (publish (&place, place.keys, NULL, FALSE, &error));
  own = some_keys (&place, "own", roles);
  file = g_build_filename (place.content, "par/services/services.csv", NULL);
  fixture_replace (file, "Miesto", "Didmiesčio");
  g_assert_false (publish (&place, own, "par", FALSE, &error)); /* no key of the snapshot */
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY);
  g_clear_error (&error);
  g_assert_true (publish (&place, own, "par", TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (seq_of (&place, "par/pack.jsonl"), ==, 2); /* readers do not see it yet */
  g_assert_true (refresh (&place, &error));
  g_assert_cmpint (seq_of (&place, "par/pack.jsonl"), ==, 3);
  g_assert_cmpint (seq_of (&place, "lib/pack.jsonl"), ==, 2);
}

/* Pending metadata whose files are not there is not taken in: readers would find nothing. */
static void
test_partner_incomplete (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  g_autofree char *targets = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (publish (&place, place.keys, NULL, FALSE, &error));
  file = g_build_filename (place.content, "par/services/services.csv", NULL);
  fixture_replace (file, "Miesto", "Didmiesčio");
  targets = g_build_filename (place.repository, "targets", "par", NULL);
  {
    g_autofree char *before = g_build_filename (place.folder, "before", NULL);

    fixture_copy (targets, before);
    g_assert_true (publish (&place, place.keys, "par", TRUE, &error));
    fixture_remove (targets);
    fixture_copy (before, targets);
  }
  g_assert_true (refresh (&place, &error));
  g_assert_cmpint (seq_of (&place, "par/pack.jsonl"), ==, 2);
}

/* A partner's key does not open another's folder. */
static void
test_foreign_key_is_refused (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *lib = NULL;
  g_autofree char *par = NULL;
  g_autofree char *data = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (publish (&place, place.keys, NULL, FALSE, &error));
  lib = g_build_filename (place.keys, "lib.pem", NULL);
  par = g_build_filename (place.keys, "par.pem", NULL);
  g_assert_true (g_file_get_contents (par, &data, NULL, NULL));
  g_assert_true (g_file_set_contents (lib, data, -1, NULL));
  change_service (&place, "Mo-Fr 08:00-17:00", "Mo-Fr 09:00-17:00");
  g_assert_false (publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY);
}

/* The first keys of a publisher are replaced; versions and numbers go on. */
static void
test_new_keys (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = NULL;
  g_autofree char *half = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (publish (&place, place.keys, NULL, FALSE, &error));
  pem = g_build_filename (place.keys, "par.pem", NULL);
  half = g_build_filename (place.keys, "par.pub.json", NULL);
  g_unlink (pem);
  g_unlink (half);
  {
    g_autoptr (TiltasKeyring) keys = tiltas_keyring_new (place.keys, NULL, NULL);
    g_autoptr (TiltasRepository) repository = tiltas_repository_open (place.repository, TRUE, &error);
    g_autoptr (TiltasEdit) edit = begin (&place, keys, repository);
    g_autoptr (GPtrArray) halves = g_ptr_array_new ();

    g_assert_true (tiltas_keyring_make (keys, "par", 1, TILTAS_KEY_ED25519, NULL, TRUE, NULL, NULL));
    g_ptr_array_add (halves, tiltas_private_key_get_public (tiltas_keyring_get (keys, "par", NULL)->pdata[0]));
    g_assert_true (tiltas_publication_delegate (edit, "par", halves, 1, &error));
    g_assert_true (tiltas_edit_finish (edit, FALSE, &error));
    g_assert_true (tiltas_plan_write (edit->plan, &error));
  }
  g_assert_no_error (error);
  g_assert_cmpint (seq_of (&place, "par/pack.jsonl"), ==, 2);
  g_assert_cmpint (seq_of (&place, "lib/pack.jsonl"), ==, 2);
}

static void
test_publisher_leaves (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TiltasTarget) target = NULL;
  g_autofree char *list = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *lesson = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (publish (&place, place.keys, NULL, FALSE, &error));
  list = g_build_filename (place.content, "publishers.json", NULL);
  folder = g_build_filename (place.content, "par", NULL);
  lesson = g_build_filename (place.content, "lib", "lessons", "first", NULL);
  fixture_replace (list, "\"id\": \"par\"", "\"id\": \"pax\"");
  fixture_remove (folder);
  fixture_remove (lesson); /* it links to par */
  {
    g_autofree char *terms = g_build_filename (place.content, "lib", "glossary", NULL);
    g_autofree char *key = g_build_filename (place.keys, "pax.pem", NULL);
    g_autoptr (TiltasPrivateKey) made = tiltas_private_key_generate (TILTAS_KEY_ED25519, NULL);

    fixture_remove (terms);
    g_assert_true (tiltas_key_save (made, key, NULL, NULL));
  }
  g_assert_true (publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_no_error (error);
  target = fetch (&place, "par/pack.jsonl", &bytes, &error);
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (seq_of (&place, "pax/pack.jsonl"), ==, 2);
}

/* A write that fails half-way: readers still get the old edition, and the next try mends it. */
static void
test_failed_write (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *obstacle = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (publish (&place, place.keys, NULL, FALSE, &error));
  obstacle = g_build_filename (place.repository, "metadata", "3.snapshot.json", "x", NULL);
  g_assert_cmpint (g_mkdir_with_parents (obstacle, 0700), ==, 0);
  change_service (&place, "Mo-Fr 08:00-17:00", "Mo-Fr 09:00-17:00");
  g_assert_false (publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (seq_of (&place, "lib/pack.jsonl"), ==, 2);
  g_rmdir (obstacle);
  *strrchr (obstacle, '/') = '\0';
  g_rmdir (obstacle);
  g_assert_true (publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (seq_of (&place, "lib/pack.jsonl"), >=, 3);
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
  g_assert_true (publish (&place, place.keys, NULL, FALSE, &error));
  file = g_build_filename (place.repository, "metadata", "2.targets.json", NULL);
  fixture_replace (file, "\"version\":2", "\"version\":3");
  before = fixture_listing (place.repository);
  change_service (&place, "Mo-Fr 08:00-17:00", "Mo-Fr 09:00-17:00");
  g_assert_false (publish (&place, place.keys, NULL, FALSE, &error));
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
  g_assert_true (publish (&place, place.keys, NULL, FALSE, NULL));
  repository = tiltas_repository_open (place.repository, FALSE, NULL);
  shown = tiltas_show (repository, NOW);
  g_assert_cmpuint (json_array_size (json_object_get (shown, "problems")), ==, 0);
  g_assert_cmpuint (json_array_size (json_object_get (shown, "roles")), ==, 6);
  g_assert_cmpuint (json_array_size (json_object_get (shown, "publishers")), ==, 2);
  text = tiltas_show_text (shown);
  g_assert_nonnull (strstr (text, "lib"));
  json_decref (shown);
  shown = tiltas_show (repository, NOW + 2 * DAY); /* the timestamp ran out */
  g_assert_cmpuint (json_array_size (json_object_get (shown, "problems")), ==, 1);
  json_decref (shown);
  targets = g_build_filename (place.repository, "targets", "par", NULL);
  fixture_remove (targets);
  shown = tiltas_show (repository, NOW);
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
  g_assert_true (publish (&place, place.keys, NULL, FALSE, NULL));
  targets = g_build_filename (place.repository, "targets", NULL);
  before = fixture_listing (targets);
  old = g_build_filename (place.repository, "targets", "par", NULL);
  fixture_remove (old);
  g_assert_true (publish (&place, place.keys, NULL, FALSE, NULL));
  after = fixture_listing (targets);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (seq_of (&place, "par/pack.jsonl"), ==, 2);
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
  g_test_add_func ("/publish/repository/partner", test_partner);
  g_test_add_func ("/publish/repository/partner-incomplete", test_partner_incomplete);
  g_test_add_func ("/publish/repository/foreign-key-is-refused", test_foreign_key_is_refused);
  g_test_add_func ("/publish/repository/new-keys", test_new_keys);
  g_test_add_func ("/publish/repository/publisher-leaves", test_publisher_leaves);
  g_test_add_func ("/publish/repository/failed-write", test_failed_write);
  g_test_add_func ("/publish/repository/damaged", test_damaged);
  g_test_add_func ("/publish/repository/lock", test_lock);
  g_test_add_func ("/publish/repository/show", test_show);
  g_test_add_func ("/publish/repository/restore", test_restore);
  return g_test_run ();
}
