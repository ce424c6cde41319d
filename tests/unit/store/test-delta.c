/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "fixture.h"

#include "content/delta-encode.h"
#include "store/connection.h"
#include "store/check.h"
#include "store/editions.h"
#include "store/transfer.h"
#include "store/reader.h"
#include "store/rebuild.h"

#include <string.h>

/* Imports of deltas, and rollbacks. Editions 1 to 4 differ in a few records each. */
typedef struct
{
  TiltasTestFolder *folder;
  char *path;
  TiltasImporter *importer;
  char *packs[5]; /* [0] is not used */
} Fixture;

#define N_RECORDS 60

static char *
make_pack (int seq)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < N_RECORDS; i++)
    {
      if ((i + seq) % 7 == 0) /* comes and goes */
        continue;
      const char *word = i % 5 == seq % 5 ? "pakeistas" : "žodis";
      g_ptr_array_add (records, g_strdup_printf ("{\"publisher\":\"lnb\",\"kind\":\"term\",\"id\":\"t%02d\","
                                                 "\"term\":\"%s %d\"}",
                                                 i, word, i));
      g_ptr_array_add (records, g_strdup_printf ("{\"publisher\":\"lnb\",\"kind\":\"term-text\",\"id\":\"t%02d\","
                                                 "\"lang\":\"uk\",\"term\":\"%s\",\"definition\":\"%s %d\","
                                                 "\"state\":\"machine\"}",
                                                 i, word, word, i));
    }
  g_ptr_array_add (records, NULL);
  return tiltas_test_pack ((const char *const *) records->pdata, "lnb");
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  self->folder = tiltas_test_folder_new ();
  self->path = g_build_filename (self->folder, "store.db", NULL);
  self->importer = tiltas_importer_create (self->path, &error);
  g_assert_no_error (error);
  for (int seq = 1; seq <= 4; seq++)
    self->packs[seq] = make_pack (seq);
  g_assert_cmpstr (self->packs[1], !=, self->packs[2]);
  tiltas_test_import (self->importer, "lnb", 1, self->packs[1], NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  tiltas_importer_free (self->importer);
  tiltas_check_full (self->path, TILTAS_CHECK_WRITE, NULL, &error); /* states, derived rows, index */
  g_assert_no_error (error);
  tiltas_test_folder_end (self->folder);
  g_free (self->path);
  for (int seq = 1; seq <= 4; seq++)
    g_free (self->packs[seq]);
}

static GBytes *
delta_between (const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  GBytes *delta = tiltas_delta_encode ("lnb", from, strlen (from), to, strlen (to), &error);
  g_assert_no_error (error);
  return delta;
}

static GPtrArray *
chain (Fixture *self, int from, int to)
{
  GPtrArray *deltas = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (int seq = from; seq < to; seq++)
    g_ptr_array_add (deltas, delta_between (self->packs[seq], self->packs[seq + 1]));
  return deltas;
}

static gboolean
apply_with (Fixture *self, int from, int to, GPtrArray *deltas, const TiltasQuota *quota, GError **error)
{
  g_autoptr (TiltasEdition) base = tiltas_test_edition ("lnb", from, self->packs[from]);
  g_autoptr (TiltasEdition) edition = tiltas_test_edition ("lnb", to, self->packs[to]);
  return tiltas_importer_apply (self->importer, edition, base->state, deltas, quota, NULL, error);
}

static void
assert_stored (Fixture *self, int seq)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (TiltasDatabase) db = tiltas_connection_open (self->path, TILTAS_CONNECTION_READ, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) editions = tiltas_editions_list (db, &error);
  const TiltasEdition *edition = g_ptr_array_index (editions, 0);
  g_autoptr (TiltasEdition) expected = tiltas_test_edition ("lnb", seq, self->packs[seq]);
  g_assert_true (tiltas_importer_write_pack (self->importer, "lnb", stream, &error));
  g_assert_no_error (error);
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  g_assert_cmpmem (g_memory_output_stream_get_data (memory), g_memory_output_stream_get_data_size (memory),
                   self->packs[seq], strlen (self->packs[seq]));
  g_assert_cmpint (edition->seq, ==, seq);
  g_assert_cmpstr (edition->state, ==, expected->state);
  g_assert_cmpstr (edition->published, ==, expected->published);
}

static gint64
held (Fixture *self)
{
  g_autoptr (TiltasDatabase) db = tiltas_connection_open (self->path, TILTAS_CONNECTION_READ, NULL, NULL);
  g_autoptr (GPtrArray) editions = tiltas_editions_list (db, NULL);
  return ((TiltasEdition *) g_ptr_array_index (editions, 0))->held;
}

static void
test_apply (Fixture *self, gconstpointer data)
{
  for (int seq = 1; seq < 4; seq++)
    {
      g_autoptr (GPtrArray) deltas = chain (self, seq, seq + 1);
      g_autoptr (GError) error = NULL;
      g_assert_true (apply_with (self, seq, seq + 1, deltas, NULL, &error));
      g_assert_no_error (error);
      assert_stored (self, seq + 1);
    }
}

static void
test_chain_and_return (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) deltas = chain (self, 1, 4);
  g_autoptr (GError) error = NULL;
  TiltasImportCounts counts = { 0 };
  apply_with (self, 1, 4, deltas, NULL, &error);
  g_assert_no_error (error);
  assert_stored (self, 4);
  g_assert_true (tiltas_importer_rollback (self->importer, "lnb", &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (counts.changed, >, 0);
  assert_stored (self, 1); /* what was shown before, not an edition on the way */
}

static void
test_counts (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) deltas = chain (self, 1, 2);
  g_autoptr (TiltasEdition) base = tiltas_test_edition ("lnb", 1, self->packs[1]);
  g_autoptr (TiltasEdition) edition = tiltas_test_edition ("lnb", 2, self->packs[2]);
  TiltasImportCounts by_delta = { 0 }, by_pack = { 0 };
  g_autofree char *other_path = g_strconcat (self->path, "-other", NULL);
  g_autoptr (TiltasImporter) other = tiltas_importer_create (other_path, NULL);
  tiltas_test_import (other, "lnb", 1, self->packs[1], NULL, NULL);
  tiltas_test_import (other, "lnb", 2, self->packs[2], &by_pack, NULL);
  g_assert_true (tiltas_importer_apply (self->importer, edition, base->state, deltas, NULL, &by_delta, NULL));
  g_assert_cmpuint (by_delta.added, ==, by_pack.added);
  g_assert_cmpuint (by_delta.changed, ==, by_pack.changed);
  g_assert_cmpuint (by_delta.removed, ==, by_pack.removed);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) wrong_base = chain (self, 2, 3);
  g_autoptr (GPtrArray) right = chain (self, 1, 2);
  g_autoptr (GPtrArray) damaged = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) base = NULL, rows = NULL, state = NULL, bytes = NULL;
  g_ptr_array_add (damaged, g_bytes_new_static ("TLD\001", 4));
  g_assert_false (apply_with (self, 2, 3, wrong_base, NULL, &base)); /* not the stored edition */
  g_assert_error (base, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
  g_assert_false (apply_with (self, 1, 3, wrong_base, NULL, &rows)); /* signed wrongly: its rows are not there */
  g_assert_error (rows, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
  g_assert_false (apply_with (self, 1, 3, right, NULL, &state)); /* leads elsewhere */
  g_assert_error (state, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_STATE);
  g_assert_false (apply_with (self, 1, 2, damaged, NULL, &bytes));
  g_assert_error (bytes, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
  assert_stored (self, 1);
  g_assert_true (apply_with (self, 1, 2, right, NULL, NULL)); /* no transaction is left behind */
}

static void
test_quota (Fixture *self, gconstpointer data)
{
  const char *const no_texts[] = { "term", NULL };
  const TiltasQuota quotas[] = { { .records = 10 }, { .bytes = 1000 }, { .kinds = no_texts } };
  g_autoptr (GPtrArray) deltas = chain (self, 1, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (quotas); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (apply_with (self, 1, 2, deltas, &quotas[i], &error));
      g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
      assert_stored (self, 1);
    }
}

static void
test_return_after_pack (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  tiltas_test_import (self->importer, "lnb", 2, self->packs[2], NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TiltasEdition) previous = tiltas_importer_previous (self->importer, "lnb", &error);
  g_assert_cmpint (previous->seq, ==, 1);
  g_assert_true (tiltas_importer_rollback (self->importer, "lnb", NULL, &error));
  g_assert_no_error (error);
  assert_stored (self, 1);
  g_assert_cmpint (held (self), ==, 2);
}

static void
test_held (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) again = NULL, twice = NULL, by_delta = NULL, newer = NULL;
  g_autoptr (GPtrArray) deltas = chain (self, 1, 2);
  tiltas_test_import (self->importer, "lnb", 2, self->packs[2], NULL, NULL);
  g_assert_true (tiltas_importer_rollback (self->importer, "lnb", NULL, NULL));
  g_assert_null (tiltas_importer_previous (self->importer, "lnb", NULL));
  g_assert_false (tiltas_importer_rollback (self->importer, "lnb", NULL, &twice));
  g_assert_error (twice, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
  g_assert_false (tiltas_test_import (self->importer, "lnb", 2, self->packs[2], NULL, &again));
  g_assert_error (again, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
  g_assert_false (apply_with (self, 1, 2, deltas, NULL, &by_delta));
  g_assert_error (by_delta, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
  assert_stored (self, 1);
  tiltas_test_import (self->importer, "lnb", 3, self->packs[3], NULL, &newer);
  g_assert_no_error (newer);
  assert_stored (self, 3);
  g_assert_cmpint (held (self), ==, 0);
}

static void
test_nothing_to_return_to (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL, nobody = NULL;
  g_assert_false (tiltas_importer_rollback (self->importer, "lnb", NULL, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
  g_assert_false (tiltas_importer_rollback (self->importer, "nobody", NULL, &nobody));
  g_assert_error (nobody, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED);
  assert_stored (self, 1);
}

/* A failed import leaves the previous edition of the last good one. */
static void
test_failure_keeps_previous (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) wrong = chain (self, 3, 4);
  tiltas_test_import (self->importer, "lnb", 2, self->packs[2], NULL, NULL);
  g_assert_false (apply_with (self, 2, 4, wrong, NULL, NULL));
  g_assert_false (tiltas_test_import (self->importer, "lnb", 3, "no pack\n", NULL, NULL));
  g_assert_true (tiltas_importer_rollback (self->importer, "lnb", NULL, NULL));
  assert_stored (self, 1);
}

/* A remembered record that was changed on the disk cannot become part of an edition. */
static void
test_damaged_previous (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  tiltas_test_import (self->importer, "lnb", 2, self->packs[2], NULL, NULL);
  g_autoptr (TiltasDatabase) db = tiltas_connection_open (self->path, TILTAS_CONNECTION_PLAIN, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (tiltas_sql_exec (
    db, "UPDATE previous_record SET raw = replace (raw, 'žodis', 'kitas') WHERE raw IS NOT NULL", &error));
  g_assert_no_error (error);
  g_clear_pointer (&db, tiltas_database_close);
  g_assert_false (tiltas_importer_rollback (self->importer, "lnb", NULL, &error));
  g_assert_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED);
  assert_stored (self, 2);
}

/* A rebuilt file does not bring back an edition that was rolled back. */
static void
test_held_survives_transfer (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_strconcat (self->path, "-new", NULL);
  g_autoptr (GError) error = NULL;
  tiltas_test_import (self->importer, "lnb", 2, self->packs[2], NULL, NULL);
  g_assert_true (tiltas_importer_rollback (self->importer, "lnb", NULL, NULL));
  g_autoptr (TiltasDatabase) source = tiltas_connection_open (self->path, TILTAS_CONNECTION_READ, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TiltasDatabase) target = tiltas_connection_create (path, &error);
  g_assert_no_error (error);
  g_assert_true (tiltas_transfer_editions (source, target, NULL, &error));
  g_assert_no_error (error);
  g_autoptr (GPtrArray) editions = tiltas_editions_list (target, &error);
  const TiltasEdition *edition = g_ptr_array_index (editions, 0);
  g_assert_cmpint (edition->seq, ==, 1);
  g_assert_cmpint (edition->held, ==, 2);
}

static void
test_other_publishers_stay (Fixture *self, gconstpointer data)
{
  static const char OTHER[] = "{\"id\":\"t01\",\"kind\":\"term\",\"publisher\":\"lnb-a\",\"term\":\"x\"}\n";
  g_autoptr (GPtrArray) deltas = chain (self, 1, 2);
  g_autoptr (GError) error = NULL;
  tiltas_test_import (self->importer, "lnb-a", 1, OTHER, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (apply_with (self, 1, 2, deltas, NULL, &error));
  g_assert_true (tiltas_importer_rollback (self->importer, "lnb", NULL, &error));
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_assert_true (tiltas_importer_write_pack (self->importer, "lnb-a", stream, &error));
  g_assert_no_error (error);
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  g_assert_cmpmem (g_memory_output_stream_get_data (memory), g_memory_output_stream_get_data_size (memory), OTHER,
                   strlen (OTHER));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/delta/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("apply", test_apply);
  ADD ("chain-and-return", test_chain_and_return);
  ADD ("counts", test_counts);
  ADD ("refused", test_refused);
  ADD ("quota", test_quota);
  ADD ("return-after-pack", test_return_after_pack);
  ADD ("held", test_held);
  ADD ("nothing-to-return-to", test_nothing_to_return_to);
  ADD ("failure-keeps-previous", test_failure_keeps_previous);
  ADD ("damaged-previous", test_damaged_previous);
  ADD ("held-survives-transfer", test_held_survives_transfer);
  ADD ("other-publishers-stay", test_other_publishers_stay);
  return g_test_run ();
}
