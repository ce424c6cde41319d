/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/delta-apply.h"
#include "publish/deltas.h"
#include "publish/publication.h"
#include "trust/writer.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* A repository of one publisher, whose editions the test writes itself. */
typedef struct
{
  char *folder, *repository;
  TiltasKeyring *keys;
} Place;

static const TiltasValidity validity = { 1795305600, 1 << 25, 1 << 23, 1 << 20, 1 << 17 };

static void
set_up (Place *place, gconstpointer data)
{
  static const guint ones[4] = { 1, 1, 1, 1 };
  g_autofree char *keys = NULL;
  g_autoptr (TiltasEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  (void) data;
  place->folder = fixture_good ();
  place->repository = g_build_filename (place->folder, "repo", NULL);
  keys = g_build_filename (place->folder, "keys", NULL);
  place->keys = tiltas_keyring_new (keys, NULL, NULL);
  for (guint i = 0; tiltas_top_roles[i] != NULL; i++)
    g_assert_true (tiltas_keyring_make (place->keys, tiltas_top_roles[i], 1,
                                        &(TiltasKeyMaking){ .kind = TILTAS_KEY_ED25519 }, NULL));
  g_assert_true (tiltas_keyring_make (place->keys, "lib", 1, &(TiltasKeyMaking){ .kind = TILTAS_KEY_ED25519 }, NULL));
  edit = tiltas_edit_new (NULL, place->repository, place->keys, &validity);
  g_assert_true (tiltas_publication_init (edit, ones, NULL, &error));
  g_assert_true (tiltas_edit_finish (edit, FALSE, &error));
  g_assert_true (tiltas_plan_write (edit->plan, &error));
}

static void
tear_down (Place *place, gconstpointer data)
{
  (void) data;
  tiltas_keyring_free (place->keys);
  fixture_remove (place->folder);
  g_free (place->folder);
  g_free (place->repository);
}

static GBytes *
pack_of (const char *word, guint n)
{
  GString *pack = g_string_new (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (pack,
                            "{\"id\":\"t%04u\",\"kind\":\"term\",\"publisher\":\"lib\",\"term\":\"%s %08x%08x\"}\n", i,
                            i == 7 ? word : "x", g_rand_int (rand), g_rand_int (rand));
  return g_string_free_to_bytes (pack);
}

static void
publish (Place *place, GBytes *pack)
{
  g_autofree char *folder = g_build_filename (place->folder, "built", NULL);
  g_autofree char *lib = g_build_filename (folder, "lib", NULL);
  g_autofree char *list = g_build_filename (folder, "publishers.json", NULL);
  g_autofree char *file = g_build_filename (lib, "pack.jsonl", NULL);
  g_autoptr (TiltasRepository) repository = NULL;
  g_autoptr (TiltasPackages) packages = NULL;
  g_autoptr (TiltasEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (lib, 0700);
  g_assert_true (g_file_set_contents (list, "{\"publishers\":[{\"id\":\"lib\"}]}", -1, NULL));
  g_assert_true (g_file_set_contents (file, g_bytes_get_data (pack, NULL), (gssize) g_bytes_get_size (pack), NULL));
  packages = tiltas_packages_read (folder, &error);
  g_assert_no_error (error);
  repository = tiltas_repository_open (place->repository, TRUE, &error);
  g_assert_no_error (error);
  edit = tiltas_edit_new (repository, place->repository, place->keys, &validity);
  g_assert_true (tiltas_publication_publish (edit, packages, NULL, 0, &error));
  g_assert_true (tiltas_edit_finish (edit, FALSE, &error));
  g_assert_true (tiltas_plan_write (edit->plan, &error));
  g_assert_no_error (error);
}

/* The delta that the role names, NULL when it names none; *base and *result as signed. */
static GBytes *
delta_of (Place *place, gint64 seq, char **base, char **result)
{
  g_autoptr (TiltasRepository) repository = tiltas_repository_open (place->repository, FALSE, NULL);
  g_autofree char *path = g_strdup_printf ("lib/%" G_GINT64_FORMAT ".delta", seq);
  g_autoptr (TiltasTarget) target =
    tiltas_metadata_get_target (tiltas_repository_role (repository, "lib"), path, TRUE, NULL);
  g_autofree char *file = target != NULL ? g_build_filename (place->repository, "targets", target->url, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;
  GBytes *bytes;

  if (target == NULL)
    return NULL;
  g_file_get_contents (file, &data, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (data, length);
  g_assert_true (tiltas_target_check (target, bytes, NULL));
  *base = g_strdup (json_string_value (json_object_get (target->custom, "base")));
  *result = g_strdup (json_string_value (json_object_get (target->custom, "result")));
  return bytes;
}

static gboolean
has_delta (Place *place, gint64 seq)
{
  g_autofree char *base = NULL;
  g_autofree char *result = NULL;
  g_autoptr (GBytes) delta = delta_of (place, seq, &base, &result);

  return delta != NULL;
}

static void
test_leads_on (Place *place, gconstpointer data)
{
  g_autoptr (GBytes) first = pack_of ("one", 300);
  g_autoptr (GBytes) second = pack_of ("two", 310);
  g_autofree char *base = NULL;
  g_autofree char *result = NULL;
  g_autoptr (GBytes) delta = NULL;
  g_autoptr (GBytes) made = NULL;
  g_autofree char *before = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, first);
  g_autofree char *after = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, second);

  (void) data;
  publish (place, first);
  g_assert_false (has_delta (place, 2)); /* there was no edition before */
  publish (place, second);
  delta = delta_of (place, 3, &base, &result);
  g_assert_nonnull (delta);
  g_assert_cmpstr (base, ==, before);
  g_assert_cmpstr (result, ==, after);
  made = tiltas_delta_apply ("lib", g_bytes_get_data (first, NULL), g_bytes_get_size (first), delta, NULL);
  g_assert_true (g_bytes_equal (made, second));
  g_assert_cmpuint (g_bytes_get_size (delta), <, 600);
}

static void
test_last_eight (Place *place, gconstpointer data)
{
  (void) data;
  for (int seq = 2; seq <= 13; seq++)
    {
      g_autofree char *word = g_strdup_printf ("w%d", seq);
      g_autoptr (GBytes) pack = pack_of (word, 300);
      publish (place, pack);
    }
  for (int seq = 2; seq <= 13; seq++)
    g_assert_cmpint (has_delta (place, seq), ==, seq > 13 - TILTAS_DELTAS_KEPT);
}

/* Deltas that lead to an edition from which none leads on are of no use. */
static void
test_large_change_ends_the_chain (Place *place, gconstpointer data)
{
  g_autoptr (GBytes) first = pack_of ("one", 300);
  g_autoptr (GBytes) second = pack_of ("two", 300);
  g_autoptr (GBytes) third = pack_of ("two", 3000);
  g_autoptr (GBytes) fourth = pack_of ("four", 3000);

  (void) data;
  publish (place, first);
  publish (place, second);
  g_assert_true (has_delta (place, 3));
  publish (place, third);
  g_assert_false (has_delta (place, 3));
  g_assert_false (has_delta (place, 4));
  publish (place, fourth);
  g_assert_true (has_delta (place, 5));
}

/* A repository whose old edition is gone still publishes. */
static void
test_old_edition_is_gone (Place *place, gconstpointer data)
{
  g_autoptr (GBytes) first = pack_of ("one", 300);
  g_autoptr (GBytes) second = pack_of ("two", 300);
  g_autofree char *state = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, first);
  g_autofree char *name = g_strdup_printf ("%s.pack.jsonl", state);
  g_autofree char *file = g_build_filename (place->repository, "targets", "lib", name, NULL);

  (void) data;
  publish (place, first);
  g_assert_cmpint (g_unlink (file), ==, 0);
  publish (place, second);
  g_assert_false (has_delta (place, 3));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/deltas/" name, Place, NULL, set_up, function, tear_down)
  ADD ("leads-on", test_leads_on);
  ADD ("last-eight", test_last_eight);
  ADD ("large-change-ends-the-chain", test_large_change_ends_the_chain);
  ADD ("old-edition-is-gone", test_old_edition_is_gone);
  return g_test_run ();
}
