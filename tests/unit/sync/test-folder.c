/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repository.h"

#include "sync/error.h"
#include "sync/source.h"

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

  g_assert_false (tiltas_source_get (fixture->source, name, 100, NULL, &reply, NULL, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, (int) code);
}

static void
test_get (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (TiltasReply) reply = { 0 };

  g_assert_true (tiltas_source_get (fixture->source, "metadata/x.json", 7, NULL, &reply, NULL, NULL));
  g_assert_cmpmem (g_bytes_get_data (reply.body, NULL), g_bytes_get_size (reply.body), "{\"x\":1}", 7);
  g_assert_true (tiltas_source_get (fixture->source, "metadata/y.json", 7, NULL, &reply, NULL, NULL));
  g_assert_true (reply.missing);
  g_autoptr (GError) error = NULL;
  g_assert_false (tiltas_source_get (fixture->source, "metadata/x.json", 6, NULL, &reply, NULL, &error));
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

  g_assert_true (tiltas_source_download (fixture->source, "metadata/x.json", part, 7, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (part, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "{\"x\":1}");
  g_unlink (part);
  g_assert_false (tiltas_source_download (fixture->source, "metadata/x.json", part, 8, NULL, NULL, NULL, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_LENGTH);
  g_clear_error (&error);
  g_assert_false (tiltas_source_download (fixture->source, "metadata/y.json", part, 8, NULL, NULL, NULL, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MISSING);
}

static void
test_gone (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *old G_GNUC_UNUSED = g_steal_pointer (&fixture->source->address);

  /* A stick that was pulled out is no repository without files. */
  fixture->source->address = g_build_filename (fixture->repository->top, "gone", NULL);
  expect_refusal (fixture, "metadata/x.json", TILTAS_SYNC_ERROR_STICK_GONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/folder/get", Fixture, NULL, set_up, test_get, tear_down);
  g_test_add ("/sync/folder/hostile", Fixture, NULL, set_up, test_hostile, tear_down);
  g_test_add ("/sync/folder/download", Fixture, NULL, set_up, test_download, tear_down);
  g_test_add ("/sync/folder/gone", Fixture, NULL, set_up, test_gone, tear_down);
  return g_test_run ();
}
