/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hostile.h"
#include "repository.h"

#include "base/hash.h"
#include "sync/error.h"
#include "sync/publisher-limits.h"

#include <string.h>

/* A partner signs any bytes with its own valid key. The terminal must keep the content of the National Library as it
 * is, and of the partner only ever show a pack that publishers.json allows. */

#define ROUNDS 60

static char *
stored (Repository *repository, const char *publisher)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasImporter) importer = tiltas_importer_open (repository->store, &error);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  g_assert_true (tiltas_importer_write_pack (importer, publisher, stream, &error));
  g_assert_no_error (error);
  gsize length = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream));
  return length > 0 ? g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)), length)
                    : g_strdup ("");
}

/* Signs any bytes as the partner's targets. Removes those of the round before, so that rounds do not influence each
 * other. */
static void
sign_anything (Repository *repository, GRand *rand, gint64 seq, const char *before, const char *pack)
{
  g_autoptr (GBytes) bytes = g_bytes_new (pack, strlen (pack));
  g_autoptr (GBytes) delta = hostile_delta (rand, before, pack);
  g_autofree char *base = tiltas_sha256_hex (before, strlen (before));
  g_autofree char *result = tiltas_sha256_hex (pack, strlen (pack));
  json_t *targets = json_object_get (repository->rig_targets, "targets");

  json_object_clear (targets);
  repository_set_pack (repository, HOSTILE_PUBLISHER, seq, bytes);
  if (g_rand_boolean (rand))
    repository_set_delta (repository, HOSTILE_PUBLISHER, seq, base, result, delta);
  if (g_rand_int_range (rand, 0, 3) == 0)
    {
      /* Also signs targets that belong to others. */
      json_object_set (targets, HOSTILE_VICTIM "/pack.jsonl",
                       json_object_get (targets, HOSTILE_PUBLISHER "/pack.jsonl"));
      json_object_set (targets, "publishers.json", json_object_get (targets, HOSTILE_PUBLISHER "/pack.jsonl"));
    }
}

static void
test_hostile_partner (void)
{
  g_autoptr (Repository) repository = repository_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (1990);
  g_autoptr (GBytes) mine = repository_pack (HOSTILE_VICTIM, "mine", NULL, 0);
  g_autofree char *before = g_strdup ("");
  guint n_served = 0, n_refused = 0;

  repository_set_publishers (repository, HOSTILE_PUBLISHERS);
  repository_set_pack (repository, HOSTILE_VICTIM, 1, mine);
  for (gint64 seq = 1; seq <= ROUNDS; seq++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *pack = hostile_pack (rand);

      sign_anything (repository, rand, seq, before, pack);
      repository_publish (repository);
      repository_run (repository, NULL, &error);
      g_autofree char *after = stored (repository, HOSTILE_PUBLISHER);
      g_autofree char *words = repository_stored (repository, HOSTILE_VICTIM);
      g_assert_cmpstr (words, ==, "mine");
      if (!g_str_equal (after, before))
        g_assert_cmpstr (after, ==, pack);
      g_assert_true (hostile_is_allowed (after));
      if (!hostile_is_allowed (pack))
        g_assert_nonnull (error);
      n_served += error == NULL;
      n_refused += error != NULL;
      g_free (before);
      before = g_steal_pointer (&after);
    }
  g_test_message ("%u taken, %u refused", n_served, n_refused);
  g_assert_cmpuint (n_served, >, ROUNDS / 6);
  g_assert_cmpuint (n_refused, >, ROUNDS / 6);
}

/* When the limits cannot be read the list is refused: no limits would mean that everything is allowed. */
static void
test_unreadable_limits (void)
{
  static const char *const limits[] = { "5", "[]", "null", "\"none\"", "{\"bytes\":\"9\"}", "{\"bytes\":-1}" };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"publishers\":[{\"id\":\"rig\",\"limits\":%s}]}", limits[i]);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (GError) error = NULL;

      g_assert_null (tiltas_publisher_limits_parse (bytes, &error));
      g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_FORMAT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/partner/hostile", test_hostile_partner);
  g_test_add_func ("/partner/unreadable-limits", test_unreadable_limits);
  return g_test_run ();
}
