/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "fixture.h"
#include "hostile.h"
#include "store/check.h"

#include "store/rebuild.h"

#include <string.h>

/* Whatever a partner signs, the rows of other publishers stay as they are, and its own rows are a pack that it may
 * ship. */

#define ROUNDS 1500

static const char victim[] = "{\"id\":\"v0\",\"kind\":\"note\",\"publisher\":\"lnb\",\"words\":\"mine\"}\n"
                             "{\"id\":\"v1\",\"kind\":\"note\",\"publisher\":\"lnb\",\"words\":\"mine\"}\n";

static char *
stored (TiltasImporter *importer, const char *publisher)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (tiltas_importer_write_pack (importer, publisher, stream, &error));
  g_assert_no_error (error);
  gsize length = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream));
  return length > 0 ? g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)), length)
                    : g_strdup ("");
}

static gboolean
attack (TiltasImporter *importer, GRand *rand, gint64 seq, const char *before, const char *pack, GError **error)
{
  g_autoptr (TiltasEdition) edition = tiltas_test_edition (HOSTILE_PUBLISHER, seq, pack);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (pack, (gssize) strlen (pack), NULL);
  g_autoptr (TiltasEdition) base = tiltas_test_edition (HOSTILE_PUBLISHER, seq, before);
  g_autoptr (GPtrArray) deltas = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  if (g_rand_boolean (rand))
    return tiltas_importer_import (importer, edition, &hostile_quota, stream, NULL, NULL, error);
  g_ptr_array_add (deltas, hostile_delta (rand, before, pack));
  return tiltas_importer_apply (importer, edition, base->state, deltas, &hostile_quota, NULL, error);
}

static void
test_hostile_partner (void)
{
  g_autoptr (TiltasTestFolder) folder = tiltas_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "store.db", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1918);
  g_autoptr (GError) fault = NULL;
  g_autoptr (TiltasImporter) importer = tiltas_importer_create (path, &fault);
  guint n_taken = 0, n_refused = 0;

  tiltas_test_import (importer, HOSTILE_VICTIM, 1, victim, NULL, &fault);
  tiltas_test_import (importer, HOSTILE_PUBLISHER, 1, "", NULL, &fault);
  g_assert_no_error (fault);
  for (gint64 seq = 2; seq < ROUNDS; seq++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *before = stored (importer, HOSTILE_PUBLISHER);
      g_autofree char *pack = hostile_pack (rand);
      gboolean taken = attack (importer, rand, seq, before, pack, &error);
      g_autofree char *after = stored (importer, HOSTILE_PUBLISHER);
      g_autofree char *others = stored (importer, HOSTILE_VICTIM);

      g_assert_true (taken == (error == NULL));
      g_assert_cmpstr (others, ==, victim);
      g_assert_cmpstr (after, ==, taken ? pack : before);
      g_assert_true (hostile_is_allowed (after));
      n_taken += taken;
      n_refused += !taken;
    }
  g_test_message ("%u taken, %u refused", n_taken, n_refused);
  g_assert_cmpuint (n_taken, >, ROUNDS / 5);
  g_assert_cmpuint (n_refused, >, ROUNDS / 5);
  g_clear_pointer (&importer, tiltas_importer_free);
  tiltas_check_full (path, TILTAS_CHECK_WRITE, NULL, &fault); /* states, derived rows, index */
  g_assert_no_error (fault);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/partner/hostile", test_hostile_partner);
  return g_test_run ();
}
