/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repository.h"
#include "server.h"

#include "base/hash.h"
#include "sync/error.h"
#include "sync/report.h"
#include "sync/run.h"

#include <glib/gstdio.h>
#include <string.h>

/* When one publisher ("rig") does something wrong, or its edition does not fit on the disk, the publisher listed after
 * it
 * ("lnb") is updated all the same, and the error names "rig". */

#define PUBLISHERS                                                                       \
  "{\"publishers\":[{\"id\":\"rig\",\"kinds\":[\"note\"],\"limits\":{\"records\":3%s}}," \
  "{\"id\":\"lnb\",\"kinds\":[\"note\"]}]}"
#define MUCH G_GINT64_CONSTANT (1000000000000000)

typedef void (*Break) (Repository *repository);

static json_t *
target_of_rig (Repository *repository, const char *path)
{
  return json_object_get (json_object_get (repository->rig_targets, "targets"), path);
}

static void
lie (Repository *repository, const char *path)
{
  json_object_set_new (target_of_rig (repository, path), "length", json_integer (MUCH));
  repository_publish (repository);
}

static void
lie_of_pack (Repository *repository)
{
  lie (repository, "rig/pack.jsonl");
}

static void
lie_of_compressed (Repository *repository)
{
  lie (repository, "rig/pack.jsonl.zst");
}

/* The National Library named no limit on purpose: only the free disk space limits the edition. */
static void
lie_without_limit (Repository *repository)
{
  g_autofree char *text = g_strdup_printf (PUBLISHERS, ",\"bytes\":0");

  repository_set_publishers (repository, text);
  lie (repository, "rig/pack.jsonl");
}

static void
lose_files (Repository *repository)
{
  g_autofree char *plain = NULL, *compressed = NULL;

  repository_publish (repository);
  plain = repository_target_file (repository, "rig", "pack.jsonl");
  compressed = repository_target_file (repository, "rig", "pack.jsonl.zst");
  g_assert_cmpint (g_unlink (plain), ==, 0);
  g_assert_cmpint (g_unlink (compressed), ==, 0);
}

static void
damage_file (Repository *repository)
{
  g_autofree char *path = NULL, *data = NULL;
  gsize length = 0;

  repository_publish (repository);
  path = repository_target_file (repository, "rig", "pack.jsonl.zst");
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  data[length / 2] ^= 1;
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
}

static char *
role_file (Repository *repository)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT ".rig.json", repository->version);

  return g_build_filename (repository->folder, "metadata", name, NULL);
}

static void
lose_role (Repository *repository)
{
  g_autofree char *path = NULL;

  repository_publish (repository);
  path = role_file (repository);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
swell_role (Repository *repository)
{
  g_autofree char *path = NULL;
  g_autofree char *much = g_strnfill (TILTAS_TARGETS_MAX + 1, ' ');

  repository_publish (repository);
  path = role_file (repository);
  g_assert_true (g_file_set_contents (path, much, -1, NULL));
}

static void
sign_wrong (Repository *repository)
{
  TiltasPrivateKey *right = repository->rig;

  repository->rig = tiltas_private_key_generate (TILTAS_KEY_ED25519, NULL);
  repository_publish (repository);
  tiltas_private_key_unref (repository->rig);
  repository->rig = right;
}

static void
ship (Repository *repository, const char *pack)
{
  g_autoptr (GBytes) bytes = g_bytes_new (pack, strlen (pack));

  repository_set_pack (repository, "rig", 3, bytes);
  repository_publish (repository);
}

static void
ship_foreign_kind (Repository *repository)
{
  ship (repository, "{\"id\":\"a\",\"kind\":\"other\",\"publisher\":\"rig\"}\n");
}

static void
ship_too_many (Repository *repository)
{
  ship (
    repository,
    "{\"id\":\"a\",\"kind\":\"note\",\"publisher\":\"rig\"}\n{\"id\":\"b\",\"kind\":\"note\",\"publisher\":\"rig\"}\n"
    "{\"id\":\"c\",\"kind\":\"note\",\"publisher\":\"rig\"}\n{\"id\":\"d\",\"kind\":\"note\",\"publisher\":\"rig\"}\n");
}

static void
ship_impossible_picture (Repository *repository)
{
  ship (repository,
        "{\"id\":\"a\",\"kind\":\"note\",\"picture\":{\"length\":1000000000000000,\"media_type\":\"image/png\","
        "\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"},\"publisher\":\"rig\"}\n");
}

static void
ship_missing_picture (Repository *repository)
{
  ship (repository,
        "{\"id\":\"a\",\"kind\":\"note\",\"picture\":{\"length\":7,\"media_type\":\"image/png\","
        "\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"},\"publisher\":\"rig\"}\n");
}

typedef struct
{
  const char *name;
  Break wrong;
  const char *word;
} Case;

static const Case cases[] = {
  { "lie-of-pack", lie_of_pack, "quota" },
  { "lie-of-compressed", lie_of_compressed, "quota" },
  { "lie-without-limit", lie_without_limit, "disk-full" },
  { "lose-files", lose_files, "missing" },
  { "damage-file", damage_file, "hash" },
  { "lose-role", lose_role, "missing" },
  { "swell-role", swell_role, "length" },
  { "sign-wrong", sign_wrong, "signature" },
  { "foreign-kind", ship_foreign_kind, "refused" },
  { "too-many", ship_too_many, "quota" },
  { "impossible-picture", ship_impossible_picture, "refused" },
  { "missing-picture", ship_missing_picture, "missing" },
};

static void
set_words (Repository *repository, const char *publisher, gint64 seq, const char *words)
{
  g_autoptr (GBytes) pack = repository_pack (publisher, words, NULL, 0);

  repository_set_pack (repository, publisher, seq, pack);
}

/* A terminal that has the first editions of both. */
static Repository *
make (void)
{
  g_autofree char *text = g_strdup_printf (PUBLISHERS, "");
  Repository *repository = repository_new ();
  g_autoptr (GError) error = NULL;

  repository_set_publishers (repository, text);
  set_words (repository, "lnb", 1, "old");
  set_words (repository, "rig", 1, "old");
  repository_publish (repository);
  repository_run (repository, NULL, &error);
  g_assert_no_error (error);
  return repository;
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (Repository) repository = make ();
  g_autoptr (GError) error = NULL;

  set_words (repository, "lnb", 2, "new");
  set_words (repository, "rig", 2, "new");
  one->wrong (repository);
  g_assert_false (repository_run (repository, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_cmpstr (tiltas_sync_error_word (error), ==, one->word);
  g_assert_true (g_str_has_prefix (error->message, "rig"));
  g_assert_nonnull (strstr (error->message, "refused: 1 of 2 publishers, the others are up to date"));
  g_autofree char *words = repository_stored (repository, "lnb");
  g_assert_cmpstr (words, ==, "new");
  g_autoptr (TiltasReport) report = tiltas_report_read (repository->state_dir);
  g_assert_cmpstr (tiltas_report_publisher (report, "rig")->word, ==, one->word);
  g_assert_cmpstr (tiltas_report_publisher (report, "lnb")->word, ==, "ok");
  g_assert_cmpint (tiltas_report_publisher (report, "lnb")->seq, ==, 2);
}

/* ---- Over the network ---- */

typedef struct
{
  Repository *repository;
  GPtrArray *paths; /* of the requests, in order */
  GMutex lock;
} Network;

static GBytes *
refuse_rig (const Request *request, gpointer data)
{
  Network *network = data;

  g_mutex_lock (&network->lock);
  g_ptr_array_add (network->paths, g_strdup (request->path));
  g_mutex_unlock (&network->lock);
  if (strstr (request->path, "rig") != NULL)
    return answer_text ("503 Later", "", "later");
  return answer_from_folder (request, network->repository->folder);
}

static int
find (GPtrArray *paths, const char *part)
{
  for (guint i = 0; i < paths->len; i++)
    if (strstr (paths->pdata[i], part) != NULL)
      return (int) i;
  return -1;
}

/* A publisher that was refused in the last run is served last, so that its slow files hold up no other publisher. */
static void
test_late_comes_last (void)
{
  g_autoptr (Repository) repository = make ();
  Network network = { .repository = repository, .paths = g_ptr_array_new_with_free_func (g_free) };
  Server *server = server_new (refuse_rig, &network);
  const char *const urls[] = { server_url (server), NULL };

  g_strfreev (repository->config->repositories);
  repository->config->repositories = g_strdupv ((char **) urls);
  for (gint64 seq = 2; seq <= 3; seq++)
    {
      TiltasSyncContext context = repository_context (repository);
      g_autoptr (GError) error = NULL;
      g_autofree char *words = NULL;

      set_words (repository, "lnb", seq, seq == 2 ? "second" : "third");
      set_words (repository, "rig", seq, "new");
      repository_publish (repository);
      g_ptr_array_set_size (network.paths, 0);
      g_assert_false (tiltas_run_once (&context, NULL, &error));
      g_assert_cmpstr (tiltas_sync_error_word (error), ==, "server");
      words = repository_stored (repository, "lnb");
      g_assert_cmpstr (words, ==, seq == 2 ? "second" : "third");
    }
  server_free (server);
  g_assert_cmpint (find (network.paths, "rig"), >, find (network.paths, "/targets/lnb/"));
  g_ptr_array_unref (network.paths);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/isolation/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/sync/isolation/late-comes-last", test_late_comes_last);
  return g_test_run ();
}
