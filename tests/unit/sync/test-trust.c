/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repository.h"

#include "base/hash.h"
#include "sync/error.h"
#include "sync/trust-install.h"

#include <string.h>

static void
run_badly (Repository *repository, TiltasSyncError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (repository_run (repository, NULL, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, (int) code);
}

/* A repository whose edition is imported. */
static Repository *
make (void)
{
  Repository *repository = repository_new ();
  g_autoptr (GBytes) pack = repository_pack ("lnb", "old", NULL, 0);
  g_autoptr (GError) error = NULL;

  repository_set_pack (repository, "lnb", 1, pack);
  repository_publish (repository);
  repository_run (repository, NULL, &error);
  g_assert_no_error (error);
  return repository;
}

/* Installs a root in the steps of tiltasctl. */
static gboolean
trust (Repository *repository, const char *file, const char *hash, GError **error)
{
  g_autoptr (GBytes) root = tiltas_trust_read (file, hash, error);
  gboolean another;

  return root != NULL && tiltas_trust_put (repository->config, root, &another, error) &&
         tiltas_trust_forget (repository->config, root, another, error);
}

static void
test_trust (void)
{
  g_autoptr (Repository) repository = make ();
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (repository->folder, "metadata", "1.root.json", NULL);
  g_autofree char *kept = g_build_filename (repository->state_dir, "tuf", "timestamp.json", NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
  g_autofree char *hash = tiltas_sha256_hex (bytes, length);
  g_autofree char *wrong = g_strnfill (64, '0');
  g_assert_false (trust (repository, file, wrong, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_HASH);
  g_clear_error (&error);
  trust (repository, file, hash, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS)); /* the same root: the metadata stay */

  g_autoptr (Repository) other = repository_new ();
  g_autofree char *other_file = g_build_filename (other->folder, "metadata", "1.root.json", NULL);
  g_autofree char *other_bytes = NULL;
  g_assert_true (g_file_get_contents (other_file, &other_bytes, &length, NULL));
  g_autofree char *other_hash = tiltas_sha256_hex (other_bytes, length);
  g_assert_true (trust (repository, other_file, other_hash, NULL));
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  run_badly (repository, TILTAS_SYNC_ERROR_SIGNATURE);

  other_bytes[length / 2] ^= 1; /* no longer signed by itself */
  g_file_set_contents (other_file, other_bytes, (gssize) length, NULL);
  g_autofree char *bad_hash = tiltas_sha256_hex (other_bytes, length);
  g_assert_false (trust (repository, other_file, bad_hash, &error));
  g_assert_nonnull (error);
}

/* The power fails after the new root was written: metadata of the old root are no longer trusted, and do not disturb
 * the first run under the new one. */
static void
test_trust_cut (void)
{
  g_autoptr (Repository) repository = make ();
  g_autoptr (Repository) other = repository_new ();
  g_autofree char *kept = g_build_filename (repository->state_dir, "tuf", "timestamp.json", NULL);
  g_autofree char *file = g_build_filename (other->folder, "metadata", "1.root.json", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean another;
  gsize length;

  g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
  g_autofree char *hash = tiltas_sha256_hex (bytes, length);
  g_autoptr (GBytes) root = tiltas_trust_read (file, hash, &error);
  g_assert_no_error (error);
  g_assert_true (tiltas_trust_put (repository->config, root, &another, NULL));
  g_assert_true (another);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS)); /* the power fails here */
  run_badly (repository, TILTAS_SYNC_ERROR_SIGNATURE);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/trust/another-root", test_trust);
  g_test_add_func ("/sync/trust/cut", test_trust_cut);
  return g_test_run ();
}
