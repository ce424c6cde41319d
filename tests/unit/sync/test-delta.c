/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repository.h"

#include "base/hash.h"
#include "content/delta-encode.h"
#include "store/importer.h"
#include "sync/blobs.h"
#include "sync/delta-update.h"
#include "sync/error.h"
#include "sync/report.h"
#include "sync/rollback.h"

#include <glib/gstdio.h>
#include <string.h>

/* Updates by deltas. Files are removed from the repository; a test shows by its success which ones are not fetched. */

#define LAST 6

typedef struct
{
  Repository *repository;
  GBytes *packs[LAST + 1]; /* from 1 */
  char *states[LAST + 1];
} Fixture;

/* A pack that is so long that deltas are used. word: text in its middle. */
static GBytes *
make_pack (int seq)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  GString *words = g_string_new (NULL);

  for (int i = 0; i < 400; i++)
    g_string_append_printf (words, "%08x ", i == 200 ? (guint) seq : g_rand_int (rand));
  GBytes *pack = repository_pack ("lnb", words->str, NULL, 0);
  g_string_free (words, TRUE);
  return pack;
}

static void
set_delta (Fixture *self, int seq)
{
  GBytes *from = self->packs[seq - 1], *to = self->packs[seq];
  g_autoptr (GBytes) delta = tiltas_delta_encode ("lnb", g_bytes_get_data (from, NULL), g_bytes_get_size (from),
                                                  g_bytes_get_data (to, NULL), g_bytes_get_size (to), NULL);

  repository_set_delta (self->repository, "lnb", seq, self->states[seq - 1], self->states[seq], delta);
}

static void
set_edition (Fixture *self, int seq)
{
  repository_set_pack (self->repository, "lnb", seq, self->packs[seq]);
}

static gboolean
run (Fixture *self, GError **error)
{
  Repository *repository = self->repository;

  repository_publish (repository);
  return repository_run (repository, NULL, error);
}

static void
run_well (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  run (self, &error);
  g_assert_no_error (error);
}

static void
expect_edition (Fixture *self, int seq)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasImporter) importer = tiltas_importer_open (self->repository->store, &error);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  g_assert_true (tiltas_importer_write_pack (importer, "lnb", stream, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                   g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)),
                   g_bytes_get_data (self->packs[seq], NULL), g_bytes_get_size (self->packs[seq]));
}

/* Removes the whole edition from the repository. */
static void
hide_whole (Fixture *self)
{
  g_autofree char *plain = repository_target_file (self->repository, "lnb", "pack.jsonl");
  g_autofree char *compressed = repository_target_file (self->repository, "lnb", "pack.jsonl.zst");

  g_assert_cmpint (g_unlink (plain), ==, 0);
  g_assert_cmpint (g_unlink (compressed), ==, 0);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->repository = repository_new ();
  for (int seq = 1; seq <= LAST; seq++)
    {
      self->packs[seq] = make_pack (seq);
      self->states[seq] = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->packs[seq]);
    }
  set_edition (self, 1);
  run_well (self);
  expect_edition (self, 1);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  repository_free (self->repository);
  for (int seq = 1; seq <= LAST; seq++)
    {
      g_bytes_unref (self->packs[seq]);
      g_free (self->states[seq]);
    }
}

static void
test_one (Fixture *self, gconstpointer data)
{
  set_edition (self, 2);
  set_delta (self, 2);
  hide_whole (self);
  run_well (self);
  expect_edition (self, 2);
  run_well (self); /* the list of pictures is made without the whole pack, too */
}

static void
test_chain (Fixture *self, gconstpointer data)
{
  set_edition (self, LAST);
  for (int seq = 2; seq <= LAST; seq++)
    set_delta (self, seq);
  hide_whole (self);
  run_well (self);
  expect_edition (self, LAST);
}

static void
test_gap (Fixture *self, gconstpointer data)
{
  set_edition (self, 4);
  set_delta (self, 4);
  set_delta (self, 2); /* 3 is missing */
  run_well (self);
  expect_edition (self, 4);
}

/* Deltas are not used when they have half the bytes of the whole pack, or more. */
static void
test_long (Fixture *self, gconstpointer data)
{
  g_autofree char *junk = g_strnfill (g_bytes_get_size (self->packs[2]) / 2, 'x');
  g_autoptr (GBytes) delta = g_bytes_new (junk, strlen (junk));
  g_autofree char *file = NULL;

  set_edition (self, 2);
  repository_set_delta (self->repository, "lnb", 2, self->states[1], self->states[2], delta);
  file = repository_target_file (self->repository, "lnb", "2.delta");
  g_assert_cmpint (g_unlink (file), ==, 0); /* fetching it would fail */
  run_well (self);
  expect_edition (self, 2);
}

/* A delta that is signed but wrong: the store stays as it was, and the whole edition is fetched once. */
static void
test_wrong_result (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) elsewhere =
    tiltas_delta_encode ("lnb", g_bytes_get_data (self->packs[1], NULL), g_bytes_get_size (self->packs[1]),
                         g_bytes_get_data (self->packs[3], NULL), g_bytes_get_size (self->packs[3]), NULL);

  set_edition (self, 2);
  repository_set_delta (self->repository, "lnb", 2, self->states[1], self->states[2], elsewhere);
  run_well (self);
  expect_edition (self, 2);
}

static void
test_no_delta_at_all (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) junk = g_bytes_new_static ("junk", 4);

  set_edition (self, 2);
  repository_set_delta (self->repository, "lnb", 2, self->states[1], self->states[2], junk);
  run_well (self);
  expect_edition (self, 2);
}

static void
test_not_on_the_stick (Fixture *self, gconstpointer data)
{
  g_autofree char *file = NULL;

  set_edition (self, 2);
  set_delta (self, 2);
  file = repository_target_file (self->repository, "lnb", "2.delta");
  g_assert_cmpint (g_unlink (file), ==, 0);
  run_well (self);
  expect_edition (self, 2);
}

/* The delta is wrong and the whole edition is missing: the old edition stays. */
static void
test_nothing_works (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) junk = g_bytes_new_static ("junk", 4);
  g_autoptr (GError) error = NULL;

  set_edition (self, 2);
  repository_set_delta (self->repository, "lnb", 2, self->states[1], self->states[2], junk);
  hide_whole (self);
  g_assert_false (run (self, &error));
  g_assert_nonnull (error);
  expect_edition (self, 1);
}

static void
test_network_faults_stay (void)
{
  static const TiltasSyncError codes[] = { TILTAS_SYNC_ERROR_NETWORK, TILTAS_SYNC_ERROR_SERVER,
                                           TILTAS_SYNC_ERROR_CAPTIVE_PORTAL, TILTAS_SYNC_ERROR_DISK_FULL,
                                           TILTAS_SYNC_ERROR_CANCELLED };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (TILTAS_SYNC_ERROR, (int) codes[i], "x");
      g_assert_false (tiltas_delta_update_can_fall_back (error));
    }
}

/* After a rollback by staff the same edition is not imported again; a newer one is, also where its deltas begin with
 * another edition. */
static void
test_held (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  set_edition (self, 2);
  set_delta (self, 2);
  run_well (self);
  {
    g_autoptr (TiltasImporter) importer = tiltas_importer_open (self->repository->store, &error);
    g_assert_no_error (error);
    g_assert_true (tiltas_importer_rollback (importer, "lnb", NULL, &error));
  }
  expect_edition (self, 1);
  run_well (self);
  expect_edition (self, 1);
  set_edition (self, 3);
  set_delta (self, 3);
  hide_whole (self);
  run_well (self);
  expect_edition (self, 3);
}

/* A rollback: the editions, the pictures of the earlier edition, status.json. */
static void
test_rollback (Fixture *self, gconstpointer data)
{
  static const char OLD[] = "an old picture", NEW[] = "a new picture, longer";
  Repository *repository = self->repository;
  g_autofree char *old_hash = tiltas_sha256_hex (OLD, strlen (OLD)), *new_hash = tiltas_sha256_hex (NEW, strlen (NEW));
  g_autofree char *old_name = g_strdup_printf ("blobs/%.2s/%s", old_hash, old_hash);
  g_autofree char *new_name = g_strdup_printf ("blobs/%.2s/%s", new_hash, new_hash);
  g_autofree char *old_file = tiltas_blob_path (repository->state_dir, old_hash);
  g_autofree char *new_file = tiltas_blob_path (repository->state_dir, new_hash);
  g_autoptr (GBytes) old_blob = g_bytes_new_static (OLD, strlen (OLD));
  g_autoptr (GBytes) new_blob = g_bytes_new_static (NEW, strlen (NEW));
  g_autoptr (GBytes) with_old = repository_pack ("lnb", "old", old_hash, strlen (OLD));
  g_autoptr (GBytes) with_new = repository_pack ("lnb", "new", new_hash, strlen (NEW));
  g_autoptr (TiltasEdition) edition = NULL;
  TiltasSyncContext context = repository_context (repository);
  g_autoptr (GError) error = NULL, again = NULL;

  repository_write (repository, old_name, old_blob);
  repository_write (repository, new_name, new_blob);
  repository_set_pack (repository, "lnb", 2, with_old);
  run_well (self);
  repository_set_pack (repository, "lnb", 3, with_new);
  run_well (self);
  g_assert_true (g_file_test (old_file, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (new_file, G_FILE_TEST_EXISTS));
  tiltas_rollback (&context, "lnb", &edition, &error);
  g_assert_no_error (error);
  g_assert_cmpint (edition->seq, ==, 2);
  g_autofree char *words = repository_stored (repository, "lnb");
  g_assert_cmpstr (words, ==, "old");
  g_autoptr (TiltasReport) report = tiltas_report_read (repository->state_dir);
  g_assert_cmpint (tiltas_report_publisher (report, "lnb")->seq, ==, 2);
  run_well (self);
  g_assert_true (g_file_test (old_file, G_FILE_TEST_EXISTS));
  g_assert_false (tiltas_rollback (&context, "lnb", NULL, &again));
  g_assert_error (again, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_NOTHING_BEFORE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/sync/delta/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("one", test_one);
  ADD ("chain", test_chain);
  ADD ("gap", test_gap);
  ADD ("long", test_long);
  ADD ("wrong-result", test_wrong_result);
  ADD ("no-delta-at-all", test_no_delta_at_all);
  ADD ("not-on-the-stick", test_not_on_the_stick);
  ADD ("nothing-works", test_nothing_works);
  ADD ("held", test_held);
  ADD ("rollback", test_rollback);
  g_test_add_func ("/sync/delta/network-faults-stay", test_network_faults_stay);
  return g_test_run ();
}
