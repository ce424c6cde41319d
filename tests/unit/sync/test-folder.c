/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repository.h"

#include "sync/error.h"
#include "sync/source-folder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  Repository *repository;
  TiltasSource *source;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->repository = repository_new ();
  fixture->source = tiltas_source_new_folder (fixture->repository->folder);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{\"x\":1}", 7);
  repository_write (fixture->repository, "metadata/x.json", bytes);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  tiltas_source_free (fixture->source);
  repository_free (fixture->repository);
}

static void
expect_refusal (Fixture *fixture, const char *name, TiltasSyncError code)
{
  g_auto (TiltasReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (tiltas_source_get (fixture->source, &(TiltasGet){ name, 100, NULL, NULL }, &reply, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, (int) code);
}

static void
test_get (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (TiltasReply) reply = { 0 };

  g_assert_true (tiltas_source_get (fixture->source, &(TiltasGet){ "metadata/x.json", 7, NULL, NULL }, &reply, NULL));
  g_assert_cmpmem (g_bytes_get_data (reply.body, NULL), g_bytes_get_size (reply.body), "{\"x\":1}", 7);
  g_assert_true (tiltas_source_get (fixture->source, &(TiltasGet){ "metadata/y.json", 7, NULL, NULL }, &reply, NULL));
  g_assert_true (reply.missing);
  g_autoptr (GError) error = NULL;
  g_assert_false (
    tiltas_source_get (fixture->source, &(TiltasGet){ "metadata/x.json", 6, NULL, NULL }, &reply, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_LENGTH);
}

static void
test_hostile (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *link = g_build_filename (fixture->repository->folder, "metadata", "link.json", NULL);
  g_autofree char *pipe_path = g_build_filename (fixture->repository->folder, "metadata", "pipe.json", NULL);
  g_autofree char *folder_link = g_build_filename (fixture->repository->folder, "elsewhere", NULL);

  g_assert_cmpint (symlink ("x.json", link), ==, 0);
  g_assert_cmpint (symlink ("metadata", folder_link), ==, 0);
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  expect_refusal (fixture, "metadata/link.json", TILTAS_SYNC_ERROR_STICK_FILE);
  expect_refusal (fixture, "elsewhere/x.json", TILTAS_SYNC_ERROR_STICK_FILE);
  expect_refusal (fixture, "metadata/pipe.json", TILTAS_SYNC_ERROR_STICK_FILE);
  expect_refusal (fixture, "metadata", TILTAS_SYNC_ERROR_STICK_FILE);
  expect_refusal (fixture, "metadata/../metadata/x.json", TILTAS_SYNC_ERROR_STICK_GONE);
  expect_refusal (fixture, "/etc/hostname", TILTAS_SYNC_ERROR_STICK_GONE);
}

static void
test_download (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *part = g_build_filename (fixture->repository->top, "x.part", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (tiltas_source_download (
    fixture->source, &(TiltasDownload){ .from = "metadata/x.json", .to = part, .length = 7 }, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (part, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "{\"x\":1}");
  g_unlink (part);
  g_assert_false (tiltas_source_download (
    fixture->source, &(TiltasDownload){ .from = "metadata/x.json", .to = part, .length = 8 }, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_LENGTH);
  g_clear_error (&error);
  g_assert_false (tiltas_source_download (
    fixture->source, &(TiltasDownload){ .from = "metadata/y.json", .to = part, .length = 8 }, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MISSING);
}

static void
test_gone (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *gone = g_build_filename (fixture->repository->top, "gone", NULL);

  /* A stick that was pulled out is another error than a repository that lacks a file. */
  tiltas_source_free (fixture->source);
  fixture->source = tiltas_source_new_folder (gone);
  expect_refusal (fixture, "metadata/x.json", TILTAS_SYNC_ERROR_STICK_GONE);
}

/* A stick whose repository lies one folder below its top. */
static char *
make_stick (Fixture *fixture, const char *const *folders)
{
  char *stick = g_build_filename (fixture->repository->top, "stick", NULL);

  g_assert_cmpint (g_mkdir_with_parents (stick, 0700), ==, 0);
  for (; *folders != NULL; folders++)
    {
      g_autofree char *metadata = g_build_filename (stick, *folders, "metadata", NULL);
      g_autofree char *timestamp = g_build_filename (metadata, "timestamp.json", NULL);
      g_assert_cmpint (g_mkdir_with_parents (metadata, 0700), ==, 0);
      g_assert_true (g_file_set_contents (timestamp, "{}", -1, NULL));
    }
  return stick;
}

static void
expect_found (Fixture *fixture, const char *stick, int code, const char *words)
{
  g_autoptr (GError) error = NULL;

  tiltas_source_free (fixture->source);
  fixture->source = tiltas_source_new_folder (stick);
  g_assert_cmpint (tiltas_source_find_repository (fixture->source, &error), ==, code < 0);
  if (code >= 0)
    {
      g_assert_error (error, TILTAS_SYNC_ERROR, code);
      g_assert_nonnull (strstr (error->message, words));
    }
  else
    g_assert_true (g_str_has_suffix (tiltas_source_address (fixture->source), words));
}

static void
test_find (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const none[] = { NULL }, *const one[] = { "tiltas-repo", NULL }, *const two[] = { "b", NULL },
                           *const top[] = { ".", NULL };
  g_autofree char *stick = make_stick (fixture, none);
  g_autofree char *link = g_build_filename (stick, "link", NULL);
  g_auto (TiltasReply) reply = { 0 };

  expect_found (fixture, stick, TILTAS_SYNC_ERROR_STICK_EMPTY, "metadata/timestamp.json");
  g_assert_cmpint (symlink (fixture->repository->folder, link), ==,
                   0); /* a link to a repository outside the stick does not count */
  expect_found (fixture, stick, TILTAS_SYNC_ERROR_STICK_EMPTY, "metadata/timestamp.json");
  g_free (make_stick (fixture, one));
  expect_found (fixture, stick, -1, "/stick/tiltas-repo");
  g_assert_true (
    tiltas_source_get (fixture->source, &(TiltasGet){ "metadata/timestamp.json", 9, NULL, NULL }, &reply, NULL));
  g_assert_cmpmem (g_bytes_get_data (reply.body, NULL), g_bytes_get_size (reply.body), "{}", 2);
  g_free (make_stick (fixture, two));
  expect_found (fixture, stick, TILTAS_SYNC_ERROR_STICK_SEVERAL, "b, tiltas-repo");
  g_free (make_stick (fixture, top)); /* a repository at the top is preferred to one below it */
  expect_found (fixture, stick, -1, "/stick");
}

/* The folder that was found is replaced by a link before it is read. */
static void
test_find_link (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const one[] = { "repo", NULL };
  g_autofree char *stick = make_stick (fixture, one);
  g_autofree char *repo = g_build_filename (stick, "repo", NULL), *away = g_build_filename (stick, "away", NULL);

  expect_found (fixture, stick, -1, "/stick/repo");
  g_assert_cmpint (g_rename (repo, away), ==, 0);
  g_assert_cmpint (symlink (away, repo), ==, 0);
  expect_refusal (fixture, "metadata/timestamp.json", TILTAS_SYNC_ERROR_STICK_FILE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/folder/get", Fixture, NULL, set_up, test_get, tear_down);
  g_test_add ("/sync/folder/hostile", Fixture, NULL, set_up, test_hostile, tear_down);
  g_test_add ("/sync/folder/download", Fixture, NULL, set_up, test_download, tear_down);
  g_test_add ("/sync/folder/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add ("/sync/folder/find-link", Fixture, NULL, set_up, test_find_link, tear_down);
  g_test_add ("/sync/folder/gone", Fixture, NULL, set_up, test_gone, tear_down);
  return g_test_run ();
}
