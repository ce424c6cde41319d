/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/pack-reader.h"
#include "content/record.h"
#include "publish/compile.h"
#include "publish/edition-files.h"
#include "publish/packages.h"

#include "fixture.h"

#include <string.h>

static TiltasTree *
good_tree (void)
{
  g_autofree char *content = fixture_data ("good/content");

  return tiltas_compile (content, NULL);
}

/* The records of the good content, byte for byte. After a wanted change of the format write them anew with
 * “tiltas-publish build” and read the difference. */
static void
check_golden (const char *publisher, const char *name)
{
  g_autoptr (TiltasTree) tree = good_tree ();
  g_autoptr (GBytes) pack = tiltas_edition_files_pack (tiltas_tree_publisher (tree, publisher));
  g_autofree char *path = fixture_data (name);
  g_autofree char *golden = NULL;
  g_autofree char *is = NULL;
  g_auto (GStrv) is_lines = NULL;
  g_auto (GStrv) golden_lines = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &golden, &length, NULL));
  is = g_strndup (g_bytes_get_data (pack, NULL), g_bytes_get_size (pack));
  is_lines = g_strsplit (is, "\n", -1);
  golden_lines = g_strsplit (golden, "\n", -1);
  for (guint i = 0; is_lines[i] != NULL && golden_lines[i] != NULL; i++)
    g_assert_cmpstr (is_lines[i], ==, golden_lines[i]);
  g_assert_cmpuint (g_strv_length (is_lines), ==, g_strv_length (golden_lines));
  g_assert_cmpmem (is, g_bytes_get_size (pack), golden, length);
}

static void
test_golden (void)
{
  check_golden ("lib", "golden-lib.jsonl");
  check_golden ("par", "golden-par.jsonl");
}

static gboolean
count (const TiltasPackLine *line, gpointer data, GError **error)
{
  (void) error;
  g_assert_cmpstr (line->key->publisher, ==, "lib");
  ++*(guint *) data;
  return TRUE;
}

static void
test_reader_takes_it (void)
{
  g_autoptr (TiltasTree) tree = good_tree ();
  g_autoptr (GBytes) pack = tiltas_edition_files_pack (tiltas_tree_publisher (tree, "lib"));
  guint records = 0;
  g_autoptr (TiltasPackReader) reader = tiltas_pack_reader_new ("lib", count, &records);
  g_autoptr (GError) error = NULL;
  g_autofree char *state = NULL;

  tiltas_pack_reader_feed (reader, g_bytes_get_data (pack, NULL), g_bytes_get_size (pack), &error);
  g_assert_no_error (error);
  g_assert_true (tiltas_pack_reader_finish (reader, &state, &error));
  g_assert_cmpuint (records, ==, tiltas_tree_publisher (tree, "lib")->drafts->len);
}

static void
test_blobs (void)
{
  g_autoptr (TiltasTree) tree = good_tree ();
  g_autofree char *folder = fixture_folder ();
  g_autoptr (GPtrArray) hashes = tiltas_edition_files_blobs (tiltas_tree_publisher (tree, "lib"));
  g_autoptr (GError) error = NULL;
  g_autofree char *listing = NULL;
  g_autofree char *expected = NULL;
  const char *hash;

  g_assert_cmpuint (hashes->len, ==, 1);
  hash = hashes->pdata[0];
  g_assert_true (tiltas_edition_files_write_blobs (tree, tiltas_tree_publisher (tree, "lib"), folder, &error));
  g_assert_no_error (error);
  listing = fixture_listing (folder);
  expected = g_strdup_printf ("%.2s/%s %" G_GINT64_FORMAT " %s\n", hash, hash,
                              tiltas_edition_files_blob_bytes (tree, tiltas_tree_publisher (tree, "lib")), hash);
  g_assert_cmpstr (listing, ==, expected);
  fixture_remove (folder);
}

/* What build writes is what publish --packs reads. */
static char *
written_packages (void)
{
  g_autoptr (TiltasTree) tree = good_tree ();
  g_autoptr (TiltasPackages) packages = tiltas_packages_of (tree, NULL);
  char *folder = fixture_folder ();
  g_autofree char *publishers = g_build_filename (folder, "publishers.json", NULL);
  g_autofree char *blobs = g_build_filename (folder, "blobs", NULL);

  g_assert_true (g_file_set_contents (publishers, g_bytes_get_data (packages->publishers, NULL),
                                      (gssize) g_bytes_get_size (packages->publishers), NULL));
  for (guint i = 0; i < packages->list->len; i++)
    {
      TiltasPackage *package = packages->list->pdata[i];
      g_autofree char *own = g_build_filename (folder, package->publisher, NULL);
      g_autofree char *path = g_build_filename (own, "pack.jsonl", NULL);

      g_assert_cmpint (g_mkdir_with_parents (own, 0700), ==, 0);
      g_assert_true (g_file_set_contents (path, g_bytes_get_data (package->pack, NULL),
                                          (gssize) g_bytes_get_size (package->pack), NULL));
    }
  g_assert_true (tiltas_edition_files_write_blobs (tree, tiltas_tree_publisher (tree, "lib"), blobs, NULL));
  return folder;
}

static void
test_packages_read (void)
{
  g_autoptr (TiltasTree) tree = good_tree ();
  g_autoptr (TiltasPackages) made = tiltas_packages_of (tree, NULL);
  g_autofree char *folder = written_packages ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasPackages) read = tiltas_packages_read (folder, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (made->publishers, read->publishers));
  g_assert_cmpuint (read->list->len, ==, 2);
  g_assert_cmpstr (tiltas_packages_find (read, "lib")->state, ==, tiltas_packages_find (made, "lib")->state);
  g_assert_cmpuint (g_hash_table_size (tiltas_packages_find (read, "lib")->blobs), ==, 1);
  g_assert_null (tiltas_packages_find (read, "other"));
  fixture_remove (folder);
}

/* Replaces from by to in file; the packs must then be refused with a message that contains words. */
static void
check_refused (const char *file, const char *from, const char *to, const char *words)
{
  g_autofree char *folder = written_packages ();
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasPackages) read = NULL;

  fixture_replace (path, from, to);
  read = tiltas_packages_read (folder, &error);
  g_assert_null (read);
  g_assert_nonnull (error);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
  fixture_remove (folder);
}

static void
test_packages_refused (void)
{
  check_refused ("lib/pack.jsonl", "\"kind\":\"unit\"", "\"kind\" : \"unit\"", "pack.jsonl");
  check_refused ("lib/pack.jsonl", "{", "[", "pack.jsonl");
  check_refused ("publishers.json", "\"records\":100", "\"records\":4", "limit");
  check_refused ("publishers.json", "\"bytes\":8192", "\"bytes\":99", "limit");
  check_refused ("publishers.json", "\"branch\",", "", "kind");
  check_refused ("publishers.json", "\"id\":\"lib\"", "\"id\":\"root\"", "root");
  check_refused ("publishers.json", "{", "", "publishers.json");
  check_refused ("lib/pack.jsonl", "\"length\":67", "\"length\":68", "blob");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publish/pack/golden", test_golden);
  g_test_add_func ("/publish/pack/reader-takes-it", test_reader_takes_it);
  g_test_add_func ("/publish/pack/blobs", test_blobs);
  g_test_add_func ("/publish/pack/packages-read", test_packages_read);
  g_test_add_func ("/publish/pack/packages-refused", test_packages_refused);
  return g_test_run ();
}
