/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repository.h"

#include "sync/blobs.h"
#include "sync/error.h"
#include "sync/lock.h"
#include "sync/metadata-store.h"
#include "sync/pack-scan.h"
#include "sync/part.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHA_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void
test_part (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("tiltas-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "x.part", NULL);
  g_autoptr (TiltasPart) part = tiltas_part_open (path, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tiltas_part_length (part), ==, 0);
  g_assert_true (tiltas_part_restart (part, "\"tag\"", "https://a.example/x", NULL));
  g_assert_true (tiltas_part_append (part, "12345", 5, NULL));
  g_assert_true (tiltas_part_fits_range (part, "bytes 5-9/10", 10));
  g_assert_true (tiltas_part_fits_range (part, "bytes 5-7/*", 10));
  g_assert_false (tiltas_part_fits_range (part, "bytes 5-9/11", 10));
  g_assert_false (tiltas_part_fits_range (part, "bytes 5-10/*", 10));
  g_assert_false (tiltas_part_fits_range (part, "bytes 5-4/10", 10));
  g_assert_false (tiltas_part_fits_range (part, "bytes 4-9/10", 10));
  g_assert_false (tiltas_part_fits_range (part, NULL, 10));
  tiltas_part_free (g_steal_pointer (&part));

  part = tiltas_part_open (path, 10, NULL); /* as if another process went on */
  g_assert_cmpuint (tiltas_part_length (part), ==, 5);
  g_assert_cmpstr (tiltas_part_etag (part, "https://a.example/x"), ==, "\"tag\"");
  g_assert_null (tiltas_part_etag (part, "https://b.example/x"));
  tiltas_part_free (g_steal_pointer (&part));
  part = tiltas_part_open (path, 4, NULL); /* the file is longer than the new maximum: it is emptied */
  g_assert_cmpuint (tiltas_part_length (part), ==, 0);
  g_assert_null (tiltas_part_etag (part, "https://a.example/x"));
  tiltas_part_remove (path);
  g_assert_cmpint (symlink ("/etc/passwd", path), ==, 0);
  tiltas_part_free (g_steal_pointer (&part));
  part = tiltas_part_open (path, 10, &error);
  g_assert_null (part);
  g_assert_nonnull (error);
  tiltas_part_remove (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_metadata_store (void)
{
  g_autoptr (Repository) repository = repository_new ();
  g_autoptr (TiltasMetadataStore) store = tiltas_metadata_store_open (repository->state_dir, NULL);
  g_autoptr (GBytes) one = g_bytes_new_static ("one", 3), two = g_bytes_new_static ("two", 3);
  const char *const drop[] = { "timestamp.json", "snapshot.json", NULL };

  g_assert_null (tiltas_metadata_store_read (store, "timestamp.json"));
  g_assert_true (tiltas_metadata_store_keep (store, &(TiltasKeep){ .name = "timestamp.json", .bytes = one }, NULL));
  tiltas_metadata_store_set_etag (store, "https://a", one, "\"1\"");
  g_autofree char *same = tiltas_metadata_store_get_etag (store, "https://a", one);
  g_autofree char *other = tiltas_metadata_store_get_etag (store, "https://b", one);
  g_autofree char *newer = tiltas_metadata_store_get_etag (store, "https://a", two);
  g_assert_cmpstr (same, ==, "\"1\"");
  g_assert_null (other);
  g_assert_null (newer);

  TiltasKeep root = { .name = "root.json", .chain_name = "2.root", .bytes = two, .drop = drop };
  g_assert_true (tiltas_metadata_store_keep (store, &root, NULL));
  g_autoptr (GBytes) gone = tiltas_metadata_store_read (store, "timestamp.json");
  g_autoptr (GBytes) chain = tiltas_metadata_store_read (store, "2.root");
  g_autoptr (GBytes) kept = tiltas_metadata_store_read (store, "root.json");
  g_assert_null (gone);
  g_assert_true (g_bytes_equal (chain, two) && g_bytes_equal (kept, two));
  /* Each file is read from the disk once. */
  g_autofree char *path = g_build_filename (repository->state_dir, "tuf", "root.json", NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_autoptr (GBytes) remembered = tiltas_metadata_store_read (store, "root.json");
  g_assert_true (g_bytes_equal (remembered, kept));
  g_assert_true (tiltas_metadata_store_use_root (store, one, FALSE, NULL)); /* removes what no root vouches for */
  g_assert_null (tiltas_metadata_store_read (store, "root.json"));
}

static void
test_lock (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("tiltas-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  g_autofree char *nobody = tiltas_lock_owner (folder);
  int ready[2], end[2];
  char byte;

  g_assert_null (nobody);
  g_assert_cmpint (pipe (ready), ==, 0);
  g_assert_cmpint (pipe (end), ==, 0);
  pid_t child = fork ();
  if (child == 0)
    {
      TiltasLock *lock = tiltas_lock_take (folder, NULL);
      if (lock == NULL || write (ready[1], "", 1) != 1 || read (end[0], &byte, 1) != 1)
        _exit (1);
      _exit (0); /* without unlocking, as when it is killed */
    }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  g_autofree char *owner = tiltas_lock_owner (folder);
  g_autofree char *number = g_strdup_printf ("(process %d)", (int) child);
  g_assert_nonnull (strstr (owner, number));
  g_assert_null (tiltas_lock_take (folder, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, number));
  g_assert_cmpint (write (end[1], "", 1), ==, 1);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  g_autoptr (TiltasLock) lock = tiltas_lock_take (folder, NULL);
  g_assert_nonnull (lock);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  for (int i = 0; i < 2; i++)
    close (ready[i]), close (end[i]);
}

static TiltasPackScan *
scan (const char *text, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);

  return tiltas_pack_scan (stream, NULL, error);
}

static void
test_scan (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasPackScan) good =
    scan ("{\"a\":[{\"b\":{\"length\":5,\"sha256\":\"" SHA_A "\"}}]}\n{\"x\":1}\n"
          "{\"a\":{\"length\":5,\"sha256\":\"" SHA_A "\"},\"b\":{\"length\":7,\"sha256\":\"" SHA_B "\"}}\n",
          &error);

  g_assert_no_error (error);
  g_assert_cmpuint (good->records, ==, 3);
  g_assert_cmpuint (good->blob_bytes, ==, 12);
  g_assert_cmpuint (*(guint64 *) g_hash_table_lookup (good->blobs, SHA_B), ==, 7);
  g_assert_null (scan ("{\"length\":5,\"sha256\":\"" SHA_A "\"}\n{\"length\":6,\"sha256\":\"" SHA_A "\"}\n", &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (scan ("{\"length\":99999999,\"sha256\":\"" SHA_A "\"}\n", &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_REFUSED);
  g_clear_error (&error);
  g_autofree char *endless = g_strnfill (300 * 1024, 'x');
  g_assert_null (scan (endless, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_REFUSED);
}

static void
test_blob_lists (void)
{
  g_autoptr (Repository) repository = repository_new ();
  const char *state_dir = repository->state_dir;
  const char *const publishers[] = { "lnb", "rig", NULL };
  g_autoptr (TiltasPackScan) one = tiltas_pack_scan_new (), none = tiltas_pack_scan_new ();
  g_autofree char *a = tiltas_blob_path (state_dir, SHA_A), *b = tiltas_blob_path (state_dir, SHA_B);
  g_autofree char *a_folder = g_path_get_dirname (a), *b_folder = g_path_get_dirname (b);

  g_assert_true (tiltas_pack_scan_add (one, SHA_A, 5, NULL));
  g_assert_true (tiltas_blobs_write_list (state_dir, "lnb", SHA_B, one, NULL));
  g_autoptr (TiltasPackScan) again = tiltas_blobs_read_list (state_dir, "lnb", SHA_B);
  g_assert_cmpuint (again->blob_bytes, ==, 5);
  g_assert_null (tiltas_blobs_read_list (state_dir, "lnb", SHA_A)); /* it is the list of another edition */
  g_mkdir_with_parents (a_folder, 0700);
  g_mkdir_with_parents (b_folder, 0700);
  g_file_set_contents (a, "12345", -1, NULL);
  g_file_set_contents (b, "1234567", -1, NULL);
  tiltas_blobs_prune (state_dir, publishers); /* the list of rig is missing: nothing is removed */
  g_assert_true (g_file_test (b, G_FILE_TEST_EXISTS));
  g_assert_true (tiltas_blobs_write_list (state_dir, "rig", SHA_A, none, NULL));
  tiltas_blobs_prune (state_dir, publishers);
  g_assert_true (g_file_test (a, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (b, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/files/part", test_part);
  g_test_add_func ("/sync/files/metadata-store", test_metadata_store);
  g_test_add_func ("/sync/files/lock", test_lock);
  g_test_add_func ("/sync/files/scan", test_scan);
  g_test_add_func ("/sync/files/blob-lists", test_blob_lists);
  return g_test_run ();
}
