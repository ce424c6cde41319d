/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repository.h"
#include "server.h"

#include "base/hash.h"
#include "sync/blobs.h"
#include "sync/error.h"
#include "sync/lock.h"
#include "sync/repair.h"
#include "sync/report.h"
#include "sync/run.h"
#include "sync/verify.h"

#include <glib/gstdio.h>
#include <string.h>

/* Appends the publisher whose edition is being fetched, so that a run gives "lnb rig". */
static void
on_progress (const char *publisher, guint64 done, guint64 total, gpointer data)
{
  GString *told = data;

  g_assert_cmpuint (done, <=, total);
  if (!g_str_has_suffix (told->str, publisher))
    g_string_append_printf (told, "%s%s", told->len > 0 ? " " : "", publisher);
}

static void
run_well (Repository *repository, gboolean expect_changed)
{
  g_autoptr (GError) error = NULL;
  gboolean changed;

  repository_run (repository, &changed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (changed, ==, expect_changed);
}

static void
run_badly (Repository *repository, TiltasSyncError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (repository_run (repository, NULL, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, (int) code);
  g_autoptr (TiltasReport) report = tiltas_report_read (repository->state_dir);
  g_assert_cmpstr (report->stick_word, ==, tiltas_sync_error_word (error));
}

static void
set_words (Repository *repository, const char *publisher, gint64 seq, const char *words)
{
  g_autoptr (GBytes) pack = repository_pack (publisher, words, NULL, 0);

  repository_set_pack (repository, publisher, seq, pack);
}

static void
expect_words (Repository *repository, const char *publisher, const char *words)
{
  g_autofree char *stored = repository_stored (repository, publisher);

  g_assert_cmpstr (stored, ==, words);
}

static void
expect_result (Repository *repository, const char *publisher, const char *word, gint64 seq)
{
  g_autoptr (TiltasReport) report = tiltas_report_read (repository->state_dir);
  TiltasPublisherReport *entry = tiltas_report_publisher (report, publisher);

  g_assert_cmpstr (entry->word, ==, word);
  g_assert_cmpint (entry->seq, ==, seq);
}

/* A repository whose two publishers have edition 1, already imported. */
static Repository *
make (void)
{
  Repository *repository = repository_new ();

  set_words (repository, "lnb", 1, "old");
  set_words (repository, "rig", 1, "old");
  repository_publish (repository);
  run_well (repository, TRUE);
  expect_words (repository, "lnb", "old");
  return repository;
}

static void
test_update (void)
{
  g_autoptr (Repository) repository = make ();

  run_well (repository, FALSE);
  set_words (repository, "lnb", 2, "new");
  run_well (repository, FALSE); /* the publisher has published nothing yet */
  repository_publish (repository);
  run_well (repository, TRUE);
  expect_words (repository, "lnb", "new");
  expect_words (repository, "rig", "old");
  expect_result (repository, "lnb", "ok", 2);
  expect_result (repository, "rig", "ok", 1);
  g_autoptr (GPtrArray) verdicts = tiltas_verify (repository->state_dir, repository->store, NULL);
  g_assert_cmpuint (verdicts->len, ==, 2);
  g_assert_true (((TiltasVerdict *) g_ptr_array_index (verdicts, 0))->same_state);
  /* An import from a folder says nothing about the connection. */
  g_autoptr (TiltasReport) report = tiltas_report_read (repository->state_dir);
  g_assert_cmpstr (report->stick_word, ==, "ok");
  g_assert_cmpint (report->stick_run, ==, NOW);
  g_assert_true (report->word == NULL && report->repository == NULL);
  g_assert_true (report->last_run == 0 && report->last_success == 0);
}

/* The bundled edition has number 1; the repository publishes the same content as number 2. */
static void
test_number (void)
{
  g_autoptr (Repository) repository = make ();

  set_words (repository, "lnb", 2, "old");
  repository_publish (repository);
  run_well (repository, FALSE);
  expect_result (repository, "lnb", "ok", 2);
  expect_words (repository, "lnb", "old");
  set_words (repository, "lnb", 3, "new");
  repository_publish (repository);
  run_well (repository, TRUE);
  expect_result (repository, "lnb", "ok", 3);
}

static void
test_progress (void)
{
  g_autoptr (Repository) repository = make ();
  g_autoptr (GString) told = g_string_new (NULL);
  TiltasSyncContext context = repository_context (repository);
  g_autoptr (GError) error = NULL;

  set_words (repository, "lnb", 2, "new");
  set_words (repository, "rig", 2, "new");
  repository_publish (repository);
  context.progress = on_progress;
  context.data = told;
  tiltas_run_folder (&context, repository->folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told->str, ==, "lnb rig");
}

static void
test_downloads_pruned (void)
{
  g_autoptr (Repository) repository = make ();
  g_autofree char *downloads = g_build_filename (repository->state_dir, "downloads", NULL);
  g_autoptr (GDir) dir = g_dir_open (downloads, 0, NULL);

  g_assert_nonnull (dir);
  g_assert_null (g_dir_read_name (dir));
}

static void
forge (Repository *repository, const char *publisher, const char *name, gssize length_change)
{
  g_autofree char *path = repository_target_file (repository, publisher, name);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  bytes = g_realloc (bytes, length + 10);
  bytes[length - 1] ^= 1;
  g_file_set_contents (path, bytes, (gssize) length + length_change, NULL);
}

static void
test_forged (void)
{
  g_autoptr (Repository) repository = make ();

  set_words (repository, "lnb", 2, "new");
  set_words (repository, "rig", 2, "new");
  repository_publish (repository);
  forge (repository, "lnb", "pack.jsonl.zst", 0);
  run_badly (repository, TILTAS_SYNC_ERROR_HASH);
  expect_words (repository, "lnb", "old");
  expect_words (repository, "rig", "new"); /* one refused publisher does not stop the others */
  expect_result (repository, "lnb", "hash", 1);
  expect_result (repository, "rig", "ok", 2);
  forge (repository, "lnb", "pack.jsonl.zst", 1);
  run_badly (repository, TILTAS_SYNC_ERROR_LENGTH);
  set_words (repository, "lnb", 2, "new"); /* the right file again */
  run_well (repository, TRUE);
  expect_words (repository, "lnb", "new");
}

static void
test_signature (void)
{
  g_autoptr (Repository) repository = make ();
  TiltasPrivateKey *right = repository->key;

  repository->key = tiltas_private_key_generate (TILTAS_KEY_ED25519, NULL);
  set_words (repository, "lnb", 2, "new");
  repository_publish (repository);
  run_badly (repository, TILTAS_SYNC_ERROR_SIGNATURE);
  expect_words (repository, "lnb", "old");
  tiltas_private_key_unref (repository->key);
  repository->key = right;
}

/* Metadata signed with a key that the National Library did not delegate to. */
static void
test_partner_signature (void)
{
  g_autoptr (Repository) repository = make ();
  TiltasPrivateKey *right = repository->rig;

  repository->rig = tiltas_private_key_generate (TILTAS_KEY_ED25519, NULL);
  set_words (repository, "rig", 2, "new");
  set_words (repository, "lnb", 2, "new");
  repository_publish (repository);
  run_badly (repository, TILTAS_SYNC_ERROR_SIGNATURE);
  expect_words (repository, "rig", "old");
  expect_words (repository, "lnb", "new");
  expect_result (repository, "rig", "signature", 1);
  tiltas_private_key_unref (repository->rig);
  repository->rig = right;
}

static void
test_expired (void)
{
  g_autoptr (Repository) repository = make ();

  set_words (repository, "lnb", 2, "new");
  repository_publish_until (repository, NOW - 1);
  run_badly (repository, TILTAS_SYNC_ERROR_EXPIRED);
  expect_words (repository, "lnb", "old");
}

static void
test_rollback (void)
{
  g_autoptr (Repository) repository = make ();

  set_words (repository, "lnb", 2, "new");
  repository_publish (repository);
  run_well (repository, TRUE);
  repository->version = 0; /* an old state of the repository, well signed */
  repository_publish (repository);
  run_badly (repository, TILTAS_SYNC_ERROR_ROLLBACK);
  expect_words (repository, "lnb", "new");
}

static void
test_missing_pack (void)
{
  g_autoptr (Repository) repository = make ();

  set_words (repository, "lnb", 2, "new");
  repository_publish (repository);
  g_autofree char *compressed = repository_target_file (repository, "lnb", "pack.jsonl.zst");
  g_autofree char *plain = repository_target_file (repository, "lnb", "pack.jsonl");
  g_autofree char *kept = g_strconcat (plain, ".kept", NULL);
  g_unlink (compressed);
  g_assert_cmpint (g_rename (plain, kept), ==, 0);
  run_badly (repository, TILTAS_SYNC_ERROR_MISSING);
  expect_words (repository, "lnb", "old");
  /* A stick carries only the plain pack. */
  g_assert_cmpint (g_rename (kept, plain), ==, 0);
  run_well (repository, TRUE);
  expect_words (repository, "lnb", "new");
}

static void
test_bad_record (void)
{
  g_autoptr (Repository) repository = make ();
  g_autoptr (GBytes) other_publisher = repository_pack ("rig", "new", NULL, 0);

  repository_set_pack (repository, "lnb", 2, other_publisher);
  repository_publish (repository);
  run_badly (repository, TILTAS_SYNC_ERROR_REFUSED);
  expect_words (repository, "lnb", "old");
}

static void
test_quota (void)
{
  g_autoptr (Repository) repository = make ();
  g_autofree char *much = g_strnfill (100001, 'x');
  const char *four =
    "{\"id\":\"a\",\"kind\":\"note\",\"publisher\":\"lnb\"}\n{\"id\":\"b\",\"kind\":\"note\",\"publisher\":\"lnb\"}\n"
    "{\"id\":\"c\",\"kind\":\"note\",\"publisher\":\"lnb\"}\n{\"id\":\"d\",\"kind\":\"note\",\"publisher\":\"lnb\"}\n";
  g_autoptr (GBytes) many = g_bytes_new_static (four, strlen (four));
  g_autofree char *hash = g_strnfill (64, 'a');
  g_autoptr (GBytes) blobs = repository_pack ("lnb", "blobs", hash, 1001);
  GBytes *packs[] = { repository_pack ("lnb", much, NULL, 0), many, blobs };

  for (gsize i = 0; i < G_N_ELEMENTS (packs); i++)
    {
      repository_set_pack (repository, "lnb", 2, packs[i]);
      repository_publish (repository);
      run_badly (repository, TILTAS_SYNC_ERROR_QUOTA);
      expect_words (repository, "lnb", "old");
    }
  g_bytes_unref (packs[0]);
}

static void
test_blobs (void)
{
  g_autoptr (Repository) repository = make ();
  g_autofree char *hash = tiltas_sha256_hex ("picture", 7);
  g_autofree char *name = g_strdup_printf ("blobs/%.2s/%s", hash, hash);
  g_autofree char *path = tiltas_blob_path (repository->state_dir, hash);
  g_autoptr (GBytes) pack = repository_pack ("lnb", "with picture", hash, 7);
  g_autoptr (GBytes) picture = g_bytes_new_static ("picture", 7), forged = g_bytes_new_static ("PICTURE", 7);

  repository_set_pack (repository, "lnb", 2, pack);
  repository_write (repository, name, forged);
  repository_publish (repository);
  run_badly (repository, TILTAS_SYNC_ERROR_HASH);
  expect_words (repository, "lnb",
                "with picture"); /* the text is imported, the picture comes when its bytes are right */
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  repository_write (repository, name, picture);
  run_well (repository, FALSE);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  set_words (repository, "lnb", 3, "without");
  repository_publish (repository);
  run_well (repository, TRUE);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS)); /* a rollback to the previous edition needs it */
  set_words (repository, "lnb", 4, "still without");
  repository_publish (repository);
  run_well (repository, TRUE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Notes which blobs are asked for, in order. */
static GBytes *
answer_noting (const Request *request, gpointer data)
{
  GString *asked = data;

  g_string_append_c (asked, request->path[strlen ("/blobs/xx/")]);
  return answer_text ("404 Not Found", "", "");
}

static void
test_blobs_order (void)
{
  g_autoptr (Repository) repository = make ();
  g_autoptr (GString) asked = g_string_new (NULL);
  g_autoptr (Server) server = server_new (answer_noting, asked);
  g_autoptr (TiltasSource) source = tiltas_source_new_https (server_url (server), NULL, NULL);
  g_autoptr (TiltasPackScan) scan = tiltas_pack_scan_new ();
  g_autoptr (TiltasPackScan) again = NULL;
  g_autofree char *downloads = g_build_filename (repository->state_dir, "downloads", NULL);
  TiltasSignedFiles files = { .source = source, .folder = downloads };
  g_autoptr (GError) error = NULL;
  static const struct
  {
    char digit;
    gint64 length;
    const char *language;
  } blobs[] = { { 'a', 10, "ar" }, { 'b', 20, "lt" }, { 'c', 30, NULL },
                { 'd', 9, "lt" },  { 'e', 1, "xx" },  { 'f', 5, "uk" } };
  static const char *const languages[] = { "lt", "uk", "ar", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (blobs); i++)
    {
      g_autofree char *sha256 = g_strnfill (64, blobs[i].digit);
      g_assert_true (tiltas_pack_scan_add (scan, sha256, blobs[i].length, NULL));
      tiltas_pack_scan_set_language (scan, sha256, blobs[i].language);
    }
  g_assert_true (tiltas_blobs_write_list (repository->state_dir, "lnb", "state", scan, NULL));
  again = tiltas_blobs_read_list (repository->state_dir, "lnb", "state"); /* the list on the disk keeps the languages */
  g_assert_false (tiltas_blobs_fetch (repository->state_dir, again, languages, &files, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MISSING);
  g_assert_cmpstr (asked->str, ==, "dbcfae"); /* one that is missing does not stop the others */
}

static void
test_publisher_leaves (void)
{
  g_autoptr (Repository) repository = make ();

  repository_set_publishers (repository, "{\"publishers\":[{\"id\":\"lnb\"}]}");
  repository_publish (repository);
  run_well (repository, TRUE);
  expect_words (repository, "rig", NULL);
  expect_words (repository, "lnb", "old");
}

static void
test_off (void)
{
  g_autoptr (Repository) repository = repository_new ();
  TiltasSyncContext context = repository_context (repository);
  g_autoptr (GError) error = NULL;

  g_assert_false (tiltas_run_once (&context, NULL, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_OFF_NO_REPOSITORY);
  g_unlink (repository->root_path);
  run_badly (repository, TILTAS_SYNC_ERROR_OFF_NO_ROOT);
}

static void
test_busy (void)
{
  g_autoptr (Repository) repository = make ();
  g_autoptr (TiltasLock) lock G_GNUC_UNUSED = tiltas_lock_take (repository->state_dir, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (repository_run (repository, NULL, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_BUSY);
  g_autoptr (TiltasReport) report = tiltas_report_read (repository->state_dir);
  g_assert_cmpstr (report->stick_word, ==, "ok"); /* the report of the run from a stick stays */
}

static void
test_clock_floor (void)
{
  g_autoptr (Repository) repository = make ();

  tiltas_clock_set (repository->clock, NOW - 30 * DAY); /* as with an empty battery: before the newest signed time */
  run_well (repository, FALSE);
  g_assert_cmpint (tiltas_clock_now (repository->clock), >=, NOW - DAY);
  g_assert_false (tiltas_clock_is_trusted (repository->clock));
}

/* The second repository serves what the first cannot. */
static void
test_second_repository (void)
{
  g_autoptr (Repository) repository = make ();
  g_autoptr (Server) server = server_new (answer_from_folder, repository->folder);
  const char *const urls[] = { "http://127.0.0.1:1", server_url (server), NULL };
  TiltasSyncContext context = repository_context (repository);
  g_autoptr (GError) error = NULL;
  gboolean changed;

  g_strfreev (repository->config->repositories);
  repository->config->repositories = g_strdupv ((char **) urls);
  set_words (repository, "lnb", 2, "new");
  repository_publish (repository);
  tiltas_run_once (&context, &changed, &error);
  g_assert_no_error (error);
  g_assert_true (changed);
  g_autoptr (TiltasReport) report = tiltas_report_read (repository->state_dir);
  g_assert_cmpstr (report->repository, ==, server_url (server));

  gsize sent = server_sent (server); /* without news: the next root (404) and the timestamp (304) */
  guint count = server_count (server);
  tiltas_run_once (&context, &changed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (server_count (server) - count, ==, 2);
  g_assert_cmpuint (server_sent (server) - sent, <, 64);
}

/* A mirror that serves the files of a repository, with a fault. */
typedef struct
{
  Repository *repository;
  const char *fault; /* "metadata", "missing", "forged", "hang", or NULL for none */
  guint targets;
} Mirroring;

static GBytes *
answer_mirror (const Request *request, gpointer data)
{
  Mirroring *self = data;
  gboolean is_pack = strstr (request->path, "pack.jsonl") != NULL;

  g_assert_null (strstr (request->path, "/metadata/")); /* metadata come from the repository alone */
  self->targets++;
  if (is_pack && g_strcmp0 (self->fault, "missing") == 0)
    return answer_text ("404 Not Found", "", "");
  if (is_pack && g_strcmp0 (self->fault, "busy") == 0)
    return answer_text ("503 Busy", "Retry-After: 1000\r\n", "");
  GBytes *right = answer_from_folder (request, self->repository->folder);
  if (!is_pack || g_strcmp0 (self->fault, "forged") != 0)
    return right;
  gsize length = g_bytes_get_size (right);
  guint8 *bytes = g_memdup2 (g_bytes_get_data (right, NULL), length);
  bytes[length - 1] ^= 1;
  g_bytes_unref (right);
  return g_bytes_new_take (bytes, length);
}

/* Whatever a mirror does, the content is imported, and the report names the mirror's fault. */
static void
test_mirrors (gconstpointer fault)
{
  g_autoptr (Repository) repository = make ();
  Mirroring mirroring = { .repository = repository, .fault = g_strcmp0 (fault, "down") == 0 ? NULL : fault };
  g_autoptr (Server) server = server_new (answer_from_folder, repository->folder);
  g_autoptr (Server) mirror = server_new (answer_mirror, &mirroring);
  const char *const urls[] = { server_url (server), NULL };
  const char *const mirrors[] = { fault != NULL && g_str_equal (fault, "down") ? "http://127.0.0.1:1"
                                                                               : server_url (mirror),
                                  NULL };
  TiltasSyncContext context = repository_context (repository);
  g_autoptr (GError) error = NULL;
  gboolean changed;

  g_strfreev (repository->config->repositories);
  repository->config->repositories = g_strdupv ((char **) urls);
  repository->config->mirrors = g_strdupv ((char **) mirrors);
  set_words (repository, "lnb", 2, "new");
  repository_publish (repository);
  tiltas_run_once (&context, &changed, &error);
  g_assert_no_error (error);
  expect_words (repository, "lnb", "new");
  g_autoptr (TiltasReport) report = tiltas_report_read (repository->state_dir);
  g_assert_cmpstr (report->word, ==, "ok");
  g_assert_cmpuint (report->mirrors->len, ==, 1);
  const TiltasMirrorReport *entry = g_ptr_array_index (report->mirrors, 0);
  g_assert_cmpstr (entry->address, ==, mirrors[0]);
  g_assert_cmpstr (entry->word, ==,
                   fault == NULL                    ? "ok"
                   : g_str_equal (fault, "forged")  ? "hash"
                   : g_str_equal (fault, "busy")    ? "server"
                   : g_str_equal (fault, "missing") ? "missing"
                                                    : "unreachable");
  g_assert_cmpint (report->retry_at, ==, 0); /* a mirror that asks to wait does not delay the repository */
  if (fault == NULL)
    g_assert_cmpuint (mirroring.targets, >, 0);
}

static void
test_repair (void)
{
  g_autoptr (Repository) repository = make ();
  g_autofree char *aside = NULL;
  TiltasSyncContext context = repository_context (repository);
  g_autoptr (GError) error = NULL;

  g_assert_true (tiltas_repair_store (&context, &aside, &error));
  g_assert_no_error (error);
  g_autoptr (TiltasReport) report = tiltas_report_read (repository->state_dir);
  g_assert_cmpint (report->repaired_at, ==, NOW);
  repository_run (repository, NULL, &error); /* the content comes back, and trust was not lost */
  g_assert_no_error (error);
  expect_words (repository, "lnb", "old");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK); /* repairs warn */
  g_test_add_func ("/sync/run/update", test_update);
  g_test_add_func ("/sync/run/number", test_number);
  g_test_add_func ("/sync/run/progress", test_progress);
  g_test_add_func ("/sync/run/downloads-pruned", test_downloads_pruned);
  g_test_add_func ("/sync/run/forged", test_forged);
  g_test_add_func ("/sync/run/signature", test_signature);
  g_test_add_func ("/sync/run/partner-signature", test_partner_signature);
  g_test_add_func ("/sync/run/expired", test_expired);
  g_test_add_func ("/sync/run/rollback", test_rollback);
  g_test_add_func ("/sync/run/missing-pack", test_missing_pack);
  g_test_add_func ("/sync/run/bad-record", test_bad_record);
  g_test_add_func ("/sync/run/quota", test_quota);
  g_test_add_func ("/sync/run/blobs", test_blobs);
  g_test_add_func ("/sync/run/blobs-order", test_blobs_order);
  g_test_add_func ("/sync/run/publisher-leaves", test_publisher_leaves);
  g_test_add_func ("/sync/run/off", test_off);
  g_test_add_func ("/sync/run/busy", test_busy);
  g_test_add_func ("/sync/run/clock-floor", test_clock_floor);
  g_test_add_func ("/sync/run/second-repository", test_second_repository);
  g_test_add_data_func ("/sync/run/mirror/good", NULL, test_mirrors);
  g_test_add_data_func ("/sync/run/mirror/forged", "forged", test_mirrors);
  g_test_add_data_func ("/sync/run/mirror/missing", "missing", test_mirrors);
  g_test_add_data_func ("/sync/run/mirror/busy", "busy", test_mirrors);
  g_test_add_data_func ("/sync/run/mirror/down", "down", test_mirrors);
  g_test_add_func ("/sync/run/repair", test_repair);
  return g_test_run ();
}
